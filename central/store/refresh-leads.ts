import { sql } from 'kysely'
import { rowOf } from './change.ts'
import { derive } from './derive.ts'
import { allot, notify } from './feed.ts'
import { lastHandOffs, writeHandOffs } from './hand-offs.ts'
import type { IngestDeps } from './ingest-types.ts'
import { inTransaction } from './retry.ts'
import type { Tx } from './schema.ts'
import { updateLeads } from './write-leads.ts'

const BATCH = 500

/**
 * Decides open leads anew that were decided on an earlier day: points fade, answers go stale, questions may be asked again. One whose way
 * becomes clear by that is handed off. Leads that left the queues keep what they left with. Returns how many were looked at.
 */
export async function refreshLeads(deps: IngestDeps, now: number): Promise<number> {
  for (let done = 0; ; ) {
    const count = await inTransaction(deps.db, (tx) => refreshBatch(tx, deps, now))
    done += count
    if (count < BATCH) return done
  }
}

async function refreshBatch(tx: Tx, deps: IngestDeps, now: number): Promise<number> {
  const rows = await tx
    .selectFrom('leads')
    .select(['id', 'owner', 'stage', 'version', 'assigned_at as assignedAt', 'state', 'change'])
    .select(sql<number>`(select policy_version from campaigns c where c.id = leads.campaign)`.as('policy'))
    .where('stage', '=', 'open')
    .where('as_of', '<', new Date(now).toISOString().slice(0, 10))
    .orderBy('id')
    .limit(BATCH)
    .forUpdate()
    .skipLocked()
    .execute()
  const handedOff = await lastHandOffs(
    tx,
    rows.map((r) => r.id),
  )
  const changes = []
  for (const { policy, change, ...before } of rows) {
    const inForce = await deps.policies.version(tx, policy)
    const derived = derive(before.state, before.stage, handedOff.get(before.id) ?? null, [], inForce, now)
    changes.push({ lead: before.state, before, derived, owner: before.owner, number: change })
  }
  await writeHandOffs(tx, changes, now)
  // Only a lead that leaves the queue is another one to the desks: they decide by the day themselves.
  const leaving = changes.filter((c) => c.derived.stage !== c.before.stage)
  if (leaving.length > 0) {
    const { first } = await allot(tx, leaving.length)
    for (const [i, c] of leaving.entries()) c.number = first + i
    await notify(tx, new Set(leaving.flatMap((c) => c.owner ?? [])))
  }
  await updateLeads(
    tx,
    changes.map((c) => rowOf(c, c.number, now)),
  )
  return rows.length
}
