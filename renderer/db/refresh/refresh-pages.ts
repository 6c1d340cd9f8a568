import type { LeadSnapshot } from '../../../shared/sync/protocol.ts'
import type { PageRecord } from '../database/database.ts'
import type { Store } from '../store.ts'
import { openPage } from '../stored/stored-leads.ts'
import type { Deriver } from './derive-page.ts'

/** Read at a time. */
const PAGES = 8
/** Reads whose pages are being derived while the next is made. */
const AHEAD = 2
/** Fewer are derived here before another thread has begun. */
const MANY = 20

/** Derives the rows of all leads in pages, the latest page first, since it stands over the others. Resolves to the damaged pages. */
export async function refreshPages(store: Store): Promise<number[]> {
  const ids = (await store.db.pages.toCollection().primaryKeys()).reverse()
  const derivers = ids.length < MANY ? [] : store.openDerivers()
  try {
    return await refreshAll(store, ids, derivers)
  } finally {
    for (const deriver of derivers) deriver.close()
  }
}

async function refreshAll(
  store: Store,
  ids: readonly number[],
  derivers: readonly Deriver[],
): Promise<number[]> {
  const damaged: number[] = []
  const under: Promise<void>[] = []
  for (let at = 0; at < ids.length; at += PAGES) {
    const records = (await store.db.pages.bulkGet(ids.slice(at, at + PAGES))).filter((r) => r !== undefined)
    store.places.addPages(records)
    const found =
      derivers.length === 0
        ? refreshHere(store, records)
        : Promise.all(records.map((r, i) => refreshBy(derivers[i % derivers.length]!, store, r)))
    under.push(found.then((some) => void damaged.push(...some.flat())))
    if (under.length > (derivers.length > 0 ? AHEAD : 0)) await under.shift()
  }
  await Promise.all(under)
  return damaged
}

/** Resolves to the damaged pages, as the next. */
async function refreshBy(deriver: Deriver, store: Store, page: PageRecord): Promise<number[]> {
  const { replica, outbox, places, clock } = store
  const live = places.liveIn(page.id)
  const joined = live.filter((id) => outbox.waitingOf(id) > 0 || replica.isJoined(id))
  const order = { page, live, joined, outlook: replica.outlook(), now: clock.now() }
  const made = await deriver.derivePage(order).catch(() => null)
  if (made === 'damaged') return [page.id]
  // What the thread cannot do is done here.
  if (!made) return refreshHere(store, [page])
  replica.put(made.whole)
  // One that a merge leads to, as is known since, is put together with the others at the end.
  replica.putDerived(made.derived.filter(({ row }) => !replica.isJoined(row.id)))
  return []
}

async function refreshHere(
  { sealer, places, replica }: Store,
  pages: readonly PageRecord[],
): Promise<number[]> {
  const opened = await Promise.allSettled(pages.map((page) => openPage(sealer, page)))
  const leads: LeadSnapshot[] = []
  const damaged: number[] = []
  opened.forEach((result, i) => {
    const { id } = pages[i]!
    const live = new Set(places.liveIn(id))
    if (result.status === 'rejected') damaged.push(id)
    else leads.push(...result.value.filter((s) => live.has(s.lead.id)))
  })
  await replica.prepare(leads)
  replica.put(leads)
  return damaged
}
