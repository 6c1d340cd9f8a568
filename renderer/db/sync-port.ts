import type { Fault } from '../../shared/sync/faults.ts'
import { mending, noticing } from './recover/set-aside.ts'
import { refreshOutdated } from './refresh/refresh-outdated.ts'
import type { Store } from './store.ts'
import { compactLarge } from './stored/compact.ts'
import type { OutboxEntry } from './stored/outbox.ts'
import { parkUnsent, retryParked } from './stored/park.ts'
import { takeIn, takeVerdicts } from './take-in/apply.ts'
import type { SyncAnswer } from './take-in/arrivals.ts'
import type { Moved } from './take-in/moved.ts'
import { packLeads } from './take-in/pack-leads.ts'
import { compactSuppressions } from './take-in/suppressions.ts'

/** What the sync engine may do with the store: read what waits, and hand in what central answered. */
export interface SyncPort {
  deviceId: string
  cursor(): string | null
  epoch(): string | null
  /** Everything is pulled: no lead is here yet that could have left meanwhile. */
  pullsAll(): boolean
  waiting(): number
  parked(): number
  lastSyncedAt(): string | null
  /** The oldest events that wait. */
  next(count: number): OutboxEntry[]
  /** @param begun told when nothing else is written any more: what is saved from then on is made on what the answer says */
  takeIn(sent: readonly OutboxEntry[], response: SyncAnswer, begun?: () => void): Promise<Moved[]>
  /** The same of an answer whose changes are asked for again. */
  takeVerdicts(sent: readonly OutboxEntry[], response: SyncAnswer): Promise<Moved[]>
  /** Takes an event that cannot be sent at all out of the way, visibly. */
  park(entry: OutboxEntry, fault: Fault): Promise<void>
  /** Everything that central refused goes back into the outbox. */
  retryParked(): Promise<void>
  /** At the end of a round. */
  tidy(): Promise<void>
  /** Tells screens what they have not been told yet. */
  show(): void
  /** Derives the rows again that the passing of time has changed. */
  refresh(): Promise<void>
}

export function createSyncPort(store: Store): SyncPort {
  return {
    deviceId: store.header.deviceId,
    cursor: () => store.sync.cursor,
    epoch: () => store.sync.epoch,
    pullsAll: () => store.sync.cursor === null || store.sync.sweeping,
    waiting: () => store.outbox.size,
    parked: () => store.parked.size,
    lastSyncedAt: () => store.sync.lastSyncedAt,
    next: (count) => store.outbox.first(count),
    takeIn: (sent, response, begun) =>
      store.serial(() => {
        begun?.()
        return takeIn(store, sent, response)
      }),
    takeVerdicts: (sent, response) => store.serial(() => takeVerdicts(store, sent, response)),
    park: (entry, fault) => store.serial(() => mending(store, () => parkUnsent(store, entry, fault))),
    retryParked: () => store.serial(() => mending(store, () => retryParked(store, [...store.parked]))),
    tidy: () =>
      store.serial(async () => {
        await mending(store, () => compactLarge(store))
        await compactSuppressions(store)
        await mending(store, () => packLeads(store))
      }),
    show: () => store.replica.emitRest(),
    refresh: () =>
      store.serial(() =>
        noticing(store, async () => {
          if (await refreshOutdated(store)) store.replica.emit()
        }),
      ),
  }
}
