import { explain } from '../../shared/policy/explain.ts'
import type { LeadSnapshot } from '../../shared/sync/protocol.ts'
import { DamageError } from './errors.ts'
import { isLost } from './not-saved.ts'
import type { Reader } from './ports.ts'
import { mending, noticing } from './recover/set-aside.ts'
import { partOf, type Store, snapshotOf } from './store.ts'
import { asTheyLie, snapshotsOf } from './stored/many-snapshots.ts'
import { openParked } from './stored/stored-events.ts'
import type { LeadView } from './views.ts'

export function createReader(store: Store): Reader {
  const { replica, outbox, db, sealer, clock } = store
  const waitingOf = (parts: readonly string[]) => parts.reduce((sum, id) => sum + outbox.waitingOf(id), 0)
  const viewOf = (id: string, snapshot: LeadSnapshot | null): LeadView | null => {
    const row = replica.row(id)
    if (!snapshot || !row) return null
    const { lead } = snapshot
    const day = new Date(clock.now()).toISOString().slice(0, 10)
    const explanation = explain(replica.book.compiled(lead.campaign), lead, day)
    return { row, snapshot, explanation, waiting: waitingOf(row.parts) }
  }
  // What is damaged is read again among the writes: only they may set it aside.
  const reading = <T>(read: () => Promise<T>, otherwise = noticing): Promise<T> =>
    read().catch((error: unknown) => {
      if (error instanceof DamageError) return store.serial(() => otherwise(store, read))
      // The writers open it again.
      if (isLost(error)) return store.serial(read)
      throw error
    })
  return {
    list: () => replica.list(),
    rows: () => replica.rows(),
    row: (id) => replica.row(id),
    subscribe: (listener) => replica.subscribe(listener),
    snapshot: (id) => reading(() => snapshotOf(store, id)),
    async *snapshots(ids) {
      for (const together of await asTheyLie(store, ids))
        yield await reading(() => snapshotsOf(store, together))
    },
    async parts(id) {
      const parts = await reading(() => Promise.all(replica.partIds(id).map((part) => partOf(store, part))))
      return parts.flatMap((p) => p?.lead ?? [])
    },
    lead: async (id) => viewOf(id, await reading(() => snapshotOf(store, id)).catch(asGone)),
    leadAtHand: (id) => viewOf(id, replica.atHand(id) ?? null),
    withKeys: (keys) => replica.withKeys(keys),
    people: () => replica.context.people,
    teams: () => replica.context.teams,
    campaigns: () => replica.context.campaigns,
    policy: (campaign) => replica.book.policy(campaign),
    ground: (campaign) => replica.ground(campaign),
    suppressionLists: () => replica.context.suppressionLists,
    listsKnown: () => store.sync.lastSyncedAt !== null,
    erased: () => store.erased,
    parked: () =>
      reading(
        async () => Promise.all((await db.parked.toArray()).map((record) => openParked(sealer, record))),
        mending,
      ),
  }
}

/** What was damaged is no longer here once it is set aside; it comes back with the next pull. */
function asGone(error: unknown): null {
  if (error instanceof DamageError) return null
  throw error
}
