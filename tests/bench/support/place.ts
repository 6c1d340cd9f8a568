import { chmod, cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Papa from 'papaparse'
import type { Page } from 'playwright-core'
import { v7 } from 'uuid'
import { DEMO_PASSWORD, DEMO_PEOPLE } from '../../../central/demo/load-demo.ts'
import { demoRows } from '../../../central/demo/rows.ts'
import { databaseName } from '../../../renderer/db/database.ts'
import { projectRoot } from '../../../scripts/project-root.ts'
import type { AssignResponse } from '../../../shared/api/api.ts'
import type { LeadSnapshot } from '../../../shared/sync/protocol.ts'
import { type App, openInBrowser } from '../../e2e/support/apps.ts'
import { CentralProcess, freePort, until } from '../../e2e/support/central.ts'

export const STORED = 2000
export const AGENT = DEMO_PEOPLE[0]
const MORE_ROWS = 2100
const BATCH = 1000
const SEED = 7

/** A central of its own with 2,000 open leads in one agent's queue, and a browser profile in which that agent has signed in and pulled them. */
export interface Place {
  central: CentralProcess
  /** Runs a task in a new browser process on the profile, on an empty page. */
  inBrowser<T>(task: (page: Page) => Promise<T>): Promise<T>
  dispose(): Promise<void>
}

export async function makePlace(): Promise<Place> {
  const dir = await mkdtemp(join(tmpdir(), 'leadwright-bench-'))
  // The embedded database may run as a user of its own.
  await chmod(dir, 0o755)
  // A copy: the page stays the same when somebody builds meanwhile.
  const page = join(dir, 'page')
  await cp(join(projectRoot, 'dist/renderer'), page, { recursive: true })
  const flags = ['--demo', '--static', page]
  const central = new CentralProcess(join(dir, 'central'), await freePort(), flags)
  const profile = join(dir, 'profile')
  let app: App | null = null
  const place: Place = {
    central,
    async inBrowser(task) {
      app = await openInBrowser(profile, 'about:blank')
      try {
        return await task(app.page)
      } finally {
        await app.close()
        app = null
      }
    },
    async dispose() {
      await app?.kill()
      await central.stop()
      await rm(dir, { recursive: true, force: true })
      process.off('SIGINT', interrupted).off('SIGTERM', interrupted)
    },
  }
  const interrupted = () => void place.dispose().finally(() => process.exit(1))
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted)
  try {
    await central.start()
    await giveLeads(central)
    await place.inBrowser(async (page) => {
      await page.goto(central.url)
      await signIn(page)
      await page.locator('[role=option]').first().waitFor()
      await until('all leads stored', async () => (await storedLeads(page)) === STORED)
      await page.evaluate(async () => void (await navigator.serviceWorker.ready))
    })
    return place
  } catch (error) {
    await place.dispose()
    throw error
  }
}

export async function signIn(page: Page): Promise<void> {
  await page.locator('input[name=email]').fill(AGENT.email)
  await page.locator('input[name=password]').fill(DEMO_PASSWORD)
  await page.keyboard.press('Enter')
}

/** The demo alone decides about half of its leads on arrival: as many again make up the 2,000. */
async function giveLeads(central: CentralProcess): Promise<void> {
  const now = Date.now()
  const campaign = `spring-expo-${new Date(now).getUTCFullYear()}`
  await central.api(
    `/imports/${v7()}?${new URLSearchParams({ campaign, fileName: 'more.csv', map: '{}' })}`,
    {
      method: 'PUT',
      headers: { 'content-type': 'text/csv' },
      body: Papa.unparse([...demoRows(MORE_ROWS, SEED, now)].map((row) => [...row])),
    },
  )
  const open = await openLeads(central)
  if (open.length < STORED) throw new Error(`only ${open.length} leads are open`)
  await assign(central, open.slice(0, STORED), AGENT.id)
  await assign(central, open.slice(STORED), null)
}

async function openLeads(central: CentralProcess): Promise<LeadSnapshot[]> {
  const open: LeadSnapshot[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: { leads: LeadSnapshot[]; next: string | null } = await central.api(
      `/leads?stage=open&limit=1000${cursor && `&cursor=${cursor}`}`,
    )
    open.push(...page.leads)
    cursor = page.next
  }
  return open
}

async function assign(central: CentralProcess, leads: LeadSnapshot[], to: string | null): Promise<void> {
  const elsewhere = leads.filter((s) => s.owner !== to).map((s) => ({ id: s.lead.id, version: s.version }))
  for (let from = 0; from < elsewhere.length; from += BATCH) {
    const body = JSON.stringify({ leads: elsewhere.slice(from, from + BATCH), to })
    const { conflicts } = await central.api<AssignResponse>('/assignments', { method: 'POST', body })
    if (conflicts.length > 0) throw new Error(`${conflicts.length} leads were not assigned`)
  }
}

/** How many leads lie in the agent's database in this browser, in pages or in records of their own. */
export const storedLeads = (page: Page): Promise<number> =>
  page.evaluate(
    (name) =>
      new Promise<number>((done, failed) => {
        const opening = indexedDB.open(name)
        opening.onerror = () => failed(opening.error)
        opening.onsuccess = () => {
          const tx = opening.result.transaction(['leads', 'pages'])
          const records: IDBRequest<{ id: string; sealed: Uint8Array | null }[]> = tx
            .objectStore('leads')
            .getAll()
          const pages: IDBRequest<{ leads: string[] }[]> = tx.objectStore('pages').getAll()
          tx.onerror = () => failed(tx.error)
          tx.oncomplete = () => {
            opening.result.close()
            const ids = new Set(pages.result.flatMap((p) => p.leads))
            for (const { id, sealed } of records.result) {
              if (sealed) ids.add(id)
              else ids.delete(id)
            }
            done(ids.size)
          }
        }
      }),
    databaseName(AGENT.id),
  )
