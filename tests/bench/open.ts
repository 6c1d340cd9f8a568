import type { Page } from 'playwright-core'
import { bareRow, type Served, serveBarePage, servePeerPage } from './open/bare-page.ts'
import { installMarks, type Marks } from './open/marks.ts'
import { digits, median, spread } from './support/measure.ts'
import { type PeerName, peerScript } from './support/peer-script.ts'
import type { Report } from './support/report.ts'
import { signIn, stocked } from './support/stocked.ts'

const COUNTS = (process.env.BENCH_LEADS ?? '500,100000').split(',').map(Number)
const RUNS = Number(process.env.BENCH_RUNS ?? 9)
const ROWS = 50
/** High enough that 50 rows are on screen at once. */
const WINDOW = { width: 1440, height: 3700 }
/** What fills one takes minutes with more. */
const PEER_MOST = Number(process.env.BENCH_PEER_LEADS ?? 20_000)
const PEERS: [PeerName, string][] = [
  ['rxdb', 'RxDB: opens, and reads by an index of its free storage'],
  ['pouchdb', 'PouchDB: opens, and reads in the order of its keys'],
]
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
  peers: Record<PeerName, number[]>
}

async function measure(count: number): Promise<Size> {
  const place = await stocked(count)
  const pages: Partial<Record<'bare' | PeerName, Served>> = {}
  const size: Size = { count, desk: [], bare: [], peers: { rxdb: [], pouchdb: [] } }
  const filled = async (page: Served, rows: number) => {
    await place.inBrowser(async (tab) => {
      tab.setDefaultTimeout(0)
      await tab.goto(page.url)
      await tab.evaluate(([rows, row]) => window.bench.then(() => window.seed(rows, row)), [
        rows,
        bareRow(LEAD_BYTES),
      ] as const)
    })
    return page
  }
  try {
    const { url } = place.central
    await place.central.close()
    pages.bare = await filled(await serveBarePage(ROWS), count)
    for (const [peer] of PEERS) {
      const script = await peerScript('open', peer)
      if (script) pages[peer] = await filled(await servePeerPage(ROWS, script), Math.min(count, PEER_MOST))
    }
    for (let i = 0; i < RUNS; i++) {
      size.desk.push(await place.inBrowser((page) => startDesk(page, url)))
      size.bare.push(await place.inBrowser((page) => startBare(page, pages.bare!.url)))
      for (const [peer] of PEERS) {
        const at = pages[peer]?.url
        if (at) size.peers[peer].push(await place.inBrowser((page) => startBare(page, at)))
      }
    }
    return size
  } finally {
    for (const page of Object.values(pages)) await page.close()
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
  const cells = (ms: number[], bare: number[]) =>
    ms.length === 0 ? ['', 'not installed'] : [digits(median(ms) / median(bare)), spread(ms)]
  const fewer = (count: number) => (count > PEER_MOST ? `, ${PEER_MOST.toLocaleString('en')} leads` : '')
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
      ...PEERS.map(([peer, name]) => [
        name,
        ...sizes.flatMap(({ count, peers, bare }) => {
          const [ratio, ms] = cells(peers[peer], bare)
          return [ratio!, `${ms}${fewer(count)}`]
        }),
      ]),
    ],
    notes: [
      `${RUNS} runs each, in turns, every one in a new browser process; files are warm in the system's cache. As many leads are stored in both, and stand in one agent's queue. Central is down: the page comes from the service worker, and (b) and (c) contain the failed attempt to sign in at central. The peers show rows of the same size in the clear, and have no person to ask.`,
    ],
  }
}
