import type { Page } from 'playwright-core'
import { bareRow, serveBarePage } from './open/bare-page.ts'
import { installMarks, type Marks } from './open/marks.ts'
import { digits, median, spread } from './support/measure.ts'
import { makePlace, STORED, signIn } from './support/place.ts'
import type { Report } from './support/report.ts'

const RUNS = 15
const ROWS = 50
/** High enough that 50 rows are on screen at once. */
const WINDOW = { width: 1440, height: 3700 }
/** Of a stored lead of the demo, as JSON. */
const LEAD_BYTES = 4000

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
  const place = await makePlace()
  try {
    const url = place.central.url
    await place.central.stop()
    const bare = await serveBarePage(ROWS)
    try {
      await place.inBrowser(async (page) => {
        await page.goto(bare.url)
        await page.evaluate(([count, row]) => window.bench.then(() => window.seed(count, row)), [
          STORED,
          bareRow(LEAD_BYTES),
        ] as const)
      })
      const desk: Marks[] = []
      const peer: number[] = []
      for (let i = 0; i < RUNS; i++) {
        desk.push(await place.inBrowser((page) => startDesk(page, url)))
        peer.push(await place.inBrowser((page) => startBare(page, bare.url)))
      }
      return reportOf(desk, peer)
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
  // The loader of this file names functions with a helper that the page lacks.
  await page.addInitScript('globalThis.__name = (f) => f')
  await page.addInitScript(installMarks, ROWS)
  await page.goto(url)
  await signIn(page)
  return page.evaluate(() => window.benchMarks)
}

function reportOf(desk: readonly Marks[], peer: readonly number[]): Report {
  const form = desk.map((m) => m.form)
  const derivation = desk.map((m) => m.derivation)
  const glance = desk.map((m) => m.glance - m.enter - m.derivation)
  const rows = desk.map((m) => m.rows - m.enter - m.derivation)
  const first = desk.map((m) => m.form + m.glance - m.enter - m.derivation)
  const both = desk.map((m) => m.form + m.rows - m.enter - m.derivation)
  const ratio = (list: number[]) => digits(median(list) / median(peer))
  return {
    columns: ['cold start', 'ratio to the bare page', 'ms: median (middle half)'],
    rows: [
      [
        '**desk: start to 50 rows to look at, without person and key derivation**',
        `**${ratio(first)}**`,
        spread(first),
      ],
      ['desk: start to 50 rows to work, the same', ratio(both), spread(both)],
      ['(a) navigation to a sign-in form that can be used', ratio(form), spread(form)],
      ['(b) Enter to 50 rows as they were left, without key derivation', ratio(glance), spread(glance)],
      ['(c) Enter to 50 rows to work, without key derivation', ratio(rows), spread(rows)],
      ['key derivation (PBKDF2, slow on purpose)', ratio(derivation), spread(derivation)],
      ['bare page: opens IndexedDB, reads and shows 50 rows', '1', spread([...peer])],
    ],
    notes: [
      `${RUNS} runs each, in turns, every one in a new browser process; files are warm in the system's cache. ${STORED} leads are stored in both. Central is down: the page comes from the service worker, and (b) and (c) contain the failed attempt to sign in at central.`,
    ],
  }
}
