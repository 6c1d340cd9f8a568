import type { FastifyInstance } from 'fastify'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { ImportProgress } from '../shared/api/api.ts'
import type { Verdict } from '../shared/sync/protocol.ts'
import type { PoolState } from './store/database/database.ts'

/** What is asked when the measurements are read. */
export interface MetricSources {
  pokeLines(): number
  pool(): PoolState
}

/** What this process measures of itself. Labels are of small, fixed sets; none tells of a person or a lead. */
export interface Metrics {
  readonly contentType: string
  /** The Prometheus text format. */
  text(): Promise<string>
  request(route: string, method: string, status: number, seconds: number): void
  round(verdicts: readonly Verdict[]): void
  imported(progress: ImportProgress): void
}

const PREFIX = 'leadwright_'
const ROWS = ['added', 'joined', 'unchanged', 'rejected'] as const

export function centralMetrics(sources: MetricSources): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry, prefix: PREFIX })
  const requests = new Histogram({
    name: `${PREFIX}http_request_duration_seconds`,
    help: 'Time to answer a request of the API; the route as it is written in the API document',
    labelNames: ['route', 'method', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  })
  const rounds = new Counter({
    name: `${PREFIX}sync_rounds_total`,
    help: 'Rounds of sync answered',
    registers,
  })
  const events = new Counter({
    name: `${PREFIX}sync_events_total`,
    help: 'Events handed in by desks, by verdict',
    labelNames: ['verdict'],
    registers,
  })
  const rows = new Counter({
    name: `${PREFIX}import_rows_total`,
    help: 'Rows of imports that ended, by what became of them',
    labelNames: ['outcome'],
    registers,
  })
  new Gauge({
    name: `${PREFIX}poke_lines`,
    help: 'Devices that wait for a poke from this process',
    registers,
    collect() {
      this.set(sources.pokeLines())
    },
  })
  new Gauge({
    name: `${PREFIX}database_connections`,
    help: 'Connections to the database that are open or idle, and requests waiting for one',
    labelNames: ['state'],
    registers,
    collect() {
      for (const [state, count] of Object.entries(sources.pool())) this.set({ state }, count)
    },
  })
  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    request: (route, method, status, seconds) =>
      requests.observe({ route, method, status: `${Math.floor(status / 100)}xx` }, seconds),
    round: (verdicts) => {
      rounds.inc()
      for (const { verdict } of verdicts) events.inc({ verdict })
    },
    imported: (progress) => {
      for (const outcome of ROWS) rows.inc({ outcome }, progress[outcome])
    },
  }
}

/** Times every request whose route the API has; a line that stays open is none. */
export function registerTiming(app: FastifyInstance, metrics: Metrics): void {
  app.addHook('onResponse', async (request, reply) => {
    const { url } = request.routeOptions
    if (!url?.startsWith('/api/') || url.endsWith('/poke')) return
    metrics.request(url, request.method, reply.statusCode, reply.elapsedTime / 1000)
  })
}
