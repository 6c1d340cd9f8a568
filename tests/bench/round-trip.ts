import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { sleep } from '../e2e/support/central.ts'
import { digits, median, quantile } from './support/measure.ts'
import type { Report } from './support/report.ts'
import { type Desks, withDesks } from './support/with-desks.ts'

const RUNS = Number(process.env.BENCH_RUNS ?? 40)
const WARM_UP = 5
const LEADS = 100
/** Desks that were poked more often than that wait with the next round. */
const REST_MS = 1700

/** One answer from a desk until another desk, which is poked, has it in memory; beside empty HTTP requests. They take turns. */
export const roundTrip = (): Promise<Report> =>
  withDesks(LEADS, async (desks) => reportOf(await measure(desks)))

async function measure({ place, agent, supervised, leads }: Desks) {
  const supervisor = await supervised()
  const bare = await emptyServer()
  const laps = { seen: [] as number[], saved: [] as number[], health: [] as number[], empty: [] as number[] }
  try {
    for (let run = 0; run < WARM_UP + RUNS; run += 1) {
      await sleep(REST_MS)
      const [leadId, value] = [leads[run % leads.length]!, `Company ${run}`]
      const start = performance.now()
      const arrival = new Promise<number>((done) => {
        const leave = supervisor.desk.reader.subscribe(() => {
          if (supervisor.desk.reader.row(leadId)?.company !== value) return
          leave()
          done(performance.now() - start)
        })
      })
      const payload = { field: 'company' as const, value, call: null }
      await agent.desk.transactor.commit([{ leadId, type: 'field.answered', payload }])
      const saved = performance.now() - start
      const seen = await arrival
      const health = await asked(`${place.central.url}/api/v1/health`)
      const empty = await asked(bare.url)
      if (run < WARM_UP) continue
      laps.seen.push(seen)
      laps.saved.push(saved)
      laps.health.push(health)
      laps.empty.push(empty)
    }
    return laps
  } finally {
    await bare.close()
  }
}

async function asked(url: string): Promise<number> {
  const start = performance.now()
  const answer = await fetch(url)
  await answer.arrayBuffer()
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`)
  return performance.now() - start
}

async function emptyServer() {
  const server = createServer((_, response) => response.writeHead(204).end())
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async close(): Promise<void> {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

function reportOf({ seen, saved, health, empty }: Awaited<ReturnType<typeof measure>>): Report {
  const row = (name: string, list: number[]) => [
    name,
    digits(median(list) / median(empty)),
    [0.5, 0.95, 0.99].map((p) => digits(quantile(list, p))).join(' / '),
  ]
  return {
    columns: ['one answer', 'ratio to an empty round trip', 'ms: p50 / p95 / p99'],
    rows: [
      row('**saved at a desk, to another desk’s memory through central** (goal: 10)', seen),
      row('of it: until it is saved at the first desk', saved),
      row('central’s health: the shortest that it answers', health),
      row('an empty HTTP round trip', empty),
    ],
    notes: [
      `${RUNS} of each, in turns. On the way: stored, sealed and journalled at the desk (disks in memory), posted, checked, stored, folded and decided at central, committed, told between connections by PostgreSQL, a poke to the other desk, its round, and the lead taken in, unsealed, scored and in its place in the lists. The desks rest ${digits(REST_MS / 1000)} s between two: one that was poked thrice within a second or two waits up to 1.5 s with its next round. Desks and the empty server share a process; central, its embedded PostgreSQL and they share the machine.`,
    ],
  }
}
