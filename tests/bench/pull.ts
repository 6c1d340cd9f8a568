import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { projectRoot } from '../../scripts/project-root.ts'
import type { LeadSnapshot } from '../../shared/sync/protocol.ts'
import { openInBrowser } from '../e2e/support/apps.ts'
import { startCouch } from './pull/couch.ts'
import { dexiePage, limitPage } from './pull/peer-pages.ts'
import { rxdbPages } from './pull/rxdb-pages.ts'
import { isPulled } from './support/is-pulled.ts'
import { agents, manyLeads } from './support/many-leads.ts'
import { digits, median, spread } from './support/measure.ts'
import { watchTasks } from './support/own-time.ts'
import { peerScript } from './support/peer-script.ts'
import type { Report } from './support/report.ts'
import { type StandIn, startStandIn } from './support/stand-in.ts'

const LEADS = Number(process.env.BENCH_LEADS ?? 100_000)
const RUNS = Number(process.env.BENCH_RUNS ?? 3)
/** RxDB and PouchDB pull so many, once: with all they take minutes. */
const PEER_LEADS = Math.min(LEADS, Number(process.env.BENCH_PEER_LEADS ?? 10_000))
const ME = agents[0]!

const RXDB = 'RxDB: replication over HTTP, free storage, four indexes'
const POUCH = 'PouchDB: replication from a CouchDB, no index'

declare global {
  interface Window {
    benchPull(): Promise<number>
  }
}

/** The first sync of a supervisor's or agent's leads into an empty desk, beside the least that could be done and a row a lead by Dexie. */
export async function pull(): Promise<Report> {
  const leads = [...manyLeads(LEADS, () => ME.id, Date.now())]
  const html = (body: string) => ({ type: 'text/html', body })
  const lines = gzipSync(Buffer.concat(leads.map((l) => Buffer.from(`${JSON.stringify(l)}\n`))), { level: 1 })
  const place = await startStandIn(ME, leads, {
    '/all.ndjson': { type: 'application/x-ndjson', body: lines, gzip: true },
    '/limit.html': html(limitPage),
    '/dexie.html': html(dexiePage),
    '/dexie.js': {
      type: 'text/javascript',
      body: readFileSync(join(projectRoot, 'node_modules/dexie/dist/dexie.min.js')),
    },
  })
  try {
    const desk: Pulled[] = []
    const limit: number[] = []
    const dexie: number[] = []
    for (let i = 0; i < RUNS; i++) {
      desk.push(await fresh((page) => pullDesk(page, place)))
      limit.push(await fresh((page) => pullPeer(page, `${place.url}limit.html`)))
    }
    // Once: it takes longer than all others together.
    dexie.push(await fresh((page) => pullPeer(page, `${place.url}dexie.html`)))
    return reportOf(place, { desk, limit, dexie, peers: await pullPeers(leads.slice(0, PEER_LEADS)) })
  } finally {
    await place.close()
  }
}

interface Pulled {
  ms: number
  /** Tasks of the page's thread, in ms: by the clock those over 50, by the thread's own time all. */
  slow: number[]
  tasks: number[]
}

async function fresh<T>(task: (page: Page) => Promise<T>): Promise<T> {
  const profile = await mkdtemp(join(tmpdir(), 'leadwright-pull-'))
  const app = await openInBrowser(profile, 'about:blank')
  try {
    return await task(app.page)
  } finally {
    await app.kill()
    await rm(profile, { recursive: true, force: true, maxRetries: 5 })
  }
}

async function pullPeer(page: Page, url: string): Promise<number> {
  page.setDefaultTimeout(0)
  await page.goto(url)
  return page.evaluate(() => window.benchPull())
}

interface Peer {
  name: string
  ms: number | null
}

