import type { LeadEvent } from '../../shared/events/event.ts'
import { effectiveStamp } from '../../shared/events/stamp.ts'
import { applyEvents } from './apply-events.ts'
import { batchGround, leadsOf } from './batch-ground.ts'
import { lockUnlooked } from './components.ts'
import type { Batch, IngestDeps, IngestVerdict } from './ingest-types.ts'
import { judgeEvents } from './judge-events.ts'
import { inTransaction } from './retry.ts'
import type { Tx } from './schema.ts'
import { insertEvents } from './write-events.ts'
import { NOTHING_WRITTEN, type Written } from './write-leads.ts'

/**
 * Takes a batch of events in, in one transaction: stores each once, folds them into their leads, decides, hands off, and allots
 * change numbers. A refused event never takes another one with it. Verdicts are in the order of the events.
 */
export async function ingest(deps: IngestDeps, batch: Batch): Promise<IngestVerdict[]> {
  let written = NOTHING_WRITTEN
  const wrote = (leads: Written) => {
    written = leads
    batch.wrote?.(leads)
  }
  const verdicts = await inTransaction(deps.db, (tx) => ingestIn(tx, deps, { ...batch, wrote }))
  deps.states.keep(written)
  return verdicts
}

/** The same inside a transaction that `inTransaction` began, which starts over when another one changed a component first. */
export async function ingestIn(tx: Tx, deps: IngestDeps, batch: Batch): Promise<IngestVerdict[]> {
  const events = batch.events.map(({ effective: _, ...e }): LeadEvent => {
    const effective = effectiveStamp(e.stamp, batch.cameAt ?? batch.now)
    return (effective === undefined ? e : { ...e, effective }) as LeadEvent
  })
  const touched = events.flatMap(leadsOf)
  const leads = await lockUnlooked(tx, touched, deps.states)
  const owners = events.flatMap((e) => (e.type === 'lead.captured' ? batch.ownerOfNew(e) : []))
  const ground = await batchGround(tx, { events, touched, held: leads, owners })
  const { known, erased, policyVersions: campaigns } = ground
  const permit = batch.permits ? await batch.permits(tx, leads) : () => null

  const unknown = events.filter((e) => !known.has(e.id))
  const faults = judgeEvents(unknown, { leads, campaigns, permit, erased })
  const faultOf = new Map(unknown.map((e, i) => [e, faults[i]]))
  const fresh = unknown.filter((e) => !faultOf.get(e))
  const inserted = fresh.length > 0 ? await insertEvents(tx, fresh) : new Set<string>()
  const applied = new Set(fresh.filter((e) => inserted.delete(e.id)))
  await batch.applies?.(tx, leads, [...applied])
  const written = await applyEvents(tx, deps, leads, [...applied], batch, ground)
  batch.wrote?.(written)
  return events.map((e): IngestVerdict => {
    const fault = faultOf.get(e)
    if (fault) return { id: e.id, verdict: 'rejected', fault }
    const effective = known.has(e.id) ? known.get(e.id) : e.effective
    const verdict = applied.has(e) ? 'applied' : 'duplicate'
    return effective ? { id: e.id, verdict, effective } : { id: e.id, verdict }
  })
}
