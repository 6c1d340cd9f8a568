import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { RouteId } from '../../shared/lead/route.ts'
import type { SlaStep } from '../../shared/policy/sla.ts'
import type { Db, Tx } from '../store/database/schema.ts'

export interface Overdue {
  campaign: string
  route: RouteId
  step: SlaStep
  team: string | null
  owner: string | null
  /** How many wait longer than their limit. */
  count: number
  /** Since when the longest of them is (ISO). */
  since: string
}

/**
 * What waits longer than it may at `now` (epoch milliseconds), by campaign, route, step, team and owner.
 * @param where a condition on rows of `clocks`; left out: all
 */
export async function overdue(
  db: Db | Tx,
  now: number,
  where: RawBuilder<SqlBool> = sql`true`,
): Promise<Overdue[]> {
  return db
    .selectFrom('clocks')
    .select(['campaign', 'route', 'step', 'team', 'owner'])
    .select([sql<number>`count(*)::int`.as('count'), sql<string>`min(due_at)`.as('since')])
    .where('stopped_at', 'is', null)
    .where('due_at', '<', new Date(now).toISOString())
    .where(where)
    .groupBy(['campaign', 'route', 'step', 'team', 'owner'])
    .execute()
}
