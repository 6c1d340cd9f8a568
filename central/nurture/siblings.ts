import { sql } from 'kysely'
import { grouped } from '../store/database/grouped.ts'
import type { Tx } from '../store/database/schema.ts'

/**
 * Merged leads may each be enrolled in a campaign: of a component's enrolments by one route the one that is furthest goes on, of equals the
 * oldest. Tells whether an enrolment is that one.
 */
export async function firstOfComponents(
  tx: Tx,
  components: readonly string[],
): Promise<(enrolment: string) => boolean> {
  const rows = await tx
    .selectFrom('nurture_enrolments as e')
    .innerJoin('leads as l', 'l.id', 'e.lead')
    .select(['e.id', 'e.nurture_campaign as campaign', 'e.route', 'l.component', 'e.done'])
    .where('l.component', '=', sql<string>`any(${[...components]}::uuid[])`)
    .where('e.state', '<>', 'ended')
    .orderBy('e.done', 'desc')
    .orderBy('e.id')
    .execute()
  const groups = grouped(
    rows,
    (r) => `${r.component} ${r.campaign} ${r.route}`,
    (r) => r.id,
  )
  const first = new Set([...groups.values()].map((ids) => ids[0]))
  return (enrolment) => first.has(enrolment)
}
