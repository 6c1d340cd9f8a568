import { sql } from 'kysely'
import type { LeadEvent } from '../../shared/events/event.ts'
import type { Lead } from '../../shared/lead/lead.ts'
import { mayReadHandOff, seesAll, type Viewer } from '../auth/may-see.ts'
import type { Db } from '../store/database/schema.ts'

/** Which hand-offs of leads that somebody may read are there for them, too. */
export interface SeenHandOffs {
  has(handOff: string): boolean
}

const ALL: SeenHandOffs = { has: () => true }

/** Agents know what became of their leads. A receiver does not learn of what others were handed. */
export async function seenHandOffs(db: Db, viewer: Viewer, ids: readonly string[]): Promise<SeenHandOffs> {
  if (ids.length === 0 || viewer.role === 'agent' || seesAll(viewer)) return ALL
  const rows = await db
    .selectFrom('hand_offs')
    .select('id')
    .where('id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .where(mayReadHandOff(viewer))
    .execute()
  return new Set(rows.map((r) => r.id))
}

/** The lead without what others said of their hand-offs. */
export const withSeen = (lead: Lead, seen: SeenHandOffs): Lead => ({
  ...lead,
  returns: lead.returns.filter((r) => seen.has(r.handOff)),
  outcomes: lead.outcomes.filter((o) => seen.has(o.handOff)),
})

/** The hand-off an event is of; null: it is of none. */
export const handOffOfEvent = ({ type, payload }: Pick<LeadEvent, 'type' | 'payload'>): string | null =>
  (type === 'handOff.returned' || type === 'outcome.recorded') && 'handOff' in payload
    ? payload.handOff
    : null
