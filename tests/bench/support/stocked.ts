import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { projectRoot } from '../../../scripts/project-root.ts'
import { type App, openInBrowser } from '../../e2e/support/apps.ts'
import { sleep, until } from '../../e2e/support/central.ts'
import { freePort } from '../../setup/free-port.ts'
import { isPulled } from './is-pulled.ts'
import { agents, manyLeads } from './many-leads.ts'
import { type StandIn, startStandIn } from './stand-in.ts'

/** Whose desk is measured. */
export const ME = agents[0]!
const PULL_MS = 600_000
const GLANCE_MS = 5000
/** Profiles are kept here from run to run, and copied; left out: each run pulls by itself. */
const KEPT = process.env.BENCH_KEEP

/** A browser profile in which an agent has signed in and pulled their leads from a stand-in for central. */
export interface Stocked {
  central: StandIn
  /** Runs a task in a new browser process on the profile, on an empty page. */
  inBrowser<T>(task: (page: Page) => Promise<T>): Promise<T>
  dispose(): Promise<void>
}

interface Kept {
  /** Epoch milliseconds: the leads are made as of this moment. */
  now: number
  port: number
}

/**
 * @param count how many leads are in the agent's queue
 * @param afterPull asked in the browser that has pulled; not at all where a kept profile is there
 */
export async function stocked(
  count: number,
  afterPull: (page: Page) => Promise<void> = async () => undefined,
): Promise<Stocked> {
  const dir = await mkdtemp(join(tmpdir(), 'leadwright-bench-'))
  const profile = join(dir, 'profile')
  const store = KEPT === undefined ? null : join(KEPT, String(count))
  const kept = store === null ? null : await readKept(store)
  const { now, port } = kept ?? { now: Date.now(), port: await freePort() }
  // A copy: the page stays the same when somebody builds meanwhile.
  const page = join(dir, 'page')
  await cp(join(projectRoot, 'dist/renderer'), page, { recursive: true })
  if (store && kept) await cp(join(store, 'profile'), profile, { recursive: true })
  const leads = manyLeads(count, () => ME.id, now)
  const central = await startStandIn(ME, leads, {}, page, port)
  let app: App | null = null
  const place: Stocked = {
    central,
    async inBrowser(task) {
      app = await openInBrowser(profile, 'about:blank')
      try {
        // The loader of these files names functions with a helper that the page lacks.
        await app.page.addInitScript('globalThis.__name = (f) => f')
        return await task(app.page)
      } finally {
        await app.close()
        app = null
      }
    },
    async dispose() {
      await app?.kill()
      await central.close()
      await rm(dir, { recursive: true, force: true, maxRetries: 5 })
      process.off('SIGINT', interrupted).off('SIGTERM', interrupted)
    },
  }
  const interrupted = () => void place.dispose().finally(() => process.exit(1))
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted)
  try {
    if (kept) {
      await place.inBrowser((page) => updateWorker(page, central.url))
      return place
    }
    await place.inBrowser(async (page) => {
      // Before there is a database, a look would make one.
      const began = central.synced()
      await page.goto(central.url)
      await signIn(page)
      await began
      await until('the pull', () => isPulled(page, ME.id), PULL_MS)
      await page.evaluate(async () => void (await navigator.serviceWorker.ready))
      // What the next start shows first is kept a moment later.
      await sleep(GLANCE_MS)
      await afterPull(page)
    })
    if (store) {
      await mkdir(store, { recursive: true })
      await cp(profile, join(store, 'profile'), { recursive: true })
      await writeFile(join(store, 'kept.json'), JSON.stringify({ now, port } satisfies Kept))
    }
    return place
  } catch (error) {
    await place.dispose()
    throw error
  }
}

/** Else its service worker would show the page that was built when it was kept. */
async function updateWorker(page: Page, url: string): Promise<void> {
  await page.goto(url)
  await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready
    await registration.update()
  })
  await until('the page as built', () =>
    page.evaluate(async () => {
      const { installing, waiting, active } = await navigator.serviceWorker.ready
      return installing === null && waiting === null && active?.state === 'activated'
    }),
  )
}

async function readKept(store: string): Promise<Kept | null> {
  const text = await readFile(join(store, 'kept.json'), 'utf8').catch(() => null)
  return text === null ? null : (JSON.parse(text) as Kept)
}

export async function signIn(page: Page): Promise<void> {
  await page.locator('input[name=email]').fill(ME.email)
  await page.locator('input[name=password]').fill('a long password')
  await page.keyboard.press('Enter')
}
