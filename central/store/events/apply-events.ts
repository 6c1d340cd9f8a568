import type { LeadEvent } from '../../../shared/events/event.ts'
import { dealNewLeads } from '../../distribution/deal-new-leads.ts'
import { writeEnrichJobs } from '../../enrich/write-enrich-jobs.ts'
import { holdLeadClocks, noteLeadClocks } from '../../escalation/clocks.ts'
import { noteNurture } from '../../nurture/enrol.ts'
import type { Tx } from '../database/schema.ts'
import { telling } from '../feed.ts'
import type { BatchGround } from '../leads/batch-ground.ts'
import { type Change, rowOf } from '../leads/change.ts'
import { changesOf } from '../leads/component-changes.ts'
import type { Batch, HeldLead, IngestDeps, Together } from '../leads/ingest-types.ts'
import { writeKeys } from '../leads/keys.ts'
import { writeHandOffs } from '../leads/write-hand-offs.ts'
import { NOTHING_WRITTEN, type Written, writeLeads } from '../leads/write-leads.ts'
import { noteLikely } from '../likely/likely.ts'
import { type AssignmentChange, writeAssignments, writePassed } from '../queues/assignments.ts'
import { noteDoNotCall } from '../suppressions/internal-list.ts'

/** Folds events, new to central and stored, into their leads, and writes what follows from them. `leads`: whole components, locked. Returns the leads as they were written. */
export async function applyEvents(
  tx: Tx,
  deps: IngestDeps,
  leads: ReadonlyMap<string, HeldLead>,
  events: readonly LeadEvent[],
  batch: Together,
  ground: BatchGround,
): Promise<Written> {
  if (events.length === 0) return NOTHING_WRITTEN
  const found = await changesOf(tx, deps, leads, events, batch, ground)
  await holdLeadClocks(tx, found)
  const dealt = await dealNewLeads(tx, deps, found, batch.now)
  const changes = found.map((c) => ({ ...c, owner: dealt.get(c.lead.id)?.owner ?? c.owner }))
  await writeHandOffs(tx, deps, changes, batch.now)
  await writeKeys(tx, changes)
  await writeEnrichJobs(tx, deps, changes)
  if (ground.nurtured) await noteNurture(tx, deps, changes, batch.now)
  await noteLeadClocks(tx, deps, changes, batch.now, ground)
  // Last of what comes before the feed: others of the campaign wait from here on.
  await noteLikely(tx, changes, batch.now)
  const passed = changes.flatMap((c, i) => {
    const owner = makerOf(c, events, batch)
    return owner === null || owner === c.owner ? [] : [{ lead: c.part.id, owner, place: i }]
  })
  const holders = changes.flatMap((c) => (c.before ? [c.before.owner, c.owner] : [c.owner]))
  const rows = changes.map((c, i) => ({ ...rowOf(c, i + 1, batch.now), is_new: c.before === null }))
  // From here on the feed is locked: nothing but what carries change numbers.
  const told = new Set([...holders, ...passed.map((p) => p.owner)])
  const written = await writeLeads(tx, rows, telling(told, batch.by))
  const { first } = written
  await writeAssignments(
    tx,
    changes.flatMap((c, i) => assignmentOf(c, first + i, dealt.get(c.lead.id)?.rule)),
  )
  await writePassed(
    tx,
    passed.map(({ place, ...p }) => ({ ...p, change: first + place })),
  )
  await noteDoNotCall(tx, changes, first, batch.now)
  return written
}

/** Who would hold a lead that the batch makes, by its capture alone; null for others. */
function makerOf(
  { before, part }: Change,
  events: readonly LeadEvent[],
  batch: Pick<Batch, 'ownerOfNew'>,
): string | null {
  if (before) return null
  const capture = events.find((e) => e.leadId === part.id && e.type === 'lead.captured')
  return capture ? batch.ownerOfNew(capture) : null
}

/** @param rule the one that dealt the lead; undefined: none did */
function assignmentOf(
  { before, derived, owner, part }: Change,
  change: number,
  rule: string | undefined,
): AssignmentChange[] {
  if (before && before.owner === owner) return []
  const made = before === null ? 'captured' : derived.toPool ? 'callback for anyone' : 'merged'
  const reason = rule === undefined ? made : `dealt: ${rule}`
  return [{ lead: part.id, owner, change, actor: 'system:central', reason, isFirst: before === null }]
}
