import { sql } from 'kysely'
import type { LeadEvent } from '../../shared/events/event.ts'
import { effectiveStamp } from '../../shared/events/stamp.ts'
import { erasedAmong, erasedCaptures } from '../devices/erased.ts'
import { applyEvents } from './apply-events.ts'
import { lockComponents } from './components.ts'
import type { Batch, HeldLead, IngestDeps, IngestVerdict } from './ingest-types.ts'
import { judgeEvents } from './judge-events.ts'
import { inTransaction, StartOver } from './retry.ts'
import type { Tx } from './schema.ts'
import { insertEvents, knownEvents } from './write-events.ts'

/**
 * Takes a batch of events in, in one transaction: stores each once, folds them into their leads, decides, hands off, and allots
 * change numbers. A refused event never takes another one with it. Verdicts are in the order of the events.
 */
export function ingest(deps: IngestDeps, batch: Batch): Promise<IngestVerdict[]> {
  return inTransaction(deps.db, (tx) => ingestIn(tx, deps, batch))
}

/** The same inside a transaction that `inTransaction` began, which starts over when another one changed a component first. */
export async function ingestIn(tx: Tx, deps: IngestDeps, batch: Batch): Promise<IngestVerdict[]> {
  const events = batch.events.map(({ effective: _, ...e }): LeadEvent => {
    const effective = effectiveStamp(e.stamp, batch.cameAt ?? batch.now)
    return (effective === undefined ? e : { ...e, effective }) as LeadEvent
  })
  const leads = await lockComponents(tx, events.flatMap(touched))
  const known = await knownEvents(
    tx,
    events.map((e) => e.id),
  )
  await refuseLateLeads(
    tx,
    events.filter((e) => known.has(e.id) && !leads.has(e.leadId)),
  )
  const campaigns = events.some((e) => e.type === 'lead.captured') ? await campaignsOf(tx) : new Set<string>()
  const permit = batch.permits ? await batch.permits(tx, leads) : () => null

  const unknown = events.filter((e) => !known.has(e.id))
  const erased = await erasedOf(tx, unknown, leads)
  const faults = judgeEvents(unknown, { leads, campaigns, permit, erased })
  const faultOf = new Map(unknown.map((e, i) => [e, faults[i]]))
  const fresh = unknown.filter((e) => !faultOf.get(e))
  const inserted = fresh.length > 0 ? await insertEvents(tx, fresh) : new Set<string>()
  const applied = new Set(fresh.filter((e) => inserted.delete(e.id)))
  await batch.applies?.(tx, leads, [...applied])
  await applyEvents(tx, deps, leads, [...applied], batch)
  return events.map((e): IngestVerdict => {
    const fault = faultOf.get(e)
    if (fault) return { id: e.id, verdict: 'rejected', fault }
    const effective = known.has(e.id) ? known.get(e.id) : e.effective
    const verdict = applied.has(e) ? 'applied' : 'duplicate'
    return effective ? { id: e.id, verdict, effective } : { id: e.id, verdict }
  })
}

/** A lead that another transaction captured after the locks were taken: what is written for it here would find none. */
async function refuseLateLeads(tx: Tx, known: readonly LeadEvent[]): Promise<void> {
  if (known.length === 0) return
  const ids = known.map((e) => e.leadId)
  const there = await tx
    .selectFrom('leads')
    .select('id')
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .execute()
  if (there.some(({ id }) => ids.includes(id))) throw new StartOver('a lead was captured meanwhile')
}

async function campaignsOf(tx: Tx): Promise<Set<string>> {
  const rows = await tx.selectFrom('campaigns').select('id').execute()
  return new Set(rows.map((c) => c.id))
}

/** The leads whose components an event may change. */
const touched = (e: LeadEvent): string[] =>
  e.type === 'lead.merged' || e.type === 'lead.keptApart' ? [e.leadId, e.payload.other] : [e.leadId]

/** Of events those about leads that were erased, and captures that such leads had been made of. Asked under the leads' locks. */
async function erasedOf(
  tx: Tx,
  events: readonly LeadEvent[],
  leads: ReadonlyMap<string, HeldLead>,
): Promise<(e: LeadEvent) => boolean> {
  const missing = events.flatMap(touched).filter((id) => !leads.has(id))
  const captures = events.flatMap((e) => (e.type === 'lead.captured' ? e.id : []))
  const gone = await erasedAmong(tx, missing)
  const goneCaptures = await erasedCaptures(tx, captures)
  return (e) => goneCaptures.has(e.id) || touched(e).some((id) => gone.has(id))
}
