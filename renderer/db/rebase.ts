import type { LeadEvent } from '../../shared/events/event.ts'
import { fold } from '../../shared/events/fold.ts'
import type { LeadSnapshot } from '../../shared/sync/protocol.ts'
import type { BaseRecord, DeskDatabase, LeadRecord } from './database.ts'
import { openLead, type Store, upToDate } from './store.ts'

/** What becomes of one lead's rows: shown = base + pending, folded; the base is kept only while events are pending. */
export interface Rebased {
  id: string
  /** Null: the lead goes. */
  lead: LeadRecord | null
  base: BaseRecord | null
  snapshot: LeadSnapshot | null
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

export const gone = (id: string): Rebased => ({ id, lead: null, base: null, snapshot: null })

export async function rebase(store: Store, id: string, ground: Ground): Promise<Rebased> {
  const { base, pending, generation, leaving } = ground
  const known = base !== null || pending.some((e) => e.type === 'lead.captured')
  if (!known) return gone(id)
  const snapshot: LeadSnapshot = {
    ...(base ?? ground.shown ?? ownNew(store)),
    lead: fold(base?.lead ?? null, pending),
  }
  const [sealed, sealedBase] = await Promise.all([
    store.sealer.seal(`lead:${id}`, snapshot),
    pending.length > 0 ? store.sealer.seal(`base:${id}`, base) : null,
  ])
  return {
    id,
    lead: { id, generation, leaving, sealed },
    base: sealedBase && { id, sealed: sealedBase },
    snapshot,
  }
}

/** Owner and stage of a lead that was captured here and that central has not seen. */
const ownNew = (store: Store): Omit<LeadSnapshot, 'lead'> => ({
  owner: store.me,
  version: 0,
  stage: 'open',
  assignedAt: new Date(store.clock.now()).toISOString(),
})

/** Inside a transaction over leads and bases. */
export async function putRebased(db: DeskDatabase, rebased: readonly Rebased[]): Promise<void> {
  await db.leads.bulkPut(rebased.flatMap((r) => r.lead ?? []))
  await db.leads.bulkDelete(rebased.flatMap((r) => (r.lead ? [] : r.id)))
  await db.bases.bulkPut(rebased.flatMap((r) => r.base ?? []))
  await db.bases.bulkDelete(rebased.flatMap((r) => (r.base ? [] : r.id)))
}

/** Parts that these are merged with and that are not in memory: read before the transaction, so that what is shown follows it at once. */
export function mergedWith(store: Store, rebased: readonly Rebased[]): Promise<LeadSnapshot[]> {
  return readParts(store, store.replica.unheld(rebased.flatMap((r) => r.snapshot ?? [])))
}

export async function readParts({ db, sealer }: Store, ids: readonly string[]): Promise<LeadSnapshot[]> {
  if (ids.length === 0) return []
  const records = await db.leads.bulkGet([...ids])
  return Promise.all(records.flatMap((r) => (r ? openLead(sealer, r) : [])))
}

/**
 * The memory side, after the transaction and after the outbox was brought up to date.
 * @param others of `mergedWith`
 */
export function showRebased(
  { replica }: Store,
  rebased: readonly Rebased[],
  others: readonly LeadSnapshot[],
): void {
  const removed = rebased.flatMap((r) => (r.snapshot ? [] : r.id))
  replica.put([...rebased.flatMap((r) => r.snapshot ?? []), ...others], removed)
}

/** Central's state of leads as far as this device knows it: their bases, or what is shown where nothing is pending. */
export async function groundOf(store: Store, ids: readonly string[]): Promise<Map<string, Ground>> {
  const records = await store.db.leads.bulkGet([...ids])
  const bases = await store.db.bases.bulkGet([...ids])
  const grounds = await Promise.all(
    ids.map(async (id, i): Promise<[string, Ground]> => {
      const record = records[i]
      const baseRecord = bases[i]
      const shown = record ? await openLead(store.sealer, record) : null
      const base = baseRecord
        ? await store.sealer.open<LeadSnapshot | null>(`base:${id}`, baseRecord.sealed)
        : shown
      return [
        id,
        {
          base: base && upToDate(base),
          shown,
          pending: store.outbox.eventsOf(id),
          generation: record?.generation ?? store.sync.generation,
          leaving: record?.leaving ?? false,
        },
      ]
    }),
  )
  return new Map(grounds)
}
