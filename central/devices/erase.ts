import { sql } from 'kysely'
import { v7 } from 'uuid'
import type { Erased } from '../../shared/api/devices.ts'
import { combine } from '../../shared/events/combine.ts'
import { isDoNotCall, type Lead } from '../../shared/lead/lead.ts'
import type { Person } from '../../shared/sync/protocol.ts'
import { Fail } from '../fail.ts'
import { lockCaptures } from '../imports/ingest-captures.ts'
import { inTransaction } from '../store/database/retry.ts'
import type { Db, Tx } from '../store/database/schema.ts'
import { allot, notifyErased } from '../store/feed.ts'
import { lockComponents } from '../store/leads/components.ts'
import { lockLikely } from '../store/likely/likely.ts'
import { ERASED_LIST } from './erased.ts'
import { erasureOf } from './erasures.ts'
import { HELD, type Held, type Subject } from './held.ts'
import { subjectOf } from './subject.ts'

/**
 * Removes everything that central holds on the person of a lead (any part's id), in one transaction, and leaves a tombstone. Asked again,
 * it says what was done. Throws notFound.
 */
export function eraseLead(
  db: Db,
  by: Person,
  lead: string,
  { reason, suppress }: { reason: string; suppress: boolean },
  now: number,
): Promise<Erased> {
  return inTransaction(db, async (tx) => {
    const earlier = await erasureOf(tx, lead)
    if (earlier) return earlier
    const parts = await lockAll(tx, lead)
    const ids = [...parts.keys()]
    const states = [...parts.values()]
    const subject = subjectOf(states)
    await noteCaptures(tx, ids)
    for (const held of HELD) await eraseFrom(tx, held, subject)
    const erasure = { id: v7(), lead: ids[0]!, at: new Date(now).toISOString(), actor: by.id, reason }
    await tx
      .insertInto('erasures')
      .values({ ...erasure, suppressed: suppress })
      .execute()
    const { last } = await allot(tx, 1)
    await tx
      .insertInto('erased_leads')
      .values(ids.map((id) => ({ lead: id, erasure: erasure.id, change: last })))
      .execute()
    // Who asked not to be called is not called, whether contact was to be barred by the erasure or not.
    if (suppress || isDoNotCall(combine(states))) await bar(tx, subject.keys, last, erasure.at)
    await notifyErased(tx)
    return (await erasureOf(tx, lead))!
  })
}

/** In the order in which leads are captured, folded and compared: nobody writes of the person meanwhile. */
async function lockAll(tx: Tx, lead: string): Promise<Map<string, Lead>> {
  const row = await tx.selectFrom('leads').select('campaign').where('id', '=', lead).executeTakeFirst()
  if (!row) throw new Fail('notFound', 'There is no such lead')
  await lockCaptures(tx, row.campaign)
  const held = await lockComponents(tx, [lead])
  if (held.size === 0) throw new Fail('notFound', 'There is no such lead')
  await lockLikely(tx, [row])
  // A step of nurture that is under way writes its mail first: else there would be one of an enrolment that is gone.
  const parts = [...held.keys()]
  await sql`select id from nurture_enrolments where lead = any(${parts}::uuid[]) for update`.execute(tx)
  return new Map([...held].map(([id, h]): [string, Lead] => [id, h.state]))
}

/** A row of a file, or a response, that is sent again is known to be of somebody who was erased. */
async function noteCaptures(tx: Tx, parts: readonly string[]): Promise<void> {
  await sql`
    insert into erased_captures (event)
    select id from events where type = 'lead.captured' and lead = any(${[...parts]}::uuid[])
    on conflict do nothing`.execute(tx)
}

async function eraseFrom(tx: Tx, { table, rows, erase }: Held, of: Subject): Promise<void> {
  const what = sql.table(table)
  if (erase === 'delete') await sql`delete from ${what} where ${rows(of)}`.execute(tx)
  else await sql`update ${what} set ${erase.set} where ${rows(of)}`.execute(tx)
}

async function bar(tx: Tx, keys: readonly number[], change: number, at: string): Promise<void> {
  if (keys.length === 0) return
  await sql`
    insert into suppression_keys (list, key, removed, at, change)
    select ${ERASED_LIST}, key::bigint, false, ${at}::timestamptz, ${change}::bigint
    from json_array_elements_text(${JSON.stringify(keys)}::json) as r(key)
    on conflict (list, key) do nothing`.execute(tx)
}
