import { sql } from 'kysely'
import type { DeliveriesPage, Delivery, DeliveryState } from '../../shared/api/channels.ts'
import { Fail } from '../fail.ts'
import type { JobSender } from '../jobs/jobs.ts'
import { inTransaction } from '../store/retry.ts'
import type { Db, Tx } from '../store/schema.ts'
import { channelOf } from './channels.ts'
import { type DeliveryJob, queueOf } from './write-deliveries.ts'

const PAGE = 200

const rowsOf = (db: Db | Tx) =>
  db
    .selectFrom('deliveries')
    .select([
      'id',
      'hand_off as handOff',
      'lead',
      'channel',
      'state',
      'attempts',
      'last_status as lastStatus',
      'last_error as lastError',
      'next_at as nextAt',
      'delivered_at as deliveredAt',
    ])

/** Deliveries, the latest first. `cursor`: the last id of the page before. */
export async function listDeliveries(
  db: Db,
  filter: { state?: DeliveryState | undefined; cursor?: string | undefined },
): Promise<DeliveriesPage> {
  let query = rowsOf(db)
    .orderBy('id', 'desc')
    .limit(PAGE + 1)
  if (filter.state !== undefined) query = query.where('state', '=', filter.state)
  if (filter.cursor !== undefined) query = query.where('id', '<', filter.cursor)
  const rows = await query.execute()
  const deliveries = rows.slice(0, PAGE)
  return { deliveries, next: rows.length > PAGE ? deliveries.at(-1)!.id : null }
}

/** Hand-off id -> its delivery. */
export async function deliveriesOf(db: Db, handOffs: readonly string[]): Promise<Map<string, Delivery>> {
  if (handOffs.length === 0) return new Map()
  const rows = await rowsOf(db)
    .where('hand_off', '=', sql<string>`any(${[...handOffs]}::uuid[])`)
    .execute()
  return new Map(rows.map((r) => [r.handOff, r]))
}

/** Sends a dead one again from the first attempt on, under its own id. Throws notFound; a conflict when it is not dead, or its channel is off. */
export function replay(deps: { db: Db; jobs: JobSender }, id: string, now: number): Promise<Delivery> {
  return inTransaction(deps.db, async (tx) => {
    const found = await rowsOf(tx).where('id', '=', id).forUpdate().executeTakeFirst()
    if (!found) throw new Fail('notFound', 'There is no such delivery')
    if (found.state !== 'dead') throw new Fail('conflict', `It is not dead but ${found.state}`)
    const channel = await channelOf(tx, found.channel)
    if (!channel.enabled) throw new Fail('conflict', 'Its channel is switched off')
    const again = { state: 'waiting' as const, attempts: 0, next_at: new Date(now).toISOString() }
    await tx.updateTable('deliveries').set(again).where('id', '=', id).execute()
    const job: DeliveryJob = { delivery: id, attempts: 0 }
    await deps.jobs.send(tx, queueOf(channel.channel), [{ data: job }])
    return rowsOf(tx).where('id', '=', id).executeTakeFirstOrThrow()
  })
}
