import type { LeadEvent } from '../../../shared/events/event.ts'
import { effectiveStamp } from '../../../shared/events/stamp.ts'
import { inTransaction } from '../database/retry.ts'
import type { Tx } from '../database/schema.ts'
import { batchGround, leadsOf } from '../leads/batch-ground.ts'
import { lockUnlooked } from '../leads/components.ts'
import type { Batch, IngestDeps, IngestVerdict, Together } from '../leads/ingest-types.ts'
import { NOTHING_WRITTEN } from '../leads/write-leads.ts'
import { applyEvents } from './apply-events.ts'
import { type HeldBatch, heldByEach, type JudgedBatch, judgeBatch, verdictsOf } from './judge-batch.ts'
import { insertEvents } from './write-events.ts'

/**
 * Takes a batch of events in, in one transaction: stores each once, folds them into their leads, decides, hands off, and allots
 * change numbers. A refused event never takes another one with it. Verdicts are in the order of the events.
 */
export async function ingest(deps: IngestDeps, batch: Batch): Promise<IngestVerdict[]> {
  return (await ingestAll(deps, [batch]))[0]!
}

/**
 * The same with several batches that have no lead in common, each judged by itself. Throws Entangled where their leads belong together after all.
 * @param patient waits for leads that somebody else has locked; else that throws
 */
export async function ingestAll(
  deps: IngestDeps,
  batches: readonly Batch[],
  patient = true,
): Promise<IngestVerdict[][]> {
  let written = NOTHING_WRITTEN
  const verdicts = await inTransaction(deps.db, async (tx) => {
    const done = await ingestAllIn(tx, deps, batches, patient)
    written = done.written
    for (const batch of batches) batch.wrote?.(written)
    return done.verdicts
  })
  deps.states.keep(written)
  return verdicts
}

/** A batch inside a transaction that `inTransaction` began, which starts over when another one changed a component first. */
export async function ingestIn(tx: Tx, deps: IngestDeps, batch: Batch): Promise<IngestVerdict[]> {
  const { verdicts } = await ingestAllIn(tx, deps, [batch], true)
  return verdicts[0]!
}

async function ingestAllIn(tx: Tx, deps: IngestDeps, batches: readonly Batch[], patient: boolean) {
  const taken = batches.map((batch) => ({ batch, events: effectively(batch) }))
  const events = taken.flatMap((t) => t.events)
  const touched = events.flatMap(leadsOf)
  const leads = await lockUnlooked(tx, touched, { states: deps.states, patient })
  const held = heldByEach(taken, leads)
  const ownerOf = ({ batch, events }: HeldBatch) =>
    events.flatMap((e) => (e.type === 'lead.captured' ? batch.ownerOfNew(e) : []))
  const ground = await batchGround(tx, { events, touched, held: leads, owners: held.flatMap(ownerOf) })

  const judged: JudgedBatch[] = []
  for (const each of held) judged.push(await judgeBatch(tx, each, ground))
  const fresh = judged.flatMap((j) => j.fresh)
  const inserted = fresh.length > 0 ? await insertEvents(tx, fresh) : new Set<string>()
  const applied = new Set(fresh.filter((e) => inserted.delete(e.id)))
  for (const { batch, leads: own, fresh: its } of judged) {
    const ofIt = its.filter((e) => applied.has(e))
    await batch.applies?.(tx, own, ofIt)
  }
  const batchOf = new Map(judged.flatMap((j) => j.fresh.map((e) => [e, j.batch] as const)))
  const together: Together = {
    now: Math.max(...batches.map((b) => b.now)),
    ownerOfNew: (capture) => batchOf.get(capture)!.ownerOfNew(capture),
    by: batches.flatMap((b) => b.by ?? []),
  }
  const written = await applyEvents(tx, deps, leads, [...applied], together, ground)
  return { written, verdicts: judged.map((j) => verdictsOf(j, applied, ground)) }
}

/** By central's clock as it was when they came. */
const effectively = (batch: Batch): LeadEvent[] =>
  batch.events.map(({ effective: _, ...e }): LeadEvent => {
    const effective = effectiveStamp(e.stamp, batch.cameAt ?? batch.now)
    return (effective === undefined ? e : { ...e, effective }) as LeadEvent
  })
