import type { JournalRecord } from './journal-record.ts'
import type { Store } from './store.ts'
import type { ParkedEvent } from './views.ts'

const LARGE_BYTES = 1_000_000

/** Rewrites a journal that has grown large with what is still needed: the events that wait and the parked ones. */
export async function compactLarge(store: Store): Promise<void> {
  if (store.journal.size() > LARGE_BYTES) await rewriteJournal(store)
}

export async function rewriteJournal(store: Store): Promise<void> {
  await store.journal.replace([{ kind: 'header', header: store.header }, ...(await neededRecords(store))])
}

/** The journal's records of everything that central has not taken. */
async function neededRecords({ db, sealer, outbox }: Store): Promise<JournalRecord[]> {
  const waiting = outbox
    .all()
    .map(({ event, sealed }): JournalRecord => ({ kind: 'event', id: event.id, sealed }))
  const parked = (await db.parked.toArray()).map(async ({ id, sealed }): Promise<JournalRecord> => {
    const { event } = await sealer.open<ParkedEvent>(`parked:${id}`, sealed)
    return { kind: 'event', id, sealed: await sealer.seal(`event:${id}`, event) }
  })
  return [...waiting, ...(await Promise.all(parked))]
}
