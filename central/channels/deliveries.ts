import { sql } from 'kysely'
import type { DeliveriesPage, Delivery, DeliveryState } from '../../shared/api/channels.ts'
import type { Db, Tx } from '../store/database/schema.ts'

const PAGE = 200

export const deliveryRows = (db: Db | Tx) =>
  db
    .selectFrom('deliveries')
    .select([
      'id',
      'hand_off as handOff',
      'escalation',
      'lead',
      'channel',
      'state',
      'attempts',
      'last_status as lastStatus',
      'last_error as lastError',
      'next_at as nextAt',
      'delivered_at as deliveredAt',
      'link',
    ])

/** Deliveries, the latest first. `cursor`: the last id of the page before. */
export async function listDeliveries(
  db: Db,
  filter: { state?: DeliveryState | undefined; cursor?: string | undefined },
): Promise<DeliveriesPage> {
  let query = deliveryRows(db)
    .orderBy('id', 'desc')
    .limit(PAGE + 1)
  if (filter.state !== undefined) query = query.where('state', '=', filter.state)
  if (filter.cursor !== undefined) query = query.where('id', '<', filter.cursor)
  const rows = await query.execute()
  const deliveries = rows.slice(0, PAGE)
  return { deliveries, next: rows.length > PAGE ? deliveries.at(-1)!.id : null }
}

/** Hand-off id -> its delivery. */
export async function deliveriesOf(db: Db | Tx, handOffs: readonly string[]): Promise<Map<string, Delivery>> {
  if (handOffs.length === 0) return new Map()
  const rows = await deliveryRows(db)
    .where('hand_off', '=', sql<string>`any(${[...handOffs]}::uuid[])`)
    .execute()
  return new Map(rows.map((r) => [r.handOff!, r]))
}
