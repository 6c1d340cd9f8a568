import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import pg from 'pg'
import { createPerson } from '../../central/store/people.ts'
import { MAX_EVENTS } from '../../shared/sync/protocol.ts'
import { deviceOf } from '../proof/support/office-on-wire.ts'
import { assign } from './central/desks.ts'
import { copyIn, copyRow } from './support/copy-in.ts'
import { digits, median, spread } from './support/measure.ts'
import type { Report } from './support/report.ts'
import { type Desks, reached, withDesks } from './support/with-desks.ts'

const COUNT = Number(process.env.BENCH_LEADS ?? 5000)
/** What stands in for the browser's database makes the desk's half slow: it takes fewer, beside a limit of as many. */
const AT_DESK = Math.min(COUNT, 1000)
const RUNS = Number(process.env.BENCH_RUNS ?? 5)

/** Leads that were changed while central was away, from its return until nothing waits, beside one POST of the same events and their COPY. Runs take turns. */
export const push = (): Promise<Report> =>
  withDesks(AT_DESK, async (desks) => reportOf(await measure(desks)), COUNT)

async function measure({ place, db, agent, leads, spare, network }: Desks) {
  const bulk = await openBulk(place.databaseUrl)
  const pusher = { id: 'pusher', name: 'Pusher', email: 'pusher@example.com', role: 'agent' as const }
  const person = await createPerson(db, { ...pusher, password: null })
  for (let from = 0; from < COUNT; from += MOST_ASSIGNED)
    await assign(place.central, spare.slice(from, from + MOST_ASSIGNED), person.id)
  const bare = await deviceOf({ db, url: place.central.url }, person, Date.now)
  const laps = {
    ...{ desk: [] as number[], deskBulk: [] as number[], central: [] as number[], bulk: [] as number[] },
    ...{ centralCpu: [] as number[], databaseCpu: [] as number[] },
  }
  try {
    await bare.pull()
    for (let run = 0; run <= RUNS; run += 1) {
      network.isThere = false
      for (let from = 0; from < AT_DESK; from += MAX_EVENTS)
        await agent.desk.transactor.commit(
          leads.slice(from, from + MAX_EVENTS).map((leadId) => ({
            leadId,
            type: 'field.answered',
            payload: { field: 'city', value: `Town ${run}`, call: null },
          })),
        )
      await reached(() => agent.status().connection === 'offline')
      if (agent.status().waiting !== AT_DESK) throw new Error(`${agent.status().waiting} events wait`)
      network.isThere = true
      const desk = await timed(async () => {
        agent.syncNow()
        await reached(() => agent.status().waiting === 0)
      })
      const events = spare.map((s) => bare.answered(s.lead.id, 'city', `Village ${run}`))
      const before = place.usage()
      const central = await timed(async () => {
        for (let from = 0; from < COUNT; from += MAX_EVENTS)
          await bare.sync(events.slice(from, from + MAX_EVENTS))
      })
      const after = place.usage()
      const rows = events.map((e) => copyRow([e.id, e.leadId, e.stamp, JSON.stringify(e)]))
      const deskBulk = await timed(() => bulk.send(rows.slice(0, AT_DESK).join('')))
      const limit = await timed(() => bulk.send(rows.join('')))
      // The first turn opens connections and compiles code.
      if (run === 0) continue
      laps.desk.push(desk)
      laps.central.push(central)
      laps.bulk.push(limit)
      laps.deskBulk.push(deskBulk)
      laps.centralCpu.push(after.centralCpu - before.centralCpu)
      laps.databaseCpu.push(after.databaseCpu - before.databaseCpu)
    }
    return laps
  } finally {
    await bulk.close()
  }
}

const MOST_ASSIGNED = 1000

/** A server that does nothing but copy what it gets into a table without indexes. */
async function openBulk(databaseUrl: string) {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  await client.query('create table bare_events (id text, lead text, stamp text, event jsonb)')
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    await copyIn(client, 'copy bare_events from stdin', Buffer.concat(parts))
    response.writeHead(204).end()
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  return {
    async send(body: string): Promise<void> {
      const { status } = await fetch(url, { method: 'POST', body })
      if (status !== 204) throw new Error(`the bulk server answered ${status}`)
    },
    async close(): Promise<void> {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
      await client.end()
    },
  }
}

async function timed(run: () => Promise<void>): Promise<number> {
  const start = performance.now()
  await run()
  return performance.now() - start
}

function reportOf(laps: Awaited<ReturnType<typeof measure>>): Report {
  const { desk, deskBulk, central, bulk, centralCpu, databaseCpu } = laps
  const row = (name: string, list: number[], limit: number[]) => [
    name,
    digits(median(list) / median(limit)),
    spread(list),
  ]
  const [all, some] = [COUNT, AT_DESK].map((n) => n.toLocaleString('en'))
  return {
    columns: ['changed leads', 'ratio to the limit', 'ms: median (middle half)'],
    rows: [
      row(`**desk, ${some}: from the network’s return until nothing waits** (goal: 3)`, desk, deskBulk),
      row(`limit: one POST of ${some}, one COPY into a table without indexes`, deskBulk, deskBulk),
      row(`**central, ${all}: the same in the same rounds, without a desk** (goal: 3)`, central, bulk),
      row(`limit: one POST of ${all}, one COPY into a table without indexes`, bulk, bulk),
    ],
    notes: [
      `${RUNS} runs each, in turns. The desk is the real engine with its store, key and journal in Node, on disks in memory; it sends ${MAX_EVENTS} events in a round, takes in the verdicts and what central made of the leads, and stores both. Central folds, scores and decides every lead before it answers. Of the desk’s time, what the same number of events costs central without a desk is about ${digits((median(central) * AT_DESK) / COUNT)} ms. Of ${all} events each costs central ${digits(median(centralCpu) / COUNT)} ms of CPU and the database ${digits(median(databaseCpu) / COUNT)} ms. Central is a process of its own on its embedded PostgreSQL; desk and limit share another.`,
    ],
  }
}
