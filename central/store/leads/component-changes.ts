import { combine, componentsOf } from '../../../shared/events/combine.ts'
import type { LeadEvent } from '../../../shared/events/event.ts'
import { fold } from '../../../shared/events/fold.ts'
import type { Lead } from '../../../shared/lead/lead.ts'
import { grouped } from '../database/grouped.ts'
import { StartOver } from '../database/retry.ts'
import type { Tx } from '../database/schema.ts'
import type { BatchGround } from './batch-ground.ts'
import type { Change } from './change.ts'
import { derive } from './derive.ts'
import { soFar } from './hand-offs.ts'
import type { Batch, HeldLead, IngestDeps } from './ingest-types.ts'

/**
 * What becomes of whole, locked components and of new leads by these events: each part folded by itself, then joined or parted, then
 * decided once for each component that changed.
 */
export async function changesOf(
  tx: Tx,
  deps: IngestDeps,
  held: ReadonlyMap<string, HeldLead>,
  events: readonly LeadEvent[],
  batch: Pick<Batch, 'now' | 'ownerOfNew'>,
  { policyVersions, handOffs, owners }: Pick<BatchGround, 'policyVersions' | 'handOffs' | 'owners'>,
): Promise<Change[]> {
  const eventsOf = grouped(
    events,
    (e) => e.leadId,
    (e) => e,
  )
  const before = formerComponents(held)
  const parts = new Map([...held].map(([id, h]): [string, Lead] => [id, h.state]))
  for (const [id, own] of eventsOf) parts.set(id, fold(parts.get(id) ?? null, own))

  const changes: Change[] = []
  for (const component of componentsOf([...parts.values()])) {
    const own = component.flatMap((p) => eventsOf.get(p.id) ?? [])
    const rows = component.map((p) => held.get(p.id) ?? null)
    const isSame = rows.every((r) => r && before.sameParts(r.component, component))
    if (isSame && own.length === 0) continue
    // The capture was another transaction's, which has committed since: the next try sees its lead.
    if (component.some((p) => p.campaign === '')) throw new StartOver('another transaction made the lead')
    const lead = combine(component)
    const policy = await deps.policies.version(tx, policyVersions.get(lead.campaign)!)
    const earlier = soFar(component.flatMap((p) => handOffs.get(p.id) ?? []))
    const holder = ownerOf(component, rows, own, batch)
    const calendar = holder === null ? null : (owners.get(holder)?.calendar ?? null)
    const derived = derive(lead, earlier, own, policy, batch.now, calendar)
    const owner = derived.toPool ? null : holder
    const turned = !isSame || rows.some((r) => r && (r.owner !== owner || r.stage !== derived.stage))
    const version = Math.max(...rows.map((r) => r?.version ?? 0)) + (turned ? 1 : 0)
    component.forEach((part, i) => {
      const row = rows[i] ?? null
      changes.push({
        part,
        before: row,
        lead,
        was: row && before.lead(row.component),
        derived,
        owner,
        version,
      })
    })
  }
  return changes
}

/** The components as they were locked. */
function formerComponents(held: ReadonlyMap<string, HeldLead>) {
  const parts = grouped(
    held.values(),
    (h) => h.component,
    (h) => h.state,
  )
  const combined = new Map<string, Lead>()
  return {
    sameParts: (id: string, now: readonly Lead[]) =>
      id === now[0]!.id && parts.get(id)!.length === now.length,
    lead(id: string): Lead {
      const lead = combined.get(id) ?? combine(parts.get(id)!)
      combined.set(id, lead)
      return lead
    },
  }
}

/** The first part's that somebody holds; parts stand in the order of their ids. */
function ownerOf(
  component: readonly Lead[],
  rows: readonly (HeldLead | null)[],
  events: readonly LeadEvent[],
  batch: Pick<Batch, 'ownerOfNew'>,
): string | null {
  for (const [i, part] of component.entries()) {
    const row = rows[i]
    const capture = events.find((e) => e.leadId === part.id && e.type === 'lead.captured')
    const owner = row ? row.owner : batch.ownerOfNew(capture!)
    if (owner !== null) return owner
  }
  return null
}
