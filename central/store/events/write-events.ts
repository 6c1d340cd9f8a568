import { sql } from 'kysely'
import type { LeadEvent } from '../../../shared/events/event.ts'
import type { Tx } from '../database/schema.ts'

/** Of these event ids, those central has, each with the effective stamp it gave (null: none). */
export async function knownEvents(tx: Tx, ids: string[]): Promise<Map<string, string | null>> {
  const rows = await tx
    .selectFrom('events')
    .select(['id', 'effective'])
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .execute()
  return new Map(rows.map((r) => [r.id, r.effective]))
}

/** Inserts events; one whose id is taken is left out. Returns the ids inserted. */
export async function insertEvents(tx: Tx, events: readonly LeadEvent[]): Promise<Set<string>> {
  const rows = events.map(({ leadId, ...e }) => ({ ...e, lead: leadId }))
  const done = await sql<{ id: string }>`
    insert into events (id, lead, stamp, effective, type, actor, device, payload)
    select * from json_to_recordset(${JSON.stringify(rows)}::json)
      as r(id uuid, lead uuid, stamp text, effective text, type text, actor text, device text, payload json)
    on conflict (id) do nothing returning id`.execute(tx)
  return new Set(done.rows.map((r) => r.id))
}

export const UNSTORABLE = 'contains characters that cannot be stored'

/** PostgreSQL stores neither NUL nor half a surrogate pair as text: an event with one would fail its whole batch. */
export function isStorable(json: object): boolean {
  return !/\\u0000|\\ud[89a-f][0-9a-f]{2}/i.test(JSON.stringify(json).replaceAll('\\\\', ''))
}
