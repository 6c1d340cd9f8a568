import { combine } from '../../shared/events/combine.ts'
import { type Change, rowOf } from './change.ts'
import { lockParts } from './components.ts'
import { derive } from './derive.ts'
import { allot, notify } from './feed.ts'
import { grouped } from './grouped.ts'
import { earlierHandOffs, soFar, writeHandOffs } from './hand-offs.ts'
import type { HeldLead, IngestDeps } from './ingest-types.ts'
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
  const anchors = await tx
    .selectFrom('leads')
    .select('id')
    .whereRef('id', '=', 'component')
    .where('stage', '=', 'open')
    .where('as_of', '<', new Date(now).toISOString().slice(0, 10))
    .orderBy('id')
    .limit(BATCH)
    .forUpdate()
    .skipLocked()
    .execute()
  const held = await lockParts(
    tx,
    anchors.map((a) => a.id),
  )
  const changes = await decidedAnew(tx, deps, held, now)
  await writeHandOffs(tx, changes, now)
  // Only a lead that leaves the queue is another one to the desks: they decide by the day themselves.
  const leaving = changes.filter((c) => c.derived.stage !== c.before!.stage)
  const numbers = new Map(held.map((h) => [h.id, h.change]))
  if (leaving.length > 0) {
    const { first } = await allot(tx, leaving.length)
    for (const [i, c] of leaving.entries()) numbers.set(c.part.id, first + i)
    await notify(tx, new Set(leaving.flatMap((c) => c.owner ?? [])))
  }
  await updateLeads(
    tx,
    changes.map((c) => rowOf(c, numbers.get(c.part.id)!, now)),
  )
  return anchors.length
}

async function decidedAnew(
  tx: Tx,
  deps: IngestDeps,
  held: readonly HeldLead[],
  now: number,
): Promise<Change[]> {
  const handOffs = await earlierHandOffs(
    tx,
    held.map((h) => h.id),
  )
  const policies = await tx.selectFrom('campaigns').select(['id', 'policy_version']).execute()
  const versionOf = new Map(policies.map((p) => [p.id, p.policy_version]))
  const changes: Change[] = []
  const components = grouped(
    held,
    (h) => h.component,
    (h) => h,
  )
  for (const rows of components.values()) {
    const lead = combine(rows.map((r) => r.state))
    const policy = await deps.policies.version(tx, versionOf.get(lead.campaign)!)
    const earlier = soFar(rows.flatMap((r) => handOffs.get(r.id) ?? []))
    const derived = derive(lead, earlier, [], policy, now)
    for (const before of rows) {
      const version = before.version + (derived.stage === before.stage ? 0 : 1)
      changes.push({ part: before.state, before, lead, was: lead, derived, owner: before.owner, version })
    }
  }
  return changes
}
