import type { HybridClock } from '../../shared/events/stamp.ts'
import type { LeadSnapshot } from '../../shared/sync/protocol.ts'
import type { DeskDatabase, SyncState } from './database/database.ts'
import type { MarkerStore } from './database/marker.ts'
import type { Journal } from './journal/journal.ts'
import type { JournalHeader } from './journal/journal-record.ts'
import type { DeskClock } from './memory/clock.ts'
import type { Replica } from './memory/replica.ts'
import type { SuppressionBook } from './memory/suppression-book.ts'
import type { Deriver } from './refresh/derive-page.ts'
import type { Sealer } from './seal/seal.ts'
import type { Serial } from './serial.ts'
import type { LeadPlaces } from './stored/lead-places.ts'
import type { Outbox } from './stored/outbox.ts'
import { readStored } from './stored/stored-leads.ts'
import type { Packing } from './stored/write-leads.ts'

/** Everything one person's data stands on. Only files of this folder see it; others get a reader or a transactor. */
export interface Store {
  db: DeskDatabase
  sealer: Sealer
  journal: Journal
  header: JournalHeader
  marker: MarkerStore
  outbox: Outbox
  replica: Replica
  places: LeadPlaces
  packing: Packing
  suppressions: SuppressionBook
  clock: DeskClock
  stamps: HybridClock
  /** One writer at a time. */
  serial: Serial
  /** What takes back what half of a save wrote, and could not yet. */
  owed: (() => Promise<void>)[]
  /** Another log is begun before anything is written: the browser closed the database by itself, or there was no room for one. */
  needsLog: boolean
  sync: SyncState
  /** Of this window, among those that have opened the database one after the other. */
  term: string
  /** Ids of events that are to lie nowhere any more and may still lie in the journal; null: it needs no writing anew. */
  toForget: readonly string[] | null
  /** Rows that were found damaged since the start, and set aside. */
  setAside: number
  /** Of parked events. */
  parked: Set<string>
  /** Ids of leads that were erased on request since the start; another set when it grows. */
  erased: ReadonlySet<string>
  newId(): string
  /** Threads that derive; none where there are none. Whoever opens them closes them. */
  openDerivers(): Deriver[]
  me: string
  /** Called after everything that changes what waits for central. */
  onWaiting(): void
  /** Something new was saved that central should have soon, or something stored is to be had from it again. */
  onCommitted(): void
}

const TRIES = 20

/** One part as shown; null when it is not here. */
export async function partOf(store: Store, id: string): Promise<LeadSnapshot | null> {
  const { replica } = store
  for (let tries = 0; ; tries++) {
    const kept = replica.part(id)
    if (kept) return kept
    const row = replica.row(id)
    const snapshot = (await readStored(store, [id])).get(id)?.snapshot ?? null
    // Another row: it was written meanwhile, and what was read may be what stood before.
    if (replica.row(id) !== row) continue
    if (!snapshot && row && tries < TRIES) {
      // Its page was written anew just now, and where it lies is about to be noted.
      await new Promise((resolve) => setTimeout(resolve))
      continue
    }
    if (snapshot) replica.keep(snapshot)
    return snapshot
  }
}

/** The lead that a part belongs to, as shown; null when it is not here. */
export async function snapshotOf(store: Store, id: string): Promise<LeadSnapshot | null> {
  const atHand = store.replica.atHand(id)
  if (atHand) return atHand
  const part = await partOf(store, id)
  return store.replica.atHand(id) ?? part
}

export function noteWaiting(store: Store): void {
  store.marker.write({
    deviceId: store.header.deviceId,
    waiting: store.outbox.size,
    at: new Date(store.clock.wall()).toISOString(),
  })
  store.onWaiting()
}
