import type { LeadEvent } from '../../shared/events/event.ts'
import { effectiveStamp } from '../../shared/events/stamp.ts'
import type { Verdict } from '../../shared/sync/protocol.ts'
import { applyEvents } from './apply-events.ts'
import { lockComponents } from './components.ts'
import type { Batch, IngestDeps } from './ingest-types.ts'
import { judgeEvents } from './judge-events.ts'
import { inTransaction } from './retry.ts'
import type { Tx } from './schema.ts'
import { insertEvents, knownEvents } from './write-events.ts'

/**
 * Takes a batch of events in, in one transaction: stores each once, folds them into their leads, decides, hands off, and allots
 * change numbers. A refused event never takes another one with it. Verdicts are in the order of the events.
 */
export function ingest(deps: IngestDeps, batch: Batch): Promise<Verdict[]> {
  return inTransaction(deps.db, (tx) => ingestIn(tx, deps, batch))
}

/** The same inside a transaction that `inTransaction` began, which starts over when another one changed a component first. */
export async function ingestIn(tx: Tx, deps: IngestDeps, batch: Batch): Promise<Verdict[]> {
  const events = batch.events.map(({ effective: _, ...e }): LeadEvent => {
    const effective = effectiveStamp(e.stamp, batch.now)
    return (effective === undefined ? e : { ...e, effective }) as LeadEvent
  })
  const leads = await lockComponents(tx, events.flatMap(touched))
  const known = await knownEvents(
    tx,
    events.map((e) => e.id),
  )
  const campaigns = new Set((await tx.selectFrom('campaigns').select('id').execute()).map((c) => c.id))
  const permit = batch.permits ? await batch.permits(tx, leads) : () => null

  const unknown = events.filter((e) => !known.has(e.id))
  const faults = judgeEvents(unknown, { leads, campaigns, permit })
  const faultOf = new Map(unknown.map((e, i) => [e, faults[i]]))
  const fresh = unknown.filter((e) => !faultOf.get(e))
  const inserted = fresh.length > 0 ? await insertEvents(tx, fresh) : new Set<string>()
  const applied = new Set(fresh.filter((e) => inserted.delete(e.id)))
  await batch.applies?.(tx, leads, [...applied])
  await applyEvents(tx, deps, leads, [...applied], batch)
  return events.map((e): Verdict => {
    const fault = faultOf.get(e)
    if (fault) return { id: e.id, verdict: 'rejected', fault }
    const effective = known.has(e.id) ? known.get(e.id) : e.effective
    const verdict = applied.has(e) ? 'applied' : 'duplicate'
    return effective ? { id: e.id, verdict, effective } : { id: e.id, verdict }
  })
}

/** The leads whose components an event may change. */
const touched = (e: LeadEvent): string[] =>
  e.type === 'lead.merged' ? [e.leadId, e.payload.other] : [e.leadId]
