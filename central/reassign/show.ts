import { sql } from 'kysely'
import type { KeptBecause, Reassignment } from '../../shared/api/reassign.ts'
import { seesAll, type Viewer } from '../auth/may-see.ts'
import { Fail } from '../fail.ts'
import type { Db } from '../store/database/schema.ts'
import { NAMED } from './plan.ts'

const LATEST = 20

/** The viewer's own, or for who sees everything everybody's; the latest first. */
export async function listReassignments(db: Db, viewer: Viewer): Promise<Reassignment[]> {
  const rows = await visible(db, viewer)
    .orderBy('r.at', 'desc')
    .orderBy('r.id', 'desc')
    .limit(LATEST)
    .execute()
  return withLeads(db, rows)
}

/** Throws notFound where the viewer may not see it. */
export async function readReassignment(db: Db, viewer: Viewer, id: string): Promise<Reassignment> {
  const rows = await visible(db, viewer).where('r.id', '=', id).execute()
  const [found] = await withLeads(db, rows)
  if (!found) throw new Fail('notFound', 'There is no such reassignment')
  return found
}

function visible(db: Db, viewer: Viewer) {
  const query = db
    .selectFrom('reassignments as r')
    .leftJoin('reassignments as u', 'u.undoes', 'r.id')
    .select(['r.id', 'r.by', 'r.at', 'r.reason', 'r.undoes', 'u.id as undoneBy'])
  return seesAll(viewer) ? query : query.where('r.by', '=', viewer.id)
}

interface Count {
  reassignment: string
  state: 'planned' | 'moved' | 'kept'
  /** Who got them, of those that were moved. */
  to: string | null
  /** Of those that were kept. */
  why: KeptBecause | null
  count: number
  /** The first of them. */
  leads: string[]
}

async function withLeads(
  db: Db,
  rows: readonly Pick<Reassignment, 'id' | 'by' | 'at' | 'reason' | 'undoes' | 'undoneBy'>[],
): Promise<Reassignment[]> {
  const counts = await sql<Count>`
    select reassignment, state, case when state = 'moved' then "to" end as "to", why, count(*) as count,
      case when state = 'kept' then (array_agg(lead order by lead))[1:${sql.lit(NAMED)}] else '{}' end as leads
    from reassigned_leads where reassignment = any(${rows.map((r) => r.id)}::uuid[]) group by 1, 2, 3, 4`.execute(
    db,
  )
  return rows.map((row) => {
    const own = counts.rows.filter((c) => c.reassignment === row.id)
    const sum = (...states: Count['state'][]) =>
      own.reduce((n, c) => n + (states.includes(c.state) ? c.count : 0), 0)
    return {
      ...row,
      total: sum('planned', 'moved', 'kept'),
      moved: sum('moved'),
      waiting: sum('planned'),
      shares: own.flatMap((c) => (c.state === 'moved' ? [{ person: c.to, moved: c.count }] : [])),
      kept: own.flatMap(({ why, count, leads }) => (why === null ? [] : [{ why, count, leads }])),
    }
  })
}
