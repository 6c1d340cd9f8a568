import { type Damage, DamageError } from '../errors.ts'
import { noteWaiting, type Store } from '../store.ts'
import { writing } from '../stored/term.ts'
import { readable, takeBack, unsettledEvents } from './take-back.ts'

/** What cannot be unsealed goes, and everything is pulled again; events that wait stay. @param lists rows of suppression lists */
export async function setAside(
  store: Store,
  { records, bases, pages }: Pick<Damage, 'records' | 'bases' | 'pages'>,
  lists: readonly number[] = [],
): Promise<void> {
  const { db, places, replica } = store
  const sync = { ...store.sync, cursor: null, lastSyncedAt: null }
  const broken = [...records, ...pages.flatMap((page) => places.liveIn(page))]
  // An earlier state in a page is not to come up in its place.
  const held = places.heldBy(broken, pages)
  const hidden = [...held].map((id) => ({ id, generation: sync.generation, leaving: false, sealed: null }))
  const lost = records.filter((id) => !held.has(id))
  await writing(store, [db.leads, db.bases, db.pages, db.suppressions, db.meta], async () => {
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

/** What central has taken it has; what it refused the journal holds still, and it waits to be refused again. */
async function setAsideEvents(
  store: Store,
  acked: readonly string[],
  parked: readonly string[],
): Promise<void> {
  const { db, journal, outbox } = store
  if (parked.length > 0) {
    const held = unsettledEvents((await journal.readAll()).records)
    const wanted = [...held].filter(([id]) => parked.includes(id) && !outbox.has(id))
    const { entries } = await readable(store, wanted)
    await mending(store, () => takeBack(store, entries))
  }
  await writing(store, [db.acked, db.parked], async () => {
    await db.acked.bulkDelete([...acked])
    await db.parked.bulkDelete([...parked])
  })
  for (const id of parked) store.parked.delete(id)
  noteWaiting(store)
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

/** For a task that read what is stored and rejected: where that was for its damage, it is set aside. Resolves to what was, if anything. */
export async function setAsideFor(store: Store, error: unknown): Promise<'leads' | 'events' | null> {
  if (!(error instanceof DamageError)) return null
  const { acked, parked, ...leads } = error.damage
  const ofEvents = acked.length + parked.length > 0
  await (ofEvents ? setAsideEvents(store, acked, parked) : setAside(store, leads))
  store.setAside += Object.values(error.damage).flat().length
  store.replica.emit()
  return ofEvents ? 'events' : 'leads'
}
