import { DELIVERING, type DeliverDeps, deliver } from './channels/deliver.ts'
import { DELIVERY_QUEUES, type DeliveryJob } from './channels/write-deliveries.ts'
import type { Jobs } from './jobs/jobs.ts'
import type { IngestDeps } from './store/ingest-types.ts'

/** What central does beside answering requests. A line each: queues here, their workers and what is done by the clock below. */
export const QUEUES = [...DELIVERY_QUEUES]

export interface BackgroundDeps extends IngestDeps {
  jobs: Jobs
  /** Epoch milliseconds. */
  now(): number
  onError(error: Error): void
  /** How hand-offs are delivered, other than usual: for tests. */
  delivering?: Partial<Pick<DeliverDeps, 'limitMs' | 'backOff'>> | undefined
}

/** Returns what ends the work that goes by central's clock; the jobs end with their queue. */
export async function startBackground(deps: BackgroundDeps): Promise<() => Promise<void>> {
  const delivering = { ...deps, ...DELIVERING, ...deps.delivering }
  for (const queue of DELIVERY_QUEUES)
    await deps.jobs.work<DeliveryJob>(queue, (job, stopped) => deliver(delivering, job, stopped))
  const repeated: (() => Promise<void>)[] = []
  return async () => {
    await Promise.all(repeated.map((end) => end()))
  }
}
