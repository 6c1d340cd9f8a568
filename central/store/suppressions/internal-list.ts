import { sql } from 'kysely'
import { isDoNotCall, type Lead } from '../../../shared/lead/lead.ts'
import { suppressionKey } from '../../../shared/lead/suppression.ts'
import type { Tx } from '../database/schema.ts'
import { notify } from '../feed.ts'
import type { Change } from '../leads/change.ts'

/** The suppression list that central itself keeps: the numbers that every do-not-call lead has or had. */
export const INTERNAL_LIST = 'internal'

/**
 * Brings the internal list up to date with changed leads. A number leaves it when no do-not-call lead has it any more.
 * @param change a change number of this transaction: the feed is locked, so that two who change one number wait for each other
 * @param now epoch milliseconds
 */
export async function noteDoNotCall(
  tx: Tx,
  changes: readonly Change[],
  change: number,
  now: number,
): Promise<void> {
  const gained: Entry[] = []
  const lost: Entry[] = []
  for (const { part, lead, was } of changes) {
    const now = barredKeys(lead)
    // What was barred before, too: it may be of a time before the list was kept.
    for (const key of now) gained.push({ lead: part.id, key })
    for (const key of was ? barredKeys(was) : []) if (!now.includes(key)) lost.push({ lead: part.id, key })
  }
  await moveNumbers(tx, gained, lost, change, new Date(now).toISOString())
}

/** The same for leads that were there before the list was kept. */
export async function noteEarlierDoNotCall(
  tx: Tx,
  leads: readonly Lead[],
  change: number,
  now: number,
): Promise<void> {
  const gained = leads.flatMap((lead) => barredKeys(lead).map((key) => ({ lead: lead.id, key })))
  await moveNumbers(tx, gained, [], change, new Date(now).toISOString())
}

interface Entry {
  lead: string
  key: number
}

async function moveNumbers(
  tx: Tx,
  gained: Entry[],
  lost: Entry[],
  change: number,
  at: string,
): Promise<void> {
  if (gained.length + lost.length === 0) return
  await sql`
    insert into do_not_call_numbers (lead, key)
    select lead, key from json_to_recordset(${JSON.stringify(gained)}::json) as r(lead uuid, key bigint)
    on conflict do nothing`.execute(tx)
  await sql`
    delete from do_not_call_numbers n using json_to_recordset(${JSON.stringify(lost)}::json) as r(lead uuid, key bigint)
    where n.lead = r.lead and n.key = r.key`.execute(tx)
  const keys = JSON.stringify([...new Set([...gained, ...lost].map((e) => e.key))])
  const moved = await sql`
    insert into suppression_keys (list, key, removed, at, change)
    select ${INTERNAL_LIST}, r.key::bigint, not b.barred, ${at}, ${change}
    from json_array_elements_text(${keys}::json) as r(key),
      lateral (select exists (select from do_not_call_numbers n where n.key = r.key::bigint) as barred) as b
    on conflict (list, key) do update set removed = excluded.removed, at = excluded.at, change = excluded.change
      where suppression_keys.removed <> excluded.removed`.execute(tx)
  // What forbids a number forbids it on every desk.
  if (Number(moved.numAffectedRows ?? 0) > 0) await notify(tx, 'all')
}

/** Every number that a do-not-call lead has or had: who asked on one is not called on it because another took its place. */
function barredKeys(lead: Lead): number[] {
  if (!isDoNotCall(lead)) return []
  const versions = [...(lead.fields.phone ?? []), ...(lead.fields.mobile ?? [])]
  return [
    ...new Set(versions.flatMap((v) => (v.value === null ? [] : suppressionKey('phone', String(v.value))))),
  ]
}
