import type { SyncResponse } from '../../shared/sync/protocol.ts'
import type { Arrivals, Packed } from './arrivals.ts'
import type { Sight } from './policy-book.ts'
import type { Store } from './store.ts'
import type { Lists } from './suppression-book.ts'

/** Whole leads that are asked for at a time: taking them over takes a few milliseconds. */
const AT_ONCE = 100

/** Leads of an answer that nobody here needs whole, and the changes with all others. */
export interface Parted {
  plain: readonly string[]
  changes: SyncResponse['changes']
}

/**
 * A lead is needed whole where something waits for it, where it is merged or leaves, where it is at hand, or lies in a record of its own;
 * and all are while suppression lists change, since rows follow them.
 */
export async function partArrivals(
  store: Store,
  changes: SyncResponse['changes'],
  arrivals: Arrivals | undefined,
  listsChange: boolean,
): Promise<Parted> {
  if (!arrivals) return { plain: [], changes }
  const removed = new Set(changes.removed.map((r) => r.id))
  const plain = listsChange ? [] : arrivals.ids.filter((id) => !removed.has(id) && isPlain(store, id))
  const asPlain = new Set(plain.length < store.packing.least ? [] : plain)
  const asked = arrivals.ids.filter((id) => !asPlain.has(id))
  const whole = await Promise.all(slicesOf(asked, AT_ONCE).map((ids) => arrivals.whole(ids)))
  return {
    plain: [...asPlain],
    changes: asked.length > 0 ? { ...changes, leads: [...changes.leads, ...whole.flat()] } : changes,
  }
}

const isPlain = ({ replica, places, outbox }: Store, id: string): boolean =>
  outbox.waitingOf(id) === 0 &&
  !places.hasRecord(id) &&
  !places.hasBase(id) &&
  !replica.isJoined(id) &&
  !replica.part(id)

/** Pages of an answer that is still to be taken in, and what they are made of. */
export interface PackedAhead {
  arrivals: Arrivals
  plain: readonly string[]
  sight: Sight
  lists: Lists
  generation: number
  /** The last of them. */
  lastPage: number
  packed: Promise<Packed[]>
}

/** Has an answer derived and sealed while the one before it is written. */
export function packAhead(store: Store, arrivals: Arrivals): void {
  const { sync, replica, places, packing } = store
  // The first answer of a pull changes what leads are seen in the light of.
  if (!sync.sweeping) return
  const plain = arrivals.ids.filter((id) => isPlain(store, id))
  if (plain.length < packing.least) return
  const { sight } = replica
  const { lists } = replica.outlook()
  const { generation } = sync
  const packed = packNow(store, arrivals, plain, sight, generation)
  // Told to whoever takes it in.
  packed.catch(() => undefined)
  store.ahead = { arrivals, plain, sight, lists, generation, lastPage: places.lastPage, packed }
}

/** Has them derived and sealed, page by page; what was so ahead is taken where all is as it was then. */
export function packArrivals(
  store: Store,
  arrivals: Arrivals | undefined,
  plain: readonly string[],
  sight: Sight,
  generation: number,
): Promise<Packed[]> {
  if (!arrivals) return Promise.resolve([])
  const { ahead, replica, places } = store
  if (ahead?.arrivals === arrivals) store.ahead = null
  const isSame =
    ahead?.arrivals === arrivals &&
    ahead.sight === sight &&
    ahead.lists === replica.outlook().lists &&
    ahead.generation === generation &&
    // A later page stands over earlier ones, and would over these.
    ahead.lastPage === places.lastPage &&
    ahead.plain.length === plain.length &&
    ahead.plain.every((id, i) => id === plain[i])
  return isSame ? ahead.packed : packNow(store, arrivals, plain, sight, generation)
}

function packNow(
  { places, packing, replica, clock }: Store,
  arrivals: Arrivals,
  plain: readonly string[],
  sight: Sight,
  generation: number,
): Promise<Packed[]> {
  const outlook = replica.outlook(sight)
  const now = clock.now()
  return Promise.all(
    slicesOf(plain, packing.size).map((ids) =>
      arrivals.pack({ ids, page: { id: places.nextPage(), generation }, outlook, now }),
    ),
  )
}

const slicesOf = <T>(list: readonly T[], size: number): T[][] =>
  Array.from({ length: Math.ceil(list.length / size) }, (_, i) => list.slice(i * size, (i + 1) * size))
