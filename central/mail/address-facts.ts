import { sql } from 'kysely'
import { suppressionKey } from '../../shared/lead/suppression.ts'
import type { Db, Tx } from '../store/database/schema.ts'

/** What happened at an address: 'bounced' means that it does not exist, 'soft' that a mail came back which another one need not. */
export type AddressFact = 'sent' | 'refused' | 'soft' | 'bounced' | 'complained'

/** Counts what happened at an address. `error`: what its server said. */
export async function noteAddress(
  tx: Tx,
  address: string,
  fact: AddressFact,
  now: number,
  error: string | null = null,
): Promise<void> {
  const at = new Date(now).toISOString()
  const one = (of: AddressFact) => (fact === of ? 1 : 0)
  const when = (of: AddressFact) => (fact === of ? at : null)
  await sql`
    insert into mail_addresses as a (key, sent, refused, soft_bounces, bounced_at, complained_at, last_error)
    values (${suppressionKey('email', address)}, ${one('sent')}, ${one('refused')}, ${one('soft')},
      ${when('bounced')}::timestamptz, ${when('complained')}::timestamptz, ${error})
    on conflict (key) do update set sent = a.sent + excluded.sent, refused = a.refused + excluded.refused,
      soft_bounces = a.soft_bounces + excluded.soft_bounces,
      bounced_at = coalesce(excluded.bounced_at, a.bounced_at),
      complained_at = coalesce(excluded.complained_at, a.complained_at),
      last_error = coalesce(excluded.last_error, a.last_error)`.execute(tx)
}

/** Whether somebody at the address called a mail of ours spam. */
export async function hasComplained(db: Db, address: string): Promise<boolean> {
  const found = await db
    .selectFrom('mail_addresses')
    .select('complained_at')
    .where('key', '=', suppressionKey('email', address))
    .executeTakeFirst()
  return (found?.complained_at ?? null) !== null
}
