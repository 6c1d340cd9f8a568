import type { FastifyBaseLogger } from 'fastify'
import type { IngestDeps } from './store/leads/ingest-types.ts'
import { refreshLeads } from './store/leads/refresh-leads.ts'

const LOOK_EVERY_MS = 60_000

/** Refreshes the leads each day, and at the start for the days that passed meanwhile. */
export const refreshDaily = (store: IngestDeps, now: () => number, logger: FastifyBaseLogger) =>
  daily(
    () => refreshLeads(store, now()),
    now,
    (error) => logger.warn({ err: error }, 'could not refresh the leads of earlier days'),
  )

/**
 * Does a pass at the start and once a day (UTC: the day that decisions are of). One that fails is tried again. Returns what ends it,
 * after the pass under way.
 */
export function daily(
  pass: () => Promise<unknown>,
  now: () => number,
  onError: (error: Error) => void,
): () => Promise<void> {
  let done = ''
  let running: Promise<void> | null = null
  const look = () => {
    const today = new Date(now()).toISOString().slice(0, 10)
    if (running || today === done) return
    running = pass()
      .then(() => {
        done = today
      }, onError)
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
