import { sql } from 'kysely'
import { suppressionKey } from '../../shared/lead/suppression.ts'
import type { Tx } from '../store/database/schema.ts'
import { allot, notify } from '../store/feed.ts'

/** The suppression list that central keeps of addresses at which mail does not arrive. */
export const BOUNCED_LIST = 'bounced'

/** Puts an address on the list, or takes it off. It locks the feed: nothing without a change number may follow in the transaction. */
export async function listBounced(tx: Tx, address: string, bounces: boolean, now: number): Promise<void> {
  const key = suppressionKey('email', address)
  const stands = await tx
    .selectFrom('suppression_keys')
    .select('removed')
    .where('list', '=', BOUNCED_LIST)
    .where('key', '=', key)
    .executeTakeFirst()
  if (stands ? stands.removed !== bounces : !bounces) return
  const { last } = await allot(tx, 1)
  await sql`
    insert into suppression_keys (list, key, removed, at, change)
    values (${BOUNCED_LIST}, ${key}, ${!bounces}, ${new Date(now).toISOString()}, ${last})
    on conflict (list, key) do update set removed = excluded.removed, at = excluded.at, change = excluded.change`.execute(
    tx,
  )
  await notify(tx, 'all')
}
