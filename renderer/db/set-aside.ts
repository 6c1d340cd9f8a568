import { type Damage, DamageError } from './errors.ts'
import type { Store } from './store.ts'

/** What cannot be unsealed goes, and everything is pulled again; events that wait stay. @param lists rows of suppression lists */
export async function setAside(
  store: Store,
  { records, bases, pages }: Damage,
  lists: readonly number[] = [],
): Promise<void> {
  const { db, places, replica } = store
  const sync = { ...store.sync, cursor: null, lastSyncedAt: null }
  const broken = [...records, ...pages.flatMap((page) => places.liveIn(page))]
  // An earlier state in a page is not to come up in its place.
  const held = places.heldBy(broken, pages)
  const hidden = [...held].map((id) => ({ id, generation: sync.generation, leaving: false, sealed: null }))
  const lost = records.filter((id) => !held.has(id))
  await db.transaction('rw!', [db.leads, db.bases, db.pages, db.suppressions, db.meta], async () => {
    await db.leads.bulkPut(hidden)
    await db.leads.bulkDelete(lost)
    await db.bases.bulkDelete([...bases])
    await db.pages.bulkDelete([...pages])
    await db.suppressions.bulkDelete([...lists])
    await db.meta.put({ key: 'sync', ...sync })
  })
  store.sync = sync
  places.deletePages(pages)
  places.deleteRecords(lost)
  places.addRecords(hidden)
  places.deleteBases(bases)
  replica.put([], broken)
}

/** Runs a task that reads what is stored: it rejects where that is damaged, which is then set aside, and central asked for it soon. */
export async function noticing<T>(store: Store, task: () => Promise<T>): Promise<T> {
  try {
    return await task()
  } catch (error) {
    if (await setAsideFor(store, error)) store.onCommitted()
    throw error
  }
}

/** Runs a task that reads what is stored, and again where that is damaged and was set aside: it goes on without. It must not have written before it read. */
export async function mending<T>(store: Store, task: () => Promise<T>): Promise<T> {
  try {
    return await task()
  } catch (error) {
    if (!(await setAsideFor(store, error))) throw error
    return mending(store, task)
  }
}

/** For a task that read what is stored and rejected: where that was for its damage, it is set aside. Resolves to whether it was. */
export async function setAsideFor(store: Store, error: unknown): Promise<boolean> {
  if (!(error instanceof DamageError)) return false
  await setAside(store, error.damage)
  store.replica.emit()
  return true
}
