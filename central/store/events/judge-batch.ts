import type { LeadEvent } from '../../../shared/events/event.ts'
import type { Fault } from '../../../shared/sync/faults.ts'
import { StartOver } from '../database/retry.ts'
import type { Tx } from '../database/schema.ts'
import { type BatchGround, leadsOf } from '../leads/batch-ground.ts'
import type { Batch, HeldLead, IngestVerdict } from '../leads/ingest-types.ts'
import { judgeEvents } from './judge-events.ts'

/** Batches that were to be applied together touch leads that belong together: what is true of one depends on the other. */
export class Entangled extends Error {}

/** A batch with its events as central takes them, and the components that they touch, locked. */
export interface HeldBatch {
  batch: Batch
  events: readonly LeadEvent[]
  leads: ReadonlyMap<string, HeldLead>
}

export interface JudgedBatch extends HeldBatch {
  faults: ReadonlyMap<LeadEvent, Fault>
  /** Let in, and new to central by the ground it was judged by. */
  fresh: readonly LeadEvent[]
}

/** Each batch with what of the locked leads is its own. Throws Entangled where two of them share a component. */
export function heldByEach(
  batches: readonly Omit<HeldBatch, 'leads'>[],
  leads: ReadonlyMap<string, HeldLead>,
): HeldBatch[] {
  const [only, ...others] = batches
  if (only && others.length === 0) return [{ ...only, leads }]
  const batchOf = new Map<string, number>()
  for (const [n, { events }] of batches.entries())
    for (const lead of events.flatMap(leadsOf)) {
      const key = leads.get(lead)?.component ?? lead.toLowerCase()
      if ((batchOf.get(key) ?? n) !== n) throw new Entangled('two batches have a lead in common')
      batchOf.set(key, n)
    }
  const owns = batches.map(() => new Map<string, HeldLead>())
  for (const [id, held] of leads) {
    const n = batchOf.get(held.component)
    if (n === undefined) throw new StartOver('leads joined or parted meanwhile')
    owns[n]!.set(id, held)
  }
  return batches.map((b, n) => ({ ...b, leads: owns[n]! }))
}

/** What of a batch is let in, whatever comes together with it. */
export async function judgeBatch(tx: Tx, held: HeldBatch, ground: BatchGround): Promise<JudgedBatch> {
  const { batch, events, leads } = held
  const { known, erased, policyVersions: campaigns } = ground
  const permit = batch.permits ? await batch.permits(tx, leads) : () => null
  const unknown = events.filter((e) => !known.has(e.id))
  const judged = judgeEvents(unknown, { leads, campaigns, permit, erased })
  const faults = new Map(unknown.flatMap((e, i): [LeadEvent, Fault][] => (judged[i] ? [[e, judged[i]]] : [])))
  return { ...held, faults, fresh: unknown.filter((e) => !faults.has(e)) }
}

export function verdictsOf(
  { events, faults }: JudgedBatch,
  applied: ReadonlySet<LeadEvent>,
  { known }: BatchGround,
): IngestVerdict[] {
  return events.map((e): IngestVerdict => {
    const fault = faults.get(e)
    if (fault) return { id: e.id, verdict: 'rejected', fault }
    const effective = known.has(e.id) ? known.get(e.id) : e.effective
    const verdict = applied.has(e) ? 'applied' : 'duplicate'
    return effective ? { id: e.id, verdict, effective } : { id: e.id, verdict }
  })
}
