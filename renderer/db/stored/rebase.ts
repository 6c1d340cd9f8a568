import type { LeadEvent } from '../../../shared/events/event.ts'
import { fold } from '../../../shared/events/fold.ts'
import type { LeadSnapshot } from '../../../shared/sync/protocol.ts'
import type { Store } from '../store.ts'
import { openBase, readStored } from './stored-leads.ts'
import { type LeadsWrite, noteLeads } from './write-leads.ts'

/** What becomes of one lead: shown = base + pending, folded; the base is kept only while events are pending. */
export interface Rebased {
  id: string
  /** Null: the lead goes. */
  snapshot: LeadSnapshot | null
  generation: number
  leaving: boolean
  /** Central's state, null for a lead that central has not; undefined while nothing is pending. */
  base: LeadSnapshot | null | undefined
  /** On request of the person: it goes from every page, too. */
  erased: boolean
}

export interface Ground {
  /** Central's state; null for a lead that central has not. */
  base: LeadSnapshot | null
  /** Owner and stage of a lead without a base. */
  shown: LeadSnapshot | null
  pending: readonly LeadEvent[]
  generation: number
  leaving: boolean
}

export const gone = (id: string, erased = false): Rebased => ({
  id,
  snapshot: null,
  generation: 0,
  leaving: false,
  base: undefined,
  erased,
})

export function rebase(store: Store, id: string, ground: Ground): Rebased {
  const { base, pending, generation, leaving } = ground
  const known = base !== null || pending.some((e) => e.type === 'lead.captured')
  if (!known) return gone(id)
  const snapshot: LeadSnapshot = {
    ...(base ?? ground.shown ?? ownNew(store)),
    lead: fold(base?.lead ?? null, pending),
  }
  return { id, snapshot, generation, leaving, base: pending.length > 0 ? base : undefined, erased: false }
}

/** Owner and stage of a lead that was captured here and that central has not seen. */
const ownNew = (store: Store): Omit<LeadSnapshot, 'lead'> => ({
  owner: store.me,
  version: 0,
  stage: 'open',
  assignedAt: new Date(store.clock.now()).toISOString(),
})

/** Parts that these are merged with and that are not in memory: read before the transaction, so that what is shown follows it at once. */
export function mergedWith(store: Store, rebased: readonly Rebased[]): Promise<LeadSnapshot[]> {
  return readParts(store, store.replica.unheld(rebased.flatMap((r) => r.snapshot ?? [])))
}

export async function readParts(store: Store, ids: readonly string[]): Promise<LeadSnapshot[]> {
  return [...(await readStored(store, ids)).values()].map((stored) => stored.snapshot)
}

/**
 * The memory side, after the transaction and after the outbox was brought up to date.
 * @param others of `mergedWith`
 */
export function showRebased(
  store: Store,
  rebased: readonly Rebased[],
  write: LeadsWrite,
  others: readonly LeadSnapshot[],
): void {
  noteLeads(store, write)
  const removed = rebased.flatMap((r) => (r.snapshot ? [] : r.id))
  store.replica.put([...rebased.flatMap((r) => r.snapshot ?? []), ...others], removed)
}

/** Central's state of leads as far as this device knows it: their bases, or what is shown where nothing is pending. */
export async function groundOf(store: Store, ids: readonly string[]): Promise<Map<string, Ground>> {
  const { db, sealer, places, outbox, sync } = store
  const stored = await readStored(store, ids)
  const based = ids.filter((id) => places.hasBase(id))
  const records = based.length > 0 ? await db.bases.bulkGet(based) : []
  const bases = new Map(
    await Promise.all(
      records.flatMap((record) =>
        record
          ? openBase(sealer, record).then((base): [string, LeadSnapshot | null] => [record.id, base])
          : [],
      ),
    ),
  )
  return new Map(
    ids.map((id): [string, Ground] => {
      const found = stored.get(id)
      const shown = found?.snapshot ?? null
      const base = bases.get(id)
      return [
        id,
        {
          base: base === undefined ? shown : base,
          shown,
          pending: outbox.eventsOf(id),
          generation: found?.generation ?? sync.generation,
          leaving: found?.leaving ?? false,
        },
      ]
    }),
  )
}
