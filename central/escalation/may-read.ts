import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { mayRead, mayReadHandOff, seesAll, type Viewer } from '../auth/may-see.ts'

/**
 * A row of `clocks`: agents and receivers see those of what they have, supervisors also those of what was taken from their team, and who
 * may read the lead or the hand-off that it is about.
 */
export function mayReadClock(viewer: Viewer): RawBuilder<SqlBool> {
  if (seesAll(viewer)) return sql`true`
  if (viewer.role === 'agent') return sql`(clocks.owner = ${viewer.id} and clocks.hand_off is null)`
  const handOff = sql`exists (
    select from hand_offs h where h.id = clocks.hand_off and ${mayReadHandOff(viewer, 'h')})`
  if (viewer.role === 'inbox') return sql`${handOff}`
  return sql`(clocks.team = ${viewer.team} or ${handOff} or clocks.hand_off is null and exists (
    select from leads l where l.id = clocks.lead and ${mayRead(viewer, 'l')}))`
}
