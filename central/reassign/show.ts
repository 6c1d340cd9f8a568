import { sql } from 'kysely'
import type { KeptBecause, Reassignment } from '../../shared/api/reassign.ts'
import { seesAll, type Viewer } from '../auth/may-see.ts'
import { Fail } from '../fail.ts'
import type { Db } from '../store/schema.ts'
import { keptOf } from './plan.ts'

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
  to: string | null
  state: 'planned' | 'moved' | 'kept'
  count: number
}

async function withLeads(
  db: Db,
  rows: readonly Pick<Reassignment, 'id' | 'by' | 'at' | 'reason' | 'undoes' | 'undoneBy'>[],
): Promise<Reassignment[]> {
  const ids = rows.map((r) => r.id)
  const counts = await sql<Count>`
    select reassignment, case when state = 'moved' then "to" end as "to", state, count(*) as count
    from reassigned_leads where reassignment = any(${ids}::uuid[]) group by 1, 2, 3`.execute(db)
  const kept = await sql<{ reassignment: string; lead: string; why: KeptBecause }>`
    select reassignment, lead, why from reassigned_leads
    where reassignment = any(${ids}::uuid[]) and state = 'kept'`.execute(db)
  return rows.map((row) => {
    const own = counts.rows.filter((c) => c.reassignment === row.id)
    const sum = (states: readonly string[]) =>
      own.reduce((n, c) => n + (states.includes(c.state) ? c.count : 0), 0)
    return {
      ...row,
      total: sum(['planned', 'moved', 'kept']),
      moved: sum(['moved']),
      waiting: sum(['planned']),
      shares: own.flatMap((c) => (c.state === 'moved' ? [{ person: c.to, moved: c.count }] : [])),
      kept: keptOf(kept.rows.filter((k) => k.reassignment === row.id)),
    }
  })
}
