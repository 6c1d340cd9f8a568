import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { openInBrowser } from '../e2e/support/apps.ts'
import { sleep, until } from '../e2e/support/central.ts'
import { installStopwatch } from './answer/stopwatch.ts'
import { isPulled } from './support/is-pulled.ts'
import { agents, manyLeads } from './support/many-leads.ts'
import { digits } from './support/measure.ts'
import type { Report } from './support/report.ts'
import { startStandIn } from './support/stand-in.ts'

const LEADS = Number(process.env.BENCH_LEADS ?? 100_000)
const ANSWERS = 400
/** Work is looked at this often. */
const LOOKS = 4
const ME = agents[0]!
const PULL_MS = 600_000
const SETTLE_MS = 5000

/** Bytes after everything that can be collected was. */
interface Heap {
  objects: number
  /** What typed arrays hold, outside of the heap of objects. */
  buffers: number
}

/** The page's heap with 100,000 leads: just pulled, opened again and idle, and amid answers; beside the leads' own JSON. */
export async function memory(): Promise<Report> {
  const place = await startStandIn(
    ME,
    manyLeads(LEADS, () => ME.id, Date.now()),
  )
  const profile = await mkdtemp(join(tmpdir(), 'leadwright-memory-'))
  try {
    const pulled = await inBrowser(profile, async (page) => {
      const began = place.synced()
      await signIn(page, place.url)
      // Before there is a database, a look would make one.
      await began
      await until('the pull', () => isPulled(page, ME.id), PULL_MS)
      await sleep(SETTLE_MS)
      return heapOf(page)
    })
    const [idle, ...worked] = await inBrowser(profile, async (page) => {
      await signIn(page, place.url)
      await page.locator('[role=option]').first().waitFor({ timeout: PULL_MS })
      await sleep(2 * SETTLE_MS)
      const heaps = [await heapOf(page)]
      await page.getByRole('button', { name: /^Need info/ }).click()
      await page.keyboard.press('j')
      for (let look = 0; look < LOOKS; look += 1) {
        await work(page, ANSWERS / LOOKS)
        await sleep(SETTLE_MS)
        heaps.push(await heapOf(page))
      }
      return heaps
    })
    return reportOf(place.bytes.plain, pulled, idle!, worked)
  } finally {
    await place.close()
    await rm(profile, { recursive: true, force: true, maxRetries: 5 })
  }
}

async function inBrowser<T>(profile: string, task: (page: Page) => Promise<T>): Promise<T> {
  const app = await openInBrowser(profile, 'about:blank')
  try {
    // The loader of this file names functions with a helper that the page lacks.
    await app.page.addInitScript('globalThis.__name = (f) => f')
    await app.page.addInitScript(installStopwatch)
    return await task(app.page)
  } finally {
    await app.close()
  }
}

async function signIn(page: Page, url: string): Promise<void> {
  await page.goto(url)
  await page.locator('input[name=email]').fill(ME.email)
  await page.locator('input[name=password]').fill('a long password')
  await page.keyboard.press('Enter')
}

async function heapOf(page: Page): Promise<Heap> {
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.enable')
  // Once for what is dead, once for what only that kept.
  for (let i = 0; i < 2; i += 1) await session.send('HeapProfiler.collectGarbage')
  const usage = (await session.send('Runtime.getHeapUsage')) as {
    usedSize: number
    backingStorageSize?: number
  }
  await session.detach()
  return { objects: usage.usedSize, buffers: usage.backingStorageSize ?? 0 }
}

/** So many answers on as many leads as they take, each saved and said to be. */
async function work(page: Page, answers: number): Promise<void> {
  for (let done = 0; done < answers; ) {
    const labels = await page.evaluate(() => window.benchAnswers())
    if (!labels || labels.length < 2) {
      await page.keyboard.press('j')
      await page.waitForFunction(() => window.benchIsOpen())
      await sleep(50)
      continue
    }
    const digit = done % labels.length
    const before = await page.evaluate(() => document.querySelector('#ask-question')?.textContent ?? '')
    await page.keyboard.press(String(digit + 1))
    await page.waitForFunction(
      ([label, asked]) =>
        document.querySelector('[role=status][aria-live=polite]')?.textContent === `Saved: ${label}` &&
        !document.querySelector('[aria-busy=true]') &&
        document.querySelector('#ask-question')?.textContent !== asked,
      [labels[digit]!, before] as const,
    )
    done += 1
  }
}

function reportOf(json: number, pulled: Heap, idle: Heap, worked: readonly Heap[]): Report {
  const mb = (bytes: number) => digits(bytes / 1e6)
  const row = (name: string, { objects, buffers }: Heap) => [
    name,
    digits((objects + buffers) / json),
    mb(objects + buffers),
    mb(objects),
    mb(buffers),
  ]
  return {
    columns: [`${LEADS.toLocaleString('en')} leads`, 'ratio to the JSON', 'MB', 'objects', 'buffers'],
    rows: [
      row('just pulled', pulled),
      row('**opened again, idle** (goal: 2)', idle),
      ...worked.map((heap, i) => row(`after ${((i + 1) * ANSWERS) / LOOKS} answers`, heap)),
      ['the leads as JSON', '1.00', mb(json), '', ''],
    ],
    notes: [
      `The page's heap after a forced collection, once each; the workers that seal and journal have their own, which is not counted. ${ANSWERS} answers by keyboard, each saved and its lead gone on with or left for the next; a stand-in takes them for central.`,
    ],
  }
}
