import pg from 'pg'
import type { LeadEvent } from '../../shared/events/event.ts'
import { MAX_EVENTS } from '../../shared/sync/protocol.ts'
import { type BenchDesk, openDesks } from './central/desks.ts'
import { importPeople } from './central/import-people.ts'
import { manyRows } from './central/many-rows.ts'
import { makePlace, type Place } from './central/place.ts'
import { copyIn, copyRow } from './support/copy-in.ts'
import { digits, median, spread } from './support/measure.ts'
import type { Report } from './support/report.ts'

const COUNT = Number(process.env.BENCH_EVENTS ?? 10_000)
const RUNS = Number(process.env.BENCH_RUNS ?? 7)
const CLIENTS = 4
const PEOPLE = 10_000
const LEADS_EACH = 1000
const TABLE = 'create table bare_events (id text, lead text, stamp text, event jsonb)'
const COPY = 'copy bare_events from stdin'
const INSERT = 'insert into bare_events values ($1, $2, $3, $4)'

/** Answers in batches as desks send them, to their verdicts, beside the same events into a table without anything. Runs take turns. */
export async function ingest(): Promise<Report> {
  const place = await makePlace()
  const client = new pg.Client({ connectionString: place.databaseUrl })
  try {
    await client.connect()
    await client.query(TABLE)
    await importPeople(place, manyRows(PEOPLE, Date.now()))
    const desks = await openDesks(place.central, 'agent', CLIENTS, LEADS_EACH)
    return reportOf(await measure(place, client, desks))
  } finally {
    await client.end()
    await place.dispose()
  }
}

async function measure(place: Place, client: pg.Client, desks: readonly BenchDesk[]) {
  const { query, usage } = place
  const laps = { one: [] as number[], four: [] as number[], copy: [] as number[], rows: [] as number[] }
  const same: number[] = []
  const cpu = { central: [] as number[], database: [] as number[] }
  for (let run = 0; run <= RUNS; run += 1) {
    // The first turn opens connections and fills caches.
    const note = (list: number[], ms: number) => run > 0 && list.push(ms)
    const before = usage()
    note(laps.one, await sendAll(desks.slice(0, 1), run))
    const after = usage()
    note(cpu.central, after.centralCpu - before.centralCpu)
    note(cpu.database, after.databaseCpu - before.databaseCpu)
    note(laps.four, await sendAll(desks, run))
    const bare = eventsOf(desks[0]!, COUNT, run)
    const cells = bare.map((e) => [e.id, e.leadId, e.stamp, JSON.stringify(e)])
    note(laps.copy, await timedAsync(() => copyIn(client, COPY, Buffer.from(cells.map(copyRow).join('')))))
    note(
      laps.rows,
      await timedAsync(async () => {
        for (const values of cells) await client.query({ name: 'one-row', text: INSERT, values })
      }),
    )
    const [counted] = await query<{ n: number }>('select count(*)::int as n from bare_events')
    if (counted?.n !== COUNT * 2) throw new Error(`${counted?.n} rows of ${COUNT * 2} were written`)
    await query('truncate bare_events')
    note(same, await copyWhatWasWritten(place, desks[0]!.device.person))
  }
  const [size] = await query<{ kb: number }>(
    `select avg(length(state::text))::float8 / 1024 as kb from leads where owner = '${desks[0]!.device.person}'`,
  )
  return { ...laps, same, cpu, kb: size!.kb }
}

/**
 * The rows that central wrote for one desk's events (each event, and its lead as often as it was answered), from files on the server's own
 * disk into tables of the same columns and indexes. Milliseconds.
 */
async function copyWhatWasWritten({ query }: Place, owner: string): Promise<number> {
  const count = Math.min(COUNT, LEADS_EACH)
  await query('drop table if exists same_leads, same_events')
  await query('create table same_leads (like leads including all)')
  await query('create table same_events (like events including all)')
  const [server] = await query<{ folder: string }>(`select current_setting('data_directory') as folder`)
  const [leads, events] = ['leads', 'events'].map((name) => `'${server!.folder}/bench-${name}'`)
  await query(`copy (select * from leads where owner = '${owner}' limit ${count}) to ${leads}`)
  await query(`copy (select * from events order by no desc limit ${COUNT}) to ${events}`)
  let ms = await timedAsync(async () => void (await query(`copy same_events from ${events}`)))
  for (let done = 0; done < COUNT; done += count) {
    await query('truncate same_leads')
    ms += await timedAsync(async () => void (await query(`copy same_leads from ${leads}`)))
  }
  return ms
}

/** The events in as many equal shares as there are desks, each sent batch after batch; the milliseconds until all are applied. */
async function sendAll(desks: readonly BenchDesk[], run: number): Promise<number> {
  const work = desks.map((desk) => ({ desk, events: eventsOf(desk, COUNT / desks.length, run) }))
  return timedAsync(async () => {
    await Promise.all(
      work.map(async ({ desk, events }) => {
        for (let from = 0; from < events.length; from += MAX_EVENTS) {
          const { verdicts } = await desk.device.sync(events.slice(from, from + MAX_EVENTS))
          const refused = verdicts.find((v) => v.verdict !== 'applied')
          if (refused) throw new Error(`an answer was not applied: ${JSON.stringify(refused)}`)
        }
      }),
    )
  })
}

const eventsOf = ({ device, leads }: BenchDesk, count: number, run: number): LeadEvent[] =>
  Array.from({ length: count }, (_, i) =>
    device.answered(leads[i % leads.length]!, 'city', `Town ${run} ${i}`),
  )

async function timedAsync(run: () => Promise<void>): Promise<number> {
  const start = performance.now()
  await run()
  return performance.now() - start
}

function reportOf({ one, four, copy, rows, same, cpu, kb }: Awaited<ReturnType<typeof measure>>): Report {
  const row = (name: string, list: number[]) => [
    name,
    digits(median(list) / median(copy)),
    spread(list),
    Math.round((COUNT / median(list)) * 1000).toLocaleString('en'),
  ]
  return {
    columns: [
      `${COUNT.toLocaleString('en')} answers`,
      'ratio to COPY',
      'ms: median (middle half)',
      'events a second',
    ],
    rows: [
      row('**central, 1 client** (goal: 3.5)', one),
      row(`**central, ${CLIENTS} clients at once** (goal: 3.5)`, four),
      row('the same events by one COPY into a table without indexes', copy),
      row('the same, row by row, each committed', rows),
      row('limit: COPY of the events and of the changed leads, into tables with their indexes', same),
    ],
    notes: [
      `${RUNS} runs each, in turns. Clients send ${MAX_EVENTS} events in a round, as desks do, and get the changed leads back in it: central checks, orders and stores the events, folds, scores and decides the leads, and looks for the duplicates of those whose person is known by something else now; COPY does none of that. Of one client's events each costs central ${digits(median(cpu.central) / COUNT)} ms of CPU and the database ${digits(median(cpu.database) / COUNT)} ms. Central, its embedded PostgreSQL and the clients share the machine. One client takes ${digits(median(one) / median(rows))} times as long as row by row inserts, and ${digits(median(one) / median(same))} times as long as the rows that it writes take by COPY from the server’s own disk: each event, and its lead, whose state is about ${digits(kb)} KB by then, anew.`,
    ],
  }
}
