import type { JournalRecord } from '../journal/journal-record.ts'
import type { Store } from '../store.ts'
import { openParked } from './stored-events.ts'
import { writing } from './term.ts'

const LARGE_BYTES = 1_000_000

/** Rewrites a journal that has grown large, or that could not be rewritten when it had to be, with what is still needed: the events that wait and the parked ones. */
export async function compactLarge(store: Store): Promise<void> {
  if (store.toForget || store.journal.size() > LARGE_BYTES) await rewriteJournal(store)
}

export async function rewriteJournal(store: Store): Promise<void> {
  await store.journal.replace([
    { kind: 'refused', ids: [] },
    { kind: 'header', header: store.header },
    ...(await neededRecords(store)),
  ])
  if (!store.toForget) return
  await writing(store, [store.db.meta], () => store.db.meta.delete('rewrite'))
  store.toForget = null
}

/** The journal's records of everything that central has not taken. */
async function neededRecords({ db, sealer, outbox }: Store): Promise<JournalRecord[]> {
  const waiting = outbox
    .all()
    .map(({ event, sealed }): JournalRecord => ({ kind: 'event', id: event.id, sealed }))
  const parked = (await db.parked.toArray()).map(async (record): Promise<JournalRecord> => {
    const { id, event } = await openParked(sealer, record)
    return { kind: 'event', id, sealed: await sealer.seal(`event:${id}`, event) }
  })
  return [...waiting, ...(await Promise.all(parked))]
}
