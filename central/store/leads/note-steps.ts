import { sql } from 'kysely'
import { noteHandOffClocks } from '../../escalation/clocks.ts'
import type { Tx } from '../database/schema.ts'
import { type Change, isAnchor } from './change.ts'
import type { IngestDeps } from './ingest-types.ts'

/** Ends the hand-offs to automatic channels whose leads go on to another route. */
export async function withdraw(
  tx: Tx,
  deps: IngestDeps,
  changes: readonly Change[],
  now: number,
): Promise<void> {
  const ids = changes.filter(isAnchor).flatMap((c) => c.derived.withdrawn)
  if (ids.length === 0) return
  await tx
    .updateTable('hand_offs')
    .set({ state: 'withdrawn', version: sql`version + 1` })
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .execute()
  await noteHandOffClocks(tx, deps, ids, now)
}

/** A call is the first attempt of the lead's hand-offs that had none, and the first action of those to the call center. */
export async function noteCalls(
  tx: Tx,
  deps: IngestDeps,
  changes: readonly Change[],
  now: number,
): Promise<void> {
  const called = changes.filter(isAnchor).flatMap(({ lead, before, was }) => {
    if (before === null || lead.calls.length <= (was?.calls.length ?? 0)) return []
    const started = lead.calls.map((c) => c.startedAt).filter((at) => at !== '')
    return started.length === 0 ? [] : [{ lead: lead.id, first: started[0], last: started.at(-1) }]
  })
  if (called.length === 0) return
  const noted = await sql<{ id: string }>`
    update hand_offs h set first_attempt_at = coalesce(h.first_attempt_at, r.first),
      first_action_at = case when h.channel = 'callCenter' and r.last >= h.at
        then coalesce(h.first_action_at, r.last) else h.first_action_at end
    from json_to_recordset(${JSON.stringify(called)}::json) as r(lead uuid, first timestamptz, last timestamptz)
    join leads part on part.component = r.lead
    where h.lead = part.id and (h.first_attempt_at is null or h.channel = 'callCenter' and h.first_action_at is null)
    returning h.id`.execute(tx)
  await noteHandOffClocks(
    tx,
    deps,
    noted.rows.map((r) => r.id),
    now,
  )
}
