import { sql } from 'kysely'
import { lockComponents } from '../store/components.ts'
import type { HeldLead, IngestDeps } from '../store/ingest-types.ts'
import { moveEach } from '../store/move-leads.ts'
import { inTransaction } from '../store/retry.ts'
import type { Tx } from '../store/schema.ts'

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
 * Moves the next of the leads that are planned; those that changed since stay, and it is noted. Two at once do different ones. False:
 * there was none left.
 */
export function workBatch(deps: Pick<IngestDeps, 'db'>, reassignment: string, now: number): Promise<boolean> {
  return inTransaction(deps.db, async (tx) => {
    const { by, reason } = await tx
      .selectFrom('reassignments')
      .select(['by', 'reason'])
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
      .skipLocked()
      .execute()
    if (planned.length === 0) return false
    const held = await lockComponents(
      tx,
      planned.map((p) => p.lead),
    )
    const isSame = (lead: HeldLead | undefined, { from, version }: (typeof planned)[number]) =>
      lead?.version === version && lead.owner === from && lead.stage === 'open' && lead.component === lead.id
    const fit = planned.filter((p) => isSame(held.get(p.lead), p))
    await note(
      tx,
      reassignment,
      fit.map((p) => p.lead),
      planned.map((p) => p.lead),
    )
    const toOf = new Map(fit.map((p) => [p.lead, p.to]))
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
  moved: readonly string[],
  all: readonly string[],
): Promise<void> {
  await sql`
    update reassigned_leads set
      state = case when lead = any(${[...moved]}::uuid[]) then 'moved' else 'kept' end,
      why = case when lead = any(${[...moved]}::uuid[]) then null else 'changed' end
    where reassignment = ${reassignment} and lead = any(${[...all]}::uuid[])`.execute(tx)
}
