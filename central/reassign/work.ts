import { sql } from 'kysely'
import type { KeptBecause } from '../../shared/api/reassign.ts'
import { inTransaction } from '../store/database/retry.ts'
import type { Tx } from '../store/database/schema.ts'
import { lockComponents } from '../store/leads/components.ts'
import type { HeldLead, IngestDeps } from '../store/leads/ingest-types.ts'
import { moveEach } from '../store/queues/move-leads.ts'
import { type PlannedLead, staysBecause } from './stays.ts'

export const REASSIGN_QUEUE = 'reassign'
export interface ReassignJob {
  reassignment: string
}

/** Short enough that what else changes leads hardly waits. */
const BATCH = 500
/** A job is another process's when it takes longer than the queue allows: the rest is a job of its own. */
const LONGEST_MS = 10_000

/** Carries out what was planned, batch by batch, each in a transaction of its own. */
export async function workReassignment(
  deps: IngestDeps & { now(): number },
  { reassignment }: ReassignJob,
  stopped: AbortSignal,
): Promise<void> {
  const began = performance.now()
  while (await workBatch(deps, reassignment, deps.now())) {
    if (!stopped.aborted && performance.now() - began < LONGEST_MS) continue
    await inTransaction(deps.db, (tx) =>
      deps.jobs.send(tx, REASSIGN_QUEUE, [{ data: { reassignment } satisfies ReassignJob }]),
    )
    return
  }
}

/**
 * Moves the next of the leads that are planned; what was bound, changed or cannot be held meanwhile stays, and it is noted. Two at once wait
 * for each other: were the other one killed, nobody would do what it had. False: there was none left.
 */
export function workBatch(deps: Pick<IngestDeps, 'db'>, reassignment: string, now: number): Promise<boolean> {
  return inTransaction(deps.db, async (tx) => {
    const { by, reason, asked, undoes } = await tx
      .selectFrom('reassignments')
      .select(['by', 'reason', 'asked', 'undoes'])
      .where('id', '=', reassignment)
      .executeTakeFirstOrThrow()
    const planned = await tx
      .selectFrom('reassigned_leads')
      .select(['lead', 'from', 'to', 'version'])
      .where('reassignment', '=', reassignment)
      .where('state', '=', 'planned')
      .orderBy('lead')
      .limit(BATCH)
      .forUpdate()
      .execute()
    if (planned.length === 0) return false
    const held = await lockComponents(
      tx,
      planned.map((p) => p.lead),
    )
    const promised = 'promised' in asked && asked.promised
    const stays = await staysBecause(tx, { promised, undoes: undoes !== null }, planned, held, now)
    await note(tx, reassignment, planned, stays)
    const toOf = new Map(planned.flatMap((p) => (stays.has(p.lead) ? [] : [[p.lead, p.to]])))
    const moves = new Map<string | null, HeldLead[]>()
    for (const part of held.values()) {
      const to = toOf.get(part.component)
      if (to !== undefined) moves.set(to, [...(moves.get(to) ?? []), part])
    }
    await moveEach(tx, moves, { actor: by, reason: reason || 'reassigned', now })
    return true
  })
}

/** Before the leads are moved: from then on the feed is locked. */
async function note(
  tx: Tx,
  reassignment: string,
  planned: readonly PlannedLead[],
  stays: ReadonlyMap<string, KeptBecause>,
): Promise<void> {
  const rows = planned.map(({ lead }) => ({ lead, why: stays.get(lead) ?? null }))
  await sql`
    update reassigned_leads m set state = case when r.why is null then 'moved' else 'kept' end, why = r.why
    from json_to_recordset(${JSON.stringify(rows)}::json) as r(lead uuid, why text)
    where m.reassignment = ${reassignment} and m.lead = r.lead`.execute(tx)
}
