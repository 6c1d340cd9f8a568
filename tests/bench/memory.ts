import type { Page } from 'playwright-core'
import { sleep } from '../e2e/support/central.ts'
import { installStopwatch } from './answer/stopwatch.ts'
import { digits } from './support/measure.ts'
import type { Report } from './support/report.ts'
import { signIn, stocked } from './support/stocked.ts'

const LEADS = Number(process.env.BENCH_LEADS ?? 100_000)
const ANSWERS = Number(process.env.BENCH_ANSWERS ?? 360)
/** An hour of work, looked at every ten minutes; the clock goes on by two after some answers. */
const LOOKS = 6
const LOOK_MINUTES = 10
const STEPS = 5
const STEP_MS = (LOOK_MINUTES * 60_000) / STEPS
const OPEN_MS = 120_000
const SETTLE_MS = 5000
const STEP_SETTLE_MS = 500

/** Bytes after everything that can be collected was. */
interface Heap {
  objects: number
  /** What typed arrays hold, outside of the heap of objects. */
  buffers: number
}

/** The page's heap with 100,000 leads: just pulled, opened again and idle, and through an hour of answers; beside the leads' own JSON. */
export async function memory(): Promise<Report> {
  let pulled: Heap | null = null
  const place = await stocked(LEADS, async (page) => {
    await sleep(SETTLE_MS)
    pulled = await heapOf(page)
  })
  try {
    const [idle, ...worked] = await place.inBrowser(async (page) => {
      await page.addInitScript(installStopwatch)
      await page.clock.install()
      await page.goto(place.central.url)
      await signIn(page)
      await page.locator('[role=option]').first().waitFor({ timeout: OPEN_MS })
      await sleep(2 * SETTLE_MS)
      const heaps = [await heapOf(page)]
      await page.getByRole('button', { name: /^Need info/ }).click()
      await page.keyboard.press('j')
      for (let look = 0; look < LOOKS; look += 1) {
        for (let step = 0; step < STEPS; step += 1) {
          await work(page, ANSWERS / LOOKS / STEPS)
          // What is due every few seconds, and the rounds with central, come once.
          await page.clock.fastForward(STEP_MS)
          await sleep(STEP_SETTLE_MS)
        }
        await sleep(SETTLE_MS)
        heaps.push(await heapOf(page))
      }
      return heaps
    })
    return reportOf(place.central.bytes.plain, pulled, idle!, worked)
  } finally {
    await place.dispose()
  }
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

function reportOf(json: number, pulled: Heap | null, idle: Heap, worked: readonly Heap[]): Report {
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
      ...(pulled ? [row('just pulled', pulled)] : []),
      row('**opened again, idle** (goal: 2)', idle),
      ...worked.map((heap, i) =>
        row(`after ${(i + 1) * LOOK_MINUTES} minutes, ${((i + 1) * ANSWERS) / LOOKS} answers`, heap),
      ),
      ['the leads as JSON', '1.00', mb(json), '', ''],
    ],
    notes: [
      `The page's heap after a forced collection, once each; the workers that seal and journal have their own, which is not counted. The hour is simulated: ${ANSWERS} answers by keyboard, each saved, sent to a stand-in for central, and its lead had back from it; the page's clock goes on by ${STEP_MS / 60_000} minutes after every ${ANSWERS / LOOKS / STEPS}.`,
    ],
  }
}
