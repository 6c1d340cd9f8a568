import type { FastifyBaseLogger } from 'fastify'
import type { IngestDeps } from './store/ingest-types.ts'
import { refreshLeads } from './store/refresh-leads.ts'

const LOOK_EVERY_MS = 60_000

/**
 * Refreshes the leads once a day (UTC: the day that decisions are of), and at the start for the days that passed meanwhile. A pass that
 * fails is tried again. Returns what ends it, after the pass under way.
 */
export function refreshDaily(
  store: IngestDeps,
  now: () => number,
  logger: FastifyBaseLogger,
): () => Promise<void> {
  let done = ''
  let running: Promise<void> | null = null
  const look = () => {
    const today = new Date(now()).toISOString().slice(0, 10)
    if (running || today === done) return
    running = refreshLeads(store, now())
      .then(
        () => {
          done = today
        },
        (error: Error) => logger.warn({ err: error }, 'could not refresh the leads of earlier days'),
      )
      .finally(() => {
        running = null
      })
  }
  look()
  const timer = setInterval(look, LOOK_EVERY_MS)
  return async () => {
    clearInterval(timer)
    await running
  }
}
