import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { projectRoot } from '../../../scripts/project-root.ts'
import { removeDataDir } from '../../central/support.ts'
import { freePort } from '../../setup/free-port.ts'
import type { App } from '../support/apps.ts'
import { CentralProcess } from '../support/central.ts'
import { Agent } from './agent.ts'
import { CAMPAIGN, storyCsv } from './leads.ts'
import type { Ledger } from './ledger.ts'
import { leadsOf } from './verify.ts'

export const PASSWORD = 'correct horse battery staple'
const run = promisify(execFile)

/** Starts the desk in its shell on a folder that survives a kill. */
export type Shell = (folder: string, central: string) => Promise<App>

/** A call center: one central, two agents and a supervisor, a file of leads in Ana's queue, and the book of what Ana saw saved. */
export interface Office {
  central: CentralProcess
  /** Where central keeps its data, and where the desk keeps its own. */
  data: string
  profile: string
  ledger: Ledger
  ana: string
  ben: string
  /** Starts the desk of Ana, or of Jo the supervisor, and signs her in. */
  open(who?: 'ana' | 'jo'): Promise<{ app: App; agent: Agent }>
  assign(leads: { id: string; version: number }[], to: string, central?: CentralProcess): Promise<void>
}

/** Sets an office up, lets `work` happen in it, and clears all of it away. `leads`: so many of the file's are Ana's. */
export async function inOffice(
  shell: Shell,
  leads: number,
  work: (office: Office) => Promise<void>,
  csv = storyCsv(),
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'leadwright-story-'))
  const data = join(folder, 'central')
  const profile = join(folder, 'desk')
  const central = new CentralProcess(data, await freePort(), ['--static', 'dist/renderer'])
  const ledger: Ledger = new Map()
  const apps: App[] = []
  try {
    await central.start()
    const ana = await person(central, 'Ana Moreira')
    const ben = await person(central, 'Ben Okafor')
    await person(central, 'Jo Brandt', 'supervisor')
    await importFile(join(folder, 'leads.csv'), csv, data)
    const queue = (await leadsOf(central)).filter((l) => l.stage === 'open').slice(0, leads)
    await assign(central, queue, ana)
    await work({
      central,
      data,
      profile,
      ledger,
      ana,
      ben,
      assign: (chosen, to, by = central) => assign(by, chosen, to),
      async open(who = 'ana') {
        const app = await shell(who === 'ana' ? profile : join(folder, who), central.url)
        apps.push(app)
        const agent = new Agent(app.page, ledger)
        await agent.signIn(`${who}@story.example`, PASSWORD)
        return { app, agent }
      },
    })
  } finally {
    for (const app of apps) await app.kill()
    await central.stop()
    await removeDataDir(data)
    rmSync(folder, { recursive: true, force: true })
  }
}

/** By the command, as an engineer would; the file is what a spreadsheet saves as "Unicode text". */
async function importFile(file: string, csv: string, data: string): Promise<void> {
  writeFileSync(file, Buffer.from(`\uFEFF${csv}`, 'utf16le'))
  const args = ['dist/central/import.js', file, '--campaign', CAMPAIGN, '--data', data]
  await run(process.execPath, args, { cwd: projectRoot })
}

async function person(central: CentralProcess, name: string, role = 'agent'): Promise<string> {
  const email = `${name.split(' ')[0]!.toLowerCase()}@story.example`
  const body = JSON.stringify({ name, email, role, password: PASSWORD })
  return (await central.api<{ id: string }>('/people', { method: 'POST', body })).id
}

async function assign(central: CentralProcess, leads: { id: string; version: number }[], to: string) {
  const body = JSON.stringify({
    leads: leads.map(({ id, version }) => ({ id, version })),
    to,
    reason: 'story',
  })
  const { assigned } = await central.api<{ assigned: unknown[] }>('/assignments', { method: 'POST', body })
  if (assigned.length !== leads.length) throw new Error(`assigned ${assigned.length} of ${leads.length}`)
}
