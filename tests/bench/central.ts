import { setTimeout as sleep } from 'node:timers/promises'
import { type BenchDesk, openDesks, openLines } from './central/desks.ts'
import { importPeople } from './central/import-people.ts'
import { manyRows } from './central/many-rows.ts'
import { makePlace, type Place } from './central/place.ts'
import type { Usage } from './central/processes.ts'
import { digits } from './support/measure.ts'
import type { Report } from './support/report.ts'

const PEOPLE = 20_000
/** Several persons, for each has a limit of calls a minute. */
const DESKS = 8
const LEADS_EACH = 500
const SECONDS = 10
const BATCH = 100
const LINES = 500
/** Until the processes rest after work. */
const REST_MS = 3000

/** What central and its database cost: figures that docs/scale.md computes with. */
export async function centralBench(): Promise<Report> {
  const place = await makePlace()
  try {
    // First: in a heap that has been worked with, 500 lines are lost in what is free.
    const lines = await linesOf(place, await openDesks(place.central, 'waits', 1, 0))
    const imported = await importRows(place)
    const sizes = await sizesOf(place)
    const desks = await openDesks(place.central, 'agent', DESKS, LEADS_EACH)
    const rounds = [
      await timesOf(place, 'rounds without news, 4 desks at once', 4, desks, 0),
      await timesOf(place, 'an answer in each round, 1 desk', 1, desks, 1),
      await timesOf(place, 'an answer in each round, 4 desks at once', 4, desks, 1),
      await timesOf(place, `${BATCH} answers in each round, 1 desk`, 1, desks, BATCH),
      await timesOf(place, `${BATCH} answers in each round, 4 desks at once`, 4, desks, BATCH),
    ]
    return reportOf(imported, sizes, rounds, lines, place.usage())
  } finally {
    await place.dispose()
  }
}

interface Cost {
  name: string
  /** A second. */
  rate: number
  /** Milliseconds of CPU for one. */
  central: number
  database: number
}

const costOf = (name: string, count: number, ms: number, before: Usage, after: Usage): Cost => ({
  name,
  rate: count / (ms / 1000),
  central: (after.centralCpu - before.centralCpu) / count,
  database: (after.databaseCpu - before.databaseCpu) / count,
})

async function importRows(place: Place): Promise<Cost> {
  const rows = manyRows(PEOPLE, Date.now())
  const [before, start] = [place.usage(), performance.now()]
  await importPeople(place, rows)
  return costOf('rows of a CSV file', rows.length - 1, performance.now() - start, before, place.usage())
}

interface Sizes {
  leads: number
  events: number
  handOffs: number
  /** Bytes, of all tables with their indexes, the job queue's too. */
  total: number
  tables: { name: string; bytes: number }[]
}

async function sizesOf({ query }: Place): Promise<Sizes> {
  // Rows that an import wrote twice are gone after this, as after the automatic cleaning of a server that runs on.
  await query('vacuum (full, analyze)')
  const tables = await query<{ name: string; bytes: number }>(
    `select relname as name, pg_total_relation_size(c.oid)::float8 as bytes from pg_class c
     join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'm') and n.nspname in ('public', 'jobs') order by bytes desc`,
  )
  const [counts] = await query<Pick<Sizes, 'leads' | 'events' | 'handOffs'>>(
    `select (select count(*)::float8 from leads) as leads, (select count(*)::float8 from events) as events,
       (select count(*)::float8 from hand_offs) as "handOffs"`,
  )
  return { ...counts!, total: tables.reduce((sum, t) => sum + t.bytes, 0), tables }
}

/** Rounds one after the other, by so many desks at once: without news, or with answers. Everything is of one answer, or of one empty round. */
async function timesOf(
  { usage }: Place,
  name: string,
  atOnce: number,
  desks: readonly BenchDesk[],
  answers: number,
): Promise<Cost> {
  await sleep(REST_MS)
  let rounds = 0
  const [before, start] = [usage(), performance.now()]
  const end = start + SECONDS * 1000
  const share = desks.length / atOnce
  const workers = Array.from({ length: atOnce }, async (_, n) => {
    const own = desks.slice(n * share, (n + 1) * share)
    for (let turn = 0; performance.now() < end; turn += 1) {
      const { device, leads } = own[turn % own.length]!
      const events = Array.from({ length: answers }, (_, i) => {
        const place = Math.floor(turn / own.length) * answers + i
        return device.answered(leads[place % leads.length]!, 'city', `Town ${turn} ${i}`)
      })
      const { verdicts } = await device.sync(events)
      const refused = verdicts.find((v) => v.verdict !== 'applied')
      if (refused) throw new Error(`an answer was not applied: ${JSON.stringify(refused)}`)
      rounds += 1
    }
  })
  await Promise.all(workers)
  return costOf(name, rounds * Math.max(1, answers), performance.now() - start, before, usage())
}

/** Bytes for one open line, and the CPU time of one second of all of them. */
async function linesOf({ usage }: Place, desks: readonly BenchDesk[]) {
  const warmUp = await openLines(desks, LINES)
  warmUp()
  await sleep(REST_MS)
  const before = usage()
  const close = await openLines(desks, LINES)
  await sleep(REST_MS)
  const open = usage()
  await sleep(SECONDS * 1000)
  const after = usage()
  close()
  return {
    bytes: (open.centralMemory - before.centralMemory) / LINES,
    cpu: (after.centralCpu - open.centralCpu) / SECONDS,
    resident: after.centralMemory,
  }
}

const kb = (bytes: number) => `${digits(bytes / 1024)} KB`
const mb = (bytes: number) => `${digits(bytes / 2 ** 20)} MB`

function reportOf(
  imported: Cost,
  { leads, events, handOffs, total, tables }: Sizes,
  rounds: readonly Cost[],
  lines: Awaited<ReturnType<typeof linesOf>>,
  end: Usage,
): Report {
  const row = ({ name, rate, central, database }: Cost, each: string) => [
    name,
    digits(database / central),
    `${digits(rate)} ${each}`,
    digits(central),
    digits(database),
  ]
  const [idle, ...answers] = rounds
  const per = tables
    .slice(0, 8)
    .map((t) => `${t.name} ${kb(t.bytes / leads)}`)
    .join(', ')
  return {
    columns: [
      'one central process and its PostgreSQL',
      'database to central',
      'a second',
      'CPU-ms of central for one',
      'of the database',
    ],
    rows: [row(imported, 'rows'), row(idle!, 'rounds'), ...answers.map((cost) => row(cost, 'answers'))],
    notes: [
      `Disk: ${digits(leads)} leads with ${digits(events / leads)} events and ${digits(handOffs / leads)} hand-offs each take ${kb(total / leads)} a lead, indexes and the job queue's rows included: ${per}.`,
      `Memory: an open line that waits for pokes takes ${kb(lines.bytes)} of central (${LINES} lines), and all of them together ${digits(lines.cpu)} ms of CPU a second. With them open a new central has ${mb(lines.resident)} resident, after all the work ${mb(end.centralMemory)}; the ${end.databaseProcesses} processes of the server then have ${mb(end.databaseMemory)} of their own beside the shared buffers.`,
      `Rounds run one after the other for ${SECONDS} s each; an answer is folded, decided and written, and comes back to its desk in the same round. The desks run in the process that measures, on the same machine: the rates are what is left beside them, the CPU times are central's and the server's own.`,
    ],
  }
}
