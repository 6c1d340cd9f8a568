import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import pg from 'pg'
import { MAX_EVENTS } from '../../shared/sync/protocol.ts'
import { deviceOf } from '../proof/support/office-on-wire.ts'
import { copyIn, copyRow } from './support/copy-in.ts'
import { digits, median, spread } from './support/measure.ts'
import type { Report } from './support/report.ts'
import { type Desks, reached, withDesks } from './support/with-desks.ts'

const COUNT = Number(process.env.BENCH_LEADS ?? 5000)
const RUNS = Number(process.env.BENCH_RUNS ?? 5)

/** Leads that were changed while central was away, from its return until nothing waits, beside one POST of the same events and their COPY. Runs take turns. */
export const push = (): Promise<Report> => withDesks(COUNT, async (desks) => reportOf(await measure(desks)))

async function measure({ place, db, agent, leads, network }: Desks) {
  const bulk = await openBulk(place.databaseUrl)
  const bare = await deviceOf({ db, url: place.central.url }, agent.person, Date.now)
  const laps = { desk: [] as number[], central: [] as number[], bulk: [] as number[] }
  try {
    await bare.pull()
    for (let run = 0; run <= RUNS; run += 1) {
      network.isThere = false
      for (let from = 0; from < COUNT; from += MAX_EVENTS)
        await agent.desk.transactor.commit(
          leads.slice(from, from + MAX_EVENTS).map((leadId) => ({
            leadId,
            type: 'field.answered',
            payload: { field: 'city', value: `Town ${run}`, call: null },
          })),
        )
      await reached(() => agent.status().connection === 'offline')
      if (agent.status().waiting !== COUNT) throw new Error(`${agent.status().waiting} events wait`)
      network.isThere = true
      const desk = await timed(async () => {
        agent.syncNow()
        await reached(() => agent.status().waiting === 0)
      })
      const events = leads.map((id) => bare.answered(id, 'city', `Village ${run}`))
      const central = await timed(async () => {
        for (let from = 0; from < COUNT; from += MAX_EVENTS)
          await bare.sync(events.slice(from, from + MAX_EVENTS))
      })
      const rows = events.map((e) => copyRow([e.id, e.leadId, e.stamp, JSON.stringify(e)])).join('')
      const limit = await timed(() => bulk.send(rows))
      // The first turn opens connections and compiles code.
      if (run === 0) continue
      laps.desk.push(desk)
      laps.central.push(central)
      laps.bulk.push(limit)
    }
    return laps
  } finally {
    await bulk.close()
  }
}

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

function reportOf({ desk, central, bulk }: Awaited<ReturnType<typeof measure>>): Report {
  const row = (name: string, list: number[]) => [name, digits(median(list) / median(bulk)), spread(list)]
  return {
    columns: [
      `${COUNT.toLocaleString('en')} changed leads`,
      'ratio to the limit',
      'ms: median (middle half)',
    ],
    rows: [
      row('**desk: from the network’s return until nothing waits** (goal: 3)', desk),
      row('the same events in the same rounds, without a desk', central),
      row('limit: one POST of them, one COPY into a table without indexes', bulk),
    ],
    notes: [
      `${RUNS} runs each, in turns. The desk is the real engine with its store, key and journal in Node, on disks in memory; it sends ${MAX_EVENTS} events in a round, takes in the verdicts and what central made of the leads, and stores both. Central folds, scores and decides every lead before it answers. Central is a process of its own on its embedded PostgreSQL; desk and limit share another.`,
    ],
  }
}
