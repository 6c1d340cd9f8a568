import type { Jobs } from '../jobs/jobs.ts'
import type { Db } from '../store/database/schema.ts'
import { type DeliverDeps, deliver } from './deliver.ts'
import { DELIVERY_QUEUES, type DeliveryJob, queueOf } from './send-out.ts'

/**
 * Works the queues of all channels. Returns what looks for those that campaigns got since, by this process or another one, and works
 * them, too.
 */
export async function workDeliveries(
  deps: DeliverDeps & { db: Db; jobs: Jobs },
): Promise<() => Promise<boolean>> {
  const worked = new Set<string>()
  const work = async (queue: string) => {
    if (worked.has(queue)) return
    worked.add(queue)
    await deps.jobs.work<DeliveryJob>(queue, (job, stopped) => deliver(deps, job, stopped))
  }
  for (const queue of DELIVERY_QUEUES) await work(queue)
  return async () => {
    const own = await deps.db.selectFrom('channels').select('id').where('campaign', 'is not', null).execute()
    for (const { id } of own) await work(queueOf(id))
    return false
  }
}
