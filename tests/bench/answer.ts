import type { Page } from 'playwright-core'
import { databaseName } from '../../renderer/db/database/database.ts'
import { sleep } from '../e2e/support/central.ts'
import { installStopwatch, type Lap } from './answer/stopwatch.ts'
import { type Anew, allAnew } from './support/all-anew.ts'
import { digits, median, quantile } from './support/measure.ts'
import { watchTasks } from './support/own-time.ts'
import type { Report } from './support/report.ts'
import type { StandIn } from './support/stand-in.ts'
import { ME, signIn, stocked } from './support/stocked.ts'

const LEADS = Number(process.env.BENCH_LEADS ?? 100_000)
const ANSWERS = Number(process.env.BENCH_ANSWERS ?? 500)
/** Not counted: the page's code is compiled in them. */
const WARM_UP = 20
const FRAME_MS = 1000 / 60
/** A task over it keeps keys and painting waiting. */
const LONG_MS = 50

/**
 * One answer from the key pressed to saved and repainted, on a queue of 100,000 leads with sync at work, beside one strict put of the same size
 * into IndexedDB in the same page. The two take turns.
 */
export async function answer(): Promise<Report> {
  const place = await stocked(LEADS)
  try {
    return await place.inBrowser(async (page) => {
      await page.addInitScript(installStopwatch)
      await page.goto(place.central.url)
      await signIn(page)
      // Decided leads stand in the queue too; only the others are walked through.
      await page.getByRole('button', { name: /^Need info/ }).click()
      await page.keyboard.press('j')
      await page.waitForFunction(() => window.benchIsOpen())
      return measure(page, place.central)
    })
  } finally {
    await place.dispose()
  }
}

async function measure(page: Page, central: StandIn): Promise<Report> {
  let bytes = 0
  const answers: Lap[] = []
  const puts: Lap[] = []
  let watched: (() => Promise<number[]>) | null = null
  let last = ''
  for (let i = 0; i < WARM_UP + ANSWERS; i++) {
    if (i === WARM_UP) {
      await page.evaluate(() => window.benchTasks())
      watched = await watchTasks(page)
    }
    const labels = await nextQuestion(page)
    const at = labels.findIndex((label, n) => label !== last && n >= i % labels.length)
    const digit = at < 0 ? labels.findIndex((label) => label !== last) : at
    last = labels[digit]!
    await page.evaluate((label) => window.benchArm(label), last)
    await page.keyboard.press(String(digit + 1))
    answers.push(
      await within(
        10_000,
        page.evaluate(() => window.benchLap),
      ),
    )
    await pause(i)
    // An answer stores a record of the lead of its own; before the first there are pages only.
    if (i < WARM_UP) bytes = await page.evaluate((name) => window.benchBytes(name), databaseName(ME.id))
    puts.push(await page.evaluate((n) => window.benchPut(n), bytes))
    await pause(i + 3)
  }
  const tasks = { byClock: await page.evaluate(() => window.benchTasks()), own: (await watched?.()) ?? [] }
  const anew = await allAnew(page, central)
  return reportOf(answers.slice(WARM_UP), puts.slice(WARM_UP), bytes, tasks, anew)
}

/** Goes on to the next lead until one has a question; its answers' labels. */
async function nextQuestion(page: Page): Promise<string[]> {
  for (let tries = 0; tries < 200; tries++) {
    const labels = await page.evaluate(() => window.benchAnswers())
    if (labels && labels.length > 1) return labels
    await page.keyboard.press('j')
    await page.waitForFunction(() => window.benchIsOpen())
    await pause(tries)
  }
  throw new Error('no lead of the queue has a question')
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const done = await Promise.race([work, sleep(ms)])
  if (done === undefined) throw new Error(`nothing was said to be saved within ${ms} ms`)
  return done
}

/** Of different lengths, so that keys meet every phase of a frame and of a sync round. */
const pause = (i: number) => sleep(30 + ((i * 37) % 100))

/** Of the page's thread, in ms: by the clock those over 50, by the thread's own time all. */
interface Tasks {
  byClock: readonly number[]
  own: readonly number[]
}

function reportOf(
  answers: readonly Lap[],
  puts: readonly Lap[],
  bytes: number,
  tasks: Tasks,
  anew: Anew,
): Report {
  const long = (all: readonly number[]) => {
    const list = all.filter((ms) => ms > LONG_MS)
    return `${list.length}${all.length > 0 ? `, the longest ${digits(Math.max(...all))} ms` : ''}`
  }
  const row = (name: string, part: keyof Lap, bold = '') => {
    const [ours, theirs] = [answers.map((l) => l[part]), puts.map((l) => l[part])]
    const ratio = digits(median(ours) / median(theirs))
    const figures = (list: number[]) => [0.5, 0.95, 0.99].map((p) => digits(quantile(list, p))).join(' / ')
    const frames = [0.5, 0.95, 0.99].map((p) => digits(quantile(ours, p) / FRAME_MS)).join(' / ')
    return [name, ratio, figures(ours), frames, figures(theirs)].map((cell) => `${bold}${cell}${bold}`)
  }
  return {
    columns: [
      'from the key pressed',
      'ratio of medians to the put',
      'answer, ms: p50 / p95 / p99',
      'in frames of 1/60 s',
      'put, ms: p50 / p95 / p99',
    ],
    rows: [
      row('to saved, and said so in the document', 'saved'),
      row('to the frame that shows it, painted', 'painted', '**'),
      row('to the beginning of a second frame', 'settled'),
    ],
    notes: [
      `${answers.length} answers and as many strict puts of ${bytes} bytes in the same page, in turns, after ${WARM_UP} of each that are not counted; the queue has ${LEADS.toLocaleString('en')} leads; a stand-in for central takes every answer meanwhile and sends back the lead that it makes of it. An answer is saved when the database's strict transaction and the journal's flush have both returned. Waiting for the next frame takes between nothing and 17 ms in both columns, whatever the program does.`,
      `Tasks of the screen's thread over ${LONG_MS} ms meanwhile, with the leads gone on to between answers, the puts and the clock's ticks, by the time the thread itself worked: ${long(tasks.own)}; by the clock, with what else the machine did: ${long(tasks.byClock)}.`,
      `The same, by the thread's own time, where all rows are derived anew: as the day changes ${long(anew.day)}, and as a policy is published ${long(anew.policy)}.`,
    ],
  }
}
