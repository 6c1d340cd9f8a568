import type { LeadEvent } from '../../shared/events/event.ts'
import { fold } from '../../shared/events/fold.ts'
import { type AssignmentChange, writeAssignments } from './assignments.ts'
import { type Change, rowOf } from './change.ts'
import { derive } from './derive.ts'
import { allot, notify } from './feed.ts'
import { lastHandOffs, writeHandOffs } from './hand-offs.ts'
import type { Batch, HeldLead, IngestDeps } from './ingest-types.ts'
import { writeKeys } from './keys.ts'
import { StartOver } from './retry.ts'
import type { Tx } from './schema.ts'
import { insertLeads, updateLeads } from './write-leads.ts'

/** Folds events, new to central and stored, into their leads, and writes what follows from them. */
export async function applyEvents(
  tx: Tx,
  deps: IngestDeps,
  leads: ReadonlyMap<string, HeldLead>,
  events: readonly LeadEvent[],
  batch: Pick<Batch, 'now' | 'ownerOfNew'>,
): Promise<void> {
  if (events.length === 0) return
  const changes = await changesOf(tx, deps, leads, events, batch)
  await writeHandOffs(tx, changes, batch.now)
  await writeKeys(tx, changes)
  // From here on the feed is locked: nothing but what carries change numbers.
  const { first } = await allot(tx, changes.length)
  const rows = changes.map((c, i) => rowOf(c, first + i, batch.now))
  const isNew = (_: unknown, i: number) => changes[i]!.before === null
  if (!(await insertLeads(tx, rows.filter(isNew)))) throw new StartOver('another transaction made the lead')
  await updateLeads(
    tx,
    rows.filter((_, i) => changes[i]!.before !== null),
  )
  await writeAssignments(
    tx,
    changes.flatMap((c, i) => assignmentOf(c, rows[i]!.change)),
  )
  await notify(tx, new Set(changes.flatMap((c) => [c.before?.owner ?? [], c.owner ?? []].flat())))
}

async function changesOf(
  tx: Tx,
  deps: IngestDeps,
  leads: ReadonlyMap<string, HeldLead>,
  events: readonly LeadEvent[],
  batch: Pick<Batch, 'now' | 'ownerOfNew'>,
): Promise<Change[]> {
  const versions = await tx.selectFrom('campaigns').select(['id', 'policy_version']).execute()
  const versionOf = new Map(versions.map((v) => [v.id, v.policy_version]))
  const handedOff = await lastHandOffs(tx, [...leads.keys()])
  const changes: Change[] = []
  for (const [id, own] of byLead(events)) {
    const before = leads.get(id) ?? null
    const lead = fold(before?.state ?? null, own)
    const policy = await deps.policies.version(tx, versionOf.get(lead.campaign)!)
    const stage = before?.stage ?? 'open'
    const derived = derive(lead, stage, handedOff.get(id) ?? null, own, policy, batch.now)
    const owner = before ? before.owner : batch.ownerOfNew(own.find((e) => e.type === 'lead.captured')!)
    changes.push({ lead, before, derived, owner: derived.toPool ? null : owner })
  }
  return changes
}

function assignmentOf({ before, owner, lead }: Change, change: number): AssignmentChange[] {
  if (before && before.owner === owner) return []
  const reason = before ? 'callback for anyone' : 'captured'
  return [{ lead: lead.id, owner, change, actor: 'system:central', reason }]
}

function byLead(events: readonly LeadEvent[]): Map<string, LeadEvent[]> {
  const groups = new Map<string, LeadEvent[]>()
  for (const e of events) {
    const group = groups.get(e.leadId)
    if (group) group.push(e)
    else groups.set(e.leadId, [e])
  }
  return groups
}
