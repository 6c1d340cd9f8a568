import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { sql } from 'kysely'
import type { Reassignment, ReassignRequest } from '../../shared/api/reassign.ts'
import type { Viewer } from '../auth/may-see.ts'
import { Fail } from '../fail.ts'
import { inTransaction } from '../store/database/retry.ts'
import type { Tx } from '../store/database/schema.ts'
import type { IngestDeps } from '../store/leads/ingest-types.ts'
import { type Planned, plan } from './plan.ts'
import { readReassignment } from './show.ts'
import type { Asked } from './tables.ts'
import { REASSIGN_QUEUE, type ReassignJob, workBatch } from './work.ts'

/**
 * Writes down what is to be done and does the first of it; a job does the rest, and this, too, where the process ends. The same id again
 * answers how far it is; a conflict where it asks for something else.
 */
export async function reassign(
  deps: IngestDeps,
  viewer: Viewer,
  request: ReassignRequest,
  now: number,
): Promise<Reassignment> {
  const { id, reason = '' } = request
  const asked = askedOf(request)
  await inTransaction(deps.db, async (tx) => {
    if (!(await claim(tx, { id, by: viewer.id, reason, asked, undoes: null }, now)))
      return refuseAnother(tx, viewer, id, asked)
    const { leads } = await plan(tx, viewer, request, now)
    await writePlan(tx, deps, id, leads)
  })
  await workBatch(deps, id, now)
  return readReassignment(deps.db, viewer, id)
}

const askedOf = ({ which, to, promised }: ReassignRequest): Asked => ({
  which: 'leads' in which ? { leads: which.leads.length, digest: digestOf(which.leads) } : which,
  to,
  promised,
})

/** So that another choice of as many is told apart. */
const digestOf = (leads: readonly { id: string; version: number }[]): string =>
  createHash('sha256')
    .update(leads.map((l) => `${l.id} ${l.version}`).join())
    .digest('hex')

interface NewReassignment {
  id: string
  by: string
  reason: string
  asked: object
  undoes: string | null
}

/** False: there is one of that id, or one that takes the same back. Another transaction that makes it is waited for. */
export async function claim(tx: Tx, { asked, ...row }: NewReassignment, now: number): Promise<boolean> {
  const made = await tx
    .insertInto('reassignments')
    .values({ ...row, at: new Date(now).toISOString(), asked: JSON.stringify(asked) })
    .onConflict((c) => c.doNothing())
    .returning('id')
    .executeTakeFirst()
  return made !== undefined
}

/** As central before the digest would have written it down, where it was that one that did. */
const asLate = (asked: Asked, before: Asked | object): Asked | object =>
  'digest' in asked.which && 'which' in before && !('digest' in before.which)
    ? { ...asked, which: { leads: asked.which.leads } }
    : asked

async function refuseAnother(tx: Tx, viewer: Viewer, id: string, asked: Asked): Promise<void> {
  const before = await tx
    .selectFrom('reassignments')
    .select(['by', 'asked'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  if (before.by === viewer.id && isDeepStrictEqual(before.asked, asLate(asked, before.asked))) return
  throw new Fail('conflict', 'There is another reassignment of this id', [
    { pointer: '/id', detail: 'is taken' },
  ])
}

/** Writes what is to become of each lead, and the job that does it. */
export async function writePlan(
  tx: Tx,
  deps: Pick<IngestDeps, 'jobs'>,
  reassignment: string,
  leads: readonly Planned[],
): Promise<void> {
  const rows = leads.map(({ share, ...row }) => ({
    ...row,
    to: 'to' in share ? share.to : row.from,
    why: 'why' in share ? share.why : null,
  }))
  await sql`
    insert into reassigned_leads (reassignment, lead, "from", "to", version, state, why)
    select ${reassignment}::uuid, r.lead, r."from", r."to", r.version,
      case when r.why is null then 'planned' else 'kept' end, r.why
    from json_to_recordset(${JSON.stringify(rows)}::json)
      as r(lead uuid, "from" text, "to" text, version integer, why text)`.execute(tx)
  if (rows.some((r) => r.why === null))
    await deps.jobs.send(tx, REASSIGN_QUEUE, [{ data: { reassignment } satisfies ReassignJob }])
}
