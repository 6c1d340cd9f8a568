import type { SyncResponse } from '../../../shared/sync/protocol.ts'
import type { Sight } from '../memory/policy-book.ts'
import type { Store } from '../store.ts'
import type { Arrivals, Packed } from './arrivals.ts'

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

/** Has them derived and sealed, page by page. */
export function packArrivals(
  { places, packing, replica, clock }: Store,
  arrivals: Arrivals | undefined,
  plain: readonly string[],
  sight: Sight,
  generation: number,
): Promise<Packed[]> {
  if (!arrivals) return Promise.resolve([])
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
