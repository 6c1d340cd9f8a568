import type { LeadSnapshot } from '../../../shared/sync/protocol.ts'
import type { LeadRecord } from '../database/database.ts'
import { writeAnother } from '../database/database-place.ts'
import { EmptiedError, TakenOverError } from '../errors.ts'
import { notSaved } from '../not-saved.ts'
import type { Sealer } from '../seal/seal.ts'
import type { Store } from '../store.ts'
import type { Commit } from '../transactor.ts'
import { rewriteJournal } from './compact.ts'
import { renewLog } from './renew-log.ts'
import { writing } from './term.ts'

const TRY_MS = 2_000

/**
 * Writes a commit to the database and the journal at once, and resolves when both are durable. When either fails, what the other
 * wrote is taken back, so that nothing comes up later that the person was told is not saved.
 */
export async function save(store: Store, commit: Commit): Promise<void> {
  const { db, journal, places } = store
  const [disk, log] = await Promise.allSettled([
    // All at once: none waits until the database has answered the one before.
    writing(store, [db.leads, db.bases, db.outbox, db.meta], () =>
      Promise.all([
        db.leads.bulkPut(commit.leads.map((l) => l.lead)),
        db.bases.bulkPut(commit.leads.flatMap((l) => l.base ?? [])),
        db.outbox.bulkPut(commit.outbox),
        db.meta.put({ key: 'clock', stamp: commit.stamp }),
      ]),
    ),
    journal.append(commit.outbox.map(({ id, sealed }) => ({ kind: 'event', id, sealed }))),
  ])
  if (disk.status === 'fulfilled' && log.status === 'fulfilled') {
    places.addRecords(commit.leads.map((l) => l.lead))
    places.addBases(commit.leads.flatMap((l) => l.base?.id ?? []))
    return
  }
  const causes = [disk, log].filter((r) => r.status === 'rejected').map((r) => r.reason as unknown)
  // Of a database that was lost in the middle nobody knows what it took.
  if (!(disk.status === 'rejected' && disk.reason instanceof TakenOverError))
    store.owed.push(() => undoDisk(store, commit))
  if (log.status === 'fulfilled') store.owed.push(() => undoJournal(store, commit))
  await readyToWrite(store).catch(async (error: unknown) => {
    causes.push(error)
    // The machine may die before there is room to take it back.
    await journal.refuse(commit.outbox.map((o) => o.id)).catch((why: unknown) => causes.push(why))
  })
  if (causes[0] instanceof EmptiedError) causes.unshift(...(await whyEmptied(store)))
  throw notSaved(causes)
}

/** A database that is empty all at once was deleted; or the browser gave it up on a full disk, which takes no other either. */
async function whyEmptied({ db }: Store): Promise<unknown[]> {
  const another = await Promise.allSettled([inLimit(writeAnother(db.factory))])
  return another.flatMap((tried) => (tried.status === 'rejected' ? [tried.reason] : []))
}

/** On a full disk it is not always answered. */
function inLimit(task: Promise<void>): Promise<void> {
  const late = new Promise<never>((_, reject) => {
    setTimeout(reject, TRY_MS, new DOMException('no other database is written in time', 'AbortError'))
  })
  return Promise.race([task, late])
}

/**
 * Before anything is written: a database that the browser has let go, as Chromium does when its disk is full, is opened again and given another log,
 * for what it lacked room for may lie there by half, and what is written behind that is lost at the next start, with all of it. Then what could not
 * be taken back is: a later write would build on it.
 */
export async function readyToWrite(store: Pick<Store, 'db' | 'term' | 'owed' | 'needsLog'>): Promise<void> {
  const { db, owed } = store
  try {
    if (!db.isOpen() && !db.hasBeenClosed()) await db.open()
    if (store.needsLog) store.needsLog = !(await isRenewed(store))
    for (let undo = owed[0]; undo; undo = owed[0]) {
      await undo()
      owed.shift()
    }
  } catch (error) {
    throw notSaved([error])
  }
}

/** Where there is no room for another log, or no answer, it is tried again before the next write: what is saved lies in the journal, too. */
const isRenewed = (store: Pick<Store, 'db' | 'term'>): Promise<boolean> =>
  inLimit(renewLog(store)).then(
    () => true,
    () => false,
  )

/** It goes from the journal, so that no damage of it brings it back; where there is no room for another journal, it is settled in this one. */
function undoJournal(store: Store, { outbox }: Commit): Promise<void> {
  const settle = () => store.journal.append([{ kind: 'settled', ids: outbox.map((o) => o.id) }])
  return rewriteJournal(store).catch(settle)
}

async function undoDisk(store: Store, { leads, outbox }: Commit): Promise<void> {
  const { db, sealer } = store
  const before = await Promise.all(
    leads.flatMap(({ lead, before }) => (before ? recordOf(sealer, lead, before.snapshot) : [])),
  )
  await writing(store, [db.leads, db.bases, db.outbox], async () => {
    await db.outbox.bulkDelete(outbox.map((o) => o.id))
    await db.bases.bulkDelete(leads.flatMap((l) => l.base?.id ?? []))
    await db.leads.bulkDelete(leads.flatMap((l) => (l.before ? [] : l.id)))
    await db.leads.bulkPut(before)
  })
}

const recordOf = async (
  sealer: Sealer,
  lead: LeadRecord,
  shown: LeadSnapshot | null,
): Promise<LeadRecord> => ({
  ...lead,
  sealed: shown && (await sealer.seal(`lead:${lead.id}`, shown)),
})
