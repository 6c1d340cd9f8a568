import type { LeadEvent } from '../../shared/events/event.ts'
import { effectiveStamp } from '../../shared/events/stamp.ts'
import type { Fault } from '../../shared/sync/faults.ts'
import type { Verdict } from '../../shared/sync/protocol.ts'
import { applyEvents } from './apply-events.ts'
import type { Batch, IngestDeps } from './ingest-types.ts'
import { lockLeads } from './lock-leads.ts'
import { inTransaction } from './retry.ts'
import type { Tx } from './schema.ts'
import { insertEvents, isStorable, knownEvents } from './write-events.ts'

/**
 * Takes a batch of events in, in one transaction: stores each once, folds them into their leads, decides, hands off, and allots
 * change numbers. A refused event never takes another one with it. Verdicts are in the order of the events.
 */
export function ingest(deps: IngestDeps, batch: Batch): Promise<Verdict[]> {
  return inTransaction(deps.db, (tx) => ingestIn(tx, deps, batch))
}

/** The same inside a transaction that `inTransaction` began, which starts over when another one made a lead first. */
export async function ingestIn(tx: Tx, deps: IngestDeps, batch: Batch): Promise<Verdict[]> {
  const events = batch.events.map(({ effective: _, ...e }): LeadEvent => {
    const effective = effectiveStamp(e.stamp, batch.now)
    return (effective === undefined ? e : { ...e, effective }) as LeadEvent
  })
  const leads = await lockLeads(tx, [...new Set(events.map((e) => e.leadId))])
  const known = await knownEvents(
    tx,
    events.map((e) => e.id),
  )
  const campaigns = new Set((await tx.selectFrom('campaigns').select('id').execute()).map((c) => c.id))
  const permit = batch.permits ? await batch.permits(tx, leads) : () => null

  const verdicts: (Verdict | null)[] = events.map((e) =>
    known.has(e.id) ? duplicate(e.id, known.get(e.id) ?? null) : null,
  )
  const refusalOf = (e: LeadEvent) => refusal(e, campaigns) ?? permit(e)
  events.forEach((e, i) => {
    const fault = verdicts[i] ? null : refusalOf(e)
    if (fault) verdicts[i] = { id: e.id, verdict: 'rejected', fault }
  })

  // What is written before a lead's capture, in the same batch or an earlier one, belongs to nothing central can show.
  const captured = new Set(
    events.filter((e, i) => !verdicts[i] && e.type === 'lead.captured').map((e) => e.leadId),
  )
  events.forEach((e, i) => {
    if (verdicts[i] || leads.has(e.leadId) || captured.has(e.leadId)) return
    verdicts[i] = { id: e.id, verdict: 'rejected', fault: fault('notFound', 'central has no such lead') }
  })

  const fresh = events.filter((_, i) => !verdicts[i])
  if (fresh.length > 0) {
    const inserted = await insertEvents(tx, fresh)
    const applied = fresh.filter((e) => inserted.delete(e.id))
    await applyEvents(tx, deps, leads, applied, batch)
    const first = new Set(applied)
    events.forEach((e, i) => {
      verdicts[i] ??= first.has(e) ? appliedVerdict(e) : duplicate(e.id, e.effective ?? null)
    })
  }
  return verdicts as Verdict[]
}

function refusal(e: LeadEvent, campaigns: ReadonlySet<string>): Fault | null {
  if (!isStorable(e)) return fault('malformed', 'contains characters that cannot be stored')
  if (e.type === 'lead.captured' && !campaigns.has(e.payload.campaign)) {
    return fault('notFound', 'central has no such campaign')
  }
  return null
}

const fault = (kind: Fault['kind'], message: string): Fault => ({ kind, message })

const appliedVerdict = (e: LeadEvent): Verdict =>
  e.effective ? { id: e.id, verdict: 'applied', effective: e.effective } : { id: e.id, verdict: 'applied' }

const duplicate = (id: string, effective: string | null): Verdict =>
  effective ? { id, verdict: 'duplicate', effective } : { id, verdict: 'duplicate' }
