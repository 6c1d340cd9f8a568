import { explain } from '../../shared/policy/explain.ts'
import type { Reader } from './ports.ts'
import { type Store, snapshotOf } from './store.ts'
import type { ParkedEvent } from './views.ts'

export function createReader(store: Store): Reader {
  const { replica, outbox, db, sealer, clock } = store
  return {
    rows: () => replica.rows(),
    row: (id) => replica.row(id),
    subscribe: (listener) => replica.subscribe(listener),
    snapshot: (id) => snapshotOf(store, id),
    async lead(id) {
      const snapshot = await snapshotOf(store, id)
      const row = replica.row(id)
      if (!snapshot || !row) return null
      const { lead } = snapshot
      const day = new Date(clock.now()).toISOString().slice(0, 10)
      return {
        row,
        snapshot,
        explanation: explain(replica.book.compiled(lead.campaign), lead, day),
        waiting: outbox.waitingOf(id),
      }
    },
    withKeys: (keys) => replica.withKeys(keys),
    people: () => replica.context.people,
    campaigns: () => replica.context.campaigns,
    policy: (campaign) => replica.book.policy(campaign),
    async parked() {
      const records = await db.parked.toArray()
      return Promise.all(records.map((r) => sealer.open<ParkedEvent>(`parked:${r.id}`, r.sealed)))
    },
  }
}
