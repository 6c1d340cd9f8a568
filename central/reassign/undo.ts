import { sql } from 'kysely'
import { v7 } from 'uuid'
import type { KeptBecause, Reassignment } from '../../shared/api/reassign.ts'
import { mayGive, type Viewer } from '../auth/may-see.ts'
import { Fail } from '../fail.ts'
import { inTransaction } from '../store/database/retry.ts'
import type { Tx } from '../store/database/schema.ts'
import type { IngestDeps } from '../store/leads/ingest-types.ts'
import { claim, writePlan } from './begin.ts'
import type { Planned } from './plan.ts'
import { readReassignment } from './show.ts'
import { WORKED } from './stays.ts'
import { holders } from './takers.ts'
import { workBatch } from './work.ts'

/**
 * Gives back what a reassignment gave away, as far as nobody touched it since. Said again, it answers what the first time did. Throws
 * notFound for one that the viewer may not see, a conflict while it is under way.
 */
export async function undoReassignment(
  deps: IngestDeps,
  viewer: Viewer,
  id: string,
  now: number,
): Promise<Reassignment> {
  const before = await readReassignment(deps.db, viewer, id)
  if (before.waiting > 0) throw new Fail('conflict', 'It is still under way')
  const undoing = await inTransaction(deps.db, async (tx) => {
    const made = v7()
    const row = { id: made, by: viewer.id, reason: before.reason, asked: {}, undoes: id }
    if (await claim(tx, row, now)) await writePlan(tx, deps, made, await planBack(tx, viewer, id))
    const { id: stands } = await tx
      .selectFrom('reassignments')
      .select('id')
      .where('undoes', '=', id)
      .executeTakeFirstOrThrow()
    return stands
  })
  await workBatch(deps, undoing, now)
  return readReassignment(deps.db, viewer, undoing)
}

interface Moved {
  lead: string
  from: string | null
  to: string | null
  version: number
  /** The lead as it is now; null: it is gone, or not there for the viewer. */
  current: number | null
  worked: boolean
}

async function planBack(tx: Tx, viewer: Viewer, reassignment: string): Promise<Planned[]> {
  const { rows } = await sql<Moved>`
    select m.lead, m."from", m."to", m.version + 1 as version, l.version as current, ${WORKED} as worked
    from reassigned_leads m left join leads l on l.id = m.lead and l.stage = 'open' and l.id = l.component
      and l.owner is not distinct from m."to" and ${mayGive(viewer, 'l')}
    where m.reassignment = ${reassignment} and m.state = 'moved' order by m.lead`.execute(tx)
  const owners = rows.flatMap((r) => r.from ?? [])
  const fit = new Set<string | null>((await holders(tx, viewer, owners)).map((h) => h.id)).add(null)
  return rows.map(({ lead, from, to, version, current, worked }) => {
    const why: KeptBecause | null =
      current !== version ? 'changed' : worked ? 'worked' : fit.has(from) ? null : 'unfit'
    return { lead, from: to, version, share: why === null ? { to: from } : { why } }
  })
}
