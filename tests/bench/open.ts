import type { Page } from 'playwright-core'
import { bareRow, serveBarePage } from './open/bare-page.ts'
import { installMarks, type Marks } from './open/marks.ts'
import { digits, median, spread } from './support/measure.ts'
import type { Report } from './support/report.ts'
import { signIn, stocked } from './support/stocked.ts'

const COUNTS = (process.env.BENCH_LEADS ?? '500,100000').split(',').map(Number)
const RUNS = Number(process.env.BENCH_RUNS ?? 9)
const ROWS = 50
/** High enough that 50 rows are on screen at once. */
const WINDOW = { width: 1440, height: 3700 }
/** Of a stored lead, as JSON. */
const LEAD_BYTES = 3300

declare global {
  interface Window {
    bench: Promise<number>
    seed(count: number, row: object): Promise<void>
  }
}

/**
 * A cold start of the desk to the first 50 rows of the queue, beside a bare page that reads 50 rows of the same size out of IndexedDB.
 * Every run is a browser process of its own; the two take turns. Central is down: the page comes from the service worker.
 */
export async function open(): Promise<Report> {
  const sizes: Size[] = []
  for (const count of COUNTS) sizes.push(await measure(count))
  return reportOf(sizes)
}

interface Size {
  count: number
  desk: Marks[]
  bare: number[]
}

async function measure(count: number): Promise<Size> {
  const place = await stocked(count)
  try {
    const { url } = place.central
    await place.central.close()
    const bare = await serveBarePage(ROWS)
    try {
      await place.inBrowser(async (page) => {
        await page.goto(bare.url)
        await page.evaluate(([rows, row]) => window.bench.then(() => window.seed(rows, row)), [
          count,
          bareRow(LEAD_BYTES),
        ] as const)
      })
      const size: Size = { count, desk: [], bare: [] }
      for (let i = 0; i < RUNS; i++) {
        size.desk.push(await place.inBrowser((page) => startDesk(page, url)))
        size.bare.push(await place.inBrowser((page) => startBare(page, bare.url)))
      }
      return size
    } finally {
      await bare.close()
    }
  } finally {
    await place.dispose()
  }
}

async function startBare(page: Page, url: string): Promise<number> {
  await page.setViewportSize(WINDOW)
  await page.goto(url)
  return page.evaluate(() => window.bench)
}

async function startDesk(page: Page, url: string): Promise<Marks> {
  await page.setViewportSize(WINDOW)
  await page.addInitScript(installMarks, ROWS)
  await page.goto(url)
  await signIn(page)
  return page.evaluate(() => window.benchMarks)
}

function reportOf(sizes: readonly Size[]): Report {
  const parts: [string, (m: Marks) => number][] = [
    [
      '**desk: start to 50 rows to look at, without person and key derivation**',
      (m) => m.form + m.glance - m.enter - m.derivation,
    ],
    ['desk: start to 50 rows to work, the same', (m) => m.form + m.rows - m.enter - m.derivation],
    ['(a) navigation to a sign-in form that can be used', (m) => m.form],
    [
      '(b) Enter to 50 rows as they were left, without key derivation',
      (m) => m.glance - m.enter - m.derivation,
    ],
    ['(c) Enter to 50 rows to work, without key derivation', (m) => m.rows - m.enter - m.derivation],
    ['key derivation (PBKDF2, slow on purpose)', (m) => m.derivation],
  ]
  const cells = (ms: number[], bare: number[]) => [digits(median(ms) / median(bare)), spread(ms)]
  return {
    columns: [
      'cold start',
      ...sizes.flatMap(({ count }) => [
        `${count.toLocaleString('en')} leads: ratio to the bare page`,
        'ms: median (middle half)',
      ]),
    ],
    rows: [
      ...parts.map(([name, of]) => [name, ...sizes.flatMap(({ desk, bare }) => cells(desk.map(of), bare))]),
      [
        'bare page: opens IndexedDB, reads and shows 50 rows',
        ...sizes.flatMap(({ bare }) => cells(bare, bare)),
      ],
    ],
    notes: [
      `${RUNS} runs each, in turns, every one in a new browser process; files are warm in the system's cache. As many leads are stored in both, and stand in one agent's queue. Central is down: the page comes from the service worker, and (b) and (c) contain the failed attempt to sign in at central.`,
    ],
  }
}
