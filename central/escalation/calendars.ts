import { sql } from 'kysely'
import type { WorkingCalendar } from '../../shared/calendar/calendar.ts'
import type { Tx } from '../store/schema.ts'

/** When these people (ids) work; who has said nothing, and nobody, is not in it. */
export async function calendarsOf(
  tx: Tx,
  people: Iterable<string | null>,
): Promise<Map<string | null, WorkingCalendar>> {
  const ids = [...new Set(people)].filter((id) => id !== null)
  if (ids.length === 0) return new Map()
  const rows = await tx
    .selectFrom('receivers')
    .select(['person', 'calendar'])
    .where('person', '=', sql<string>`any(${ids}::text[])`)
    .where('calendar', 'is not', null)
    .execute()
  return new Map(rows.map(({ person, calendar }) => [person, calendar!]))
}