/** RxDB and PouchDB by their own replication; ms null where they are not installed. */
async function pullPeers(leads: readonly LeadSnapshot[]): Promise<Peer[]> {
  const peers: Peer[] = []
  const rxdb = await peerScript('pull', 'rxdb')
  const rxdbPlace = rxdb === null ? null : await startStandIn(ME, [], rxdbPages(leads, rxdb))
  peers.push(await pulledFrom(RXDB, rxdbPlace, 'rxdb.html'))
  const pouch = await peerScript('pull', 'pouchdb')
  peers.push(await pulledFrom(POUCH, pouch === null ? null : await startCouch(leads, pouch), ''))
  return peers
}

async function pulledFrom(
  name: string,
  place: { url: string; close(): Promise<void> } | null,
  path: string,
): Promise<Peer> {
  if (!place) return { name, ms: null }
  try {
    return { name, ms: await fresh((page) => pullPeer(page, place.url + path)) }
  } finally {
    await place.close()
  }
}

/** From Enter, without the derivation of the key, to the last page stored. */
async function pullDesk(page: Page, place: StandIn): Promise<Pulled> {
  await page.addInitScript(() => {
    const tasks: number[] = []
    Object.assign(window, { benchTasks: tasks, benchDerived: 0 })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) tasks.push(entry.duration)
    }).observe({ type: 'longtask', buffered: true })
  })
  await page.goto(place.url)
  await page.locator('input[name=email]').fill(ME.email)
  await page.locator('input[name=password]').fill('a long password')
  await page.evaluate(() => (window as unknown as { benchTasks: number[] }).benchTasks.splice(0))
  const start = place.synced()
  const watched = await watchTasks(page)
  await page.keyboard.press('Enter')
  await start
  const began = performance.now()
  for (;;) {
    if (await isPulled(page, ME.id)) break
    await new Promise((later) => setTimeout(later, 50))
  }
  const ms = performance.now() - began
  const tasks = await watched()
  const slow = await page.evaluate(() => (window as unknown as { benchTasks: number[] }).benchTasks)
  return { ms, slow, tasks }
}

interface Runs {
  desk: Pulled[]
  limit: number[]
  dexie: number[]
  peers: Peer[]
}

function reportOf(place: StandIn, { desk, limit, dexie, peers }: Runs): Report {
  const ours = desk.map((d) => d.ms)
  const ratio = (list: number[]) => digits(median(list) / median(limit))
  const tasks = (of: (d: Pulled) => number[]) => {
    const over50 = desk.map((d) => of(d).filter((t) => t > 50).length)
    const longest = desk.map((d) => of(d).reduce((a, b) => Math.max(a, b), 0))
    return `${median(over50)}, the longest ${Math.round(median(longest))} ms`
  }
  const mega = (bytes: number) => Math.round(bytes / 1e6)
  return {
    columns: [
      `first sync of ${LEADS.toLocaleString('en')} leads`,
      'ratio to the limit',
      'ms: median (middle half)',
    ],
    rows: [
      ['**desk: pulled, sealed, scored, searchable, stored** (goal: 2)', `**${ratio(ours)}**`, spread(ours)],
      ['limit: one bulk ndjson GET, parsed, and one packed put, in the clear', '1.00', spread(limit)],
      ['Dexie, a row a lead with four indexes', ratio(dexie), spread(dexie)],
      ...peers.map(({ name, ms }) =>
        ms === null
          ? [name, 'not installed', '']
          : [
              `${name}; ${PEER_LEADS.toLocaleString('en')} leads, by the lead`,
              digits(ms / PEER_LEADS / (median(limit) / LEADS)),
              `${Math.round(ms)}, once`,
            ],
      ),
    ],
    notes: [
      `${RUNS} runs each, in turns, of Dexie one, each in a new browser with an empty profile. ${mega(place.bytes.plain)} MB of JSON, ${mega(place.bytes.sent)} MB gzipped, made beforehand and sent by a stand-in for central over loopback: what is measured is the desk. It takes ${digits(median(ours) / median(dexie))} times as long as Dexie (goal: 0.3). Tasks of the screen's thread over 50 ms while it pulls, by the time the thread itself worked: ${tasks((d) => d.tasks)}; by the clock, with what else the machine did meanwhile: ${tasks((d) => d.slow)}.`,
    ],
  }
}
