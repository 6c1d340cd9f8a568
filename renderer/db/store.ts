import type { HybridClock } from '../../shared/events/stamp.ts'
import type { LeadSnapshot } from '../../shared/sync/protocol.ts'
import type { DeskClock } from './clock.ts'
import type { DeskDatabase, SyncState } from './database.ts'
import type { Journal } from './journal.ts'
import type { JournalHeader } from './journal-record.ts'
import type { MarkerStore } from './marker.ts'
import type { Outbox } from './outbox.ts'
import type { Replica } from './replica.ts'
import type { Sealer } from './seal.ts'
import type { Serial } from './serial.ts'

/** Everything one person's data stands on. Only files of this folder see it; others get a reader or a transactor. */
export interface Store {
  db: DeskDatabase
  sealer: Sealer
  journal: Journal
  header: JournalHeader
  marker: MarkerStore
  outbox: Outbox
  replica: Replica
  clock: DeskClock
  stamps: HybridClock
  /** One writer at a time. */
  serial: Serial
  sync: SyncState
  /** Of parked events. */
  parked: Set<string>
  newId(): string
  me: string
  /** Called after everything that changes what waits for central. */
  onWaiting(): void
  /** True: something new was saved that central should have soon. */
  onCommitted(): void
}

/** The lead as shown, whole; null when it is not here. */
export async function snapshotOf(store: Store, id: string): Promise<LeadSnapshot | null> {
  const kept = store.replica.kept(id)
  if (kept) return kept
  const record = await store.db.leads.get(id)
  if (!record) return null
  const snapshot = await store.sealer.open<LeadSnapshot>(`lead:${id}`, record.sealed)
  store.replica.keep(snapshot)
  return snapshot
}

export function noteWaiting(store: Store): void {
  store.marker.write({
    deviceId: store.header.deviceId,
    waiting: store.outbox.size,
    at: new Date(store.clock.wall()).toISOString(),
  })
  store.onWaiting()
}
