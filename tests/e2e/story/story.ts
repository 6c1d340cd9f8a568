import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect } from 'vitest'
import { projectRoot } from '../../../scripts/project-root.ts'
import type { App } from '../support/apps.ts'
import { CentralProcess, freePort } from '../support/central.ts'
import { Agent } from './agent.ts'
import { CAMPAIGN, LEADS, storyCsv } from './leads.ts'
import type { Ledger } from './ledger.ts'
import { checkAtCentral, leadsOf } from './verify.ts'

const PASSWORD = 'correct horse battery staple'
const run = promisify(execFile)

/**
 * The story that everything stands on: a file of leads comes in, an agent works twenty of them while central is down, the machine is
 * killed in the middle, a supervisor gives one of them away meanwhile, and at the end central has everything exactly once.
 * `open` starts the desk in its shell on a folder that survives a kill.
 */
export async function story(open: (folder: string, central: string) => Promise<App>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'leadwright-story-'))
  const data = join(folder, 'central')
  const central = new CentralProcess(data, await freePort(), ['--static', 'dist/renderer'])
  let app: App | null = null
  try {
    await central.start()
    const ana = await person(central, 'Ana Moreira', 'agent')
    const ben = await person(central, 'Ben Okafor', 'agent')
    const file = join(folder, 'leads.csv')
    writeFileSync(file, Buffer.from(`\uFEFF${storyCsv()}`, 'utf16le'))
    const { stdout } = await run(
      process.execPath,
      ['--import', 'tsx', 'scripts/import.ts', file, '--campaign', CAMPAIGN, '--data', data],
      { cwd: projectRoot },
    )
    expect(stdout).toMatch(new RegExp(`\\b${LEADS}\\b`))
    const imported = await leadsOf(central)
    expect(imported).toHaveLength(LEADS)
    const open40 = imported.filter((l) => l.stage === 'open').slice(0, 60)
    await assign(central, open40, ana)

    app = await open(join(folder, 'desk'), central.url)
    const ledger: Ledger = new Map()
    let agent = new Agent(app.page, ledger)
    await agent.signIn('ana@story.example', PASSWORD)
    await agent.sees(/all synced/)
    await app.page.getByRole('option').first().waitFor()

    // Central is gone, as in a power cut. Nine leads are worked; the tenth is answered, and the machine dies in its call.
    await central.stop('SIGKILL')
    const outcomes = ['', 'n', 'v', 'c', 'i'] as const
    for (let i = 0; i < 9; i++) {
      const key = outcomes[i % outcomes.length]!
      const entry = await agent.talk(`note ${i}`, key === 'n' || key === 'v' ? 0 : 2)
      await agent.finish(entry, key)
    }
    await agent.sees(/offline/i)
    const tenth = await agent.talk('the line dies here', 1)
    const nameOfTenth = await agent.name()
    const waiting = await agent.waiting()
    expect(waiting).toBeGreaterThan(20)
    await app.kill()

    app = await open(join(folder, 'desk'), central.url)
    agent = new Agent(app.page, ledger)
    await agent.signIn('ana@story.example', PASSWORD)
    await agent.sees(new RegExp(`${waiting} changes waiting`))
    // The call that died is first in the queue, and asked about.
    await app.page.getByRole('option').first().click()
    expect(await agent.name()).toBe(nameOfTenth)
    await agent.finish(tenth, '')
    for (let i = 10; i < 20; i++) {
      const key = outcomes[i % outcomes.length]!
      const entry = await agent.talk(`note ${i}`, key === 'n' || key === 'v' ? 0 : 2)
      await agent.finish(entry, key)
    }
    expect(ledger.size).toBe(20)
    expect(await agent.waiting()).toBeGreaterThan(waiting)

    // Central comes back where the desk does not find it yet, and a supervisor gives one of the worked leads to Ben.
    const elsewhere = new CentralProcess(data, await freePort())
    await elsewhere.start()
    const given = (await leadsOf(elsewhere)).find((l) => l.name === [...ledger.keys()][1])!
    await assign(elsewhere, [given], ben)
    await elsewhere.stop()

    await central.start()
    await agent.sees(/all synced/, 90_000)
    await checkAtCentral(central, ledger, { id: given.id, owner: ben })
    await app.close()
    app = null
  } finally {
    await app?.kill()
    await central.stop('SIGTERM')
    rmSync(folder, { recursive: true, force: true })
  }
}

async function person(central: CentralProcess, name: string, role: string): Promise<string> {
  const body = {
    name,
    email: `${name.split(' ')[0]!.toLowerCase()}@story.example`,
    role,
    password: PASSWORD,
  }
  const made = await central.api<{ id: string }>('/people', { method: 'POST', body: JSON.stringify(body) })
  return made.id
}

async function assign(
  central: CentralProcess,
  leads: { id: string; version: number }[],
  to: string,
): Promise<void> {
  const body = { leads: leads.map(({ id, version }) => ({ id, version })), to, reason: 'story' }
  const answer = await central.api<{ assigned: unknown[] }>('/assignments', {
    method: 'POST',
    body: JSON.stringify(body),
  })
  expect(answer.assigned).toHaveLength(leads.length)
}
