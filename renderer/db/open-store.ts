import { leadEvent } from '../../shared/events/event.ts'
import { hybridClock } from '../../shared/events/stamp.ts'
import {
  createDatabase,
  type DeskDatabase,
  databaseName,
  FIRST_SYNC,
  metaOf,
  type SyncState,
} from './database/database.ts'
import { type DatabaseBuckets, openAt } from './database/database-place.ts'
import { inTime } from './database/in-time.ts'
import type { MarkerStore } from './database/marker.ts'
import { SaveError } from './errors.ts'
import type { Journal, JournalContents } from './journal/journal.ts'
import { createClock } from './memory/clock.ts'
import { type DeskContext, NO_CONTEXT, sightOf } from './memory/policy-book.ts'
import { Replica } from './memory/replica.ts'
import { SuppressionBook } from './memory/suppression-book.ts'
import { noticeOf, recover } from './recover/recover.ts'
import { mending, setAside } from './recover/set-aside.ts'
import type { Deriver } from './refresh/derive-page.ts'
import { refreshRows } from './refresh/refresh-rows.ts'
import type { Sealer } from './seal/seal.ts'
import { createSerial } from './serial.ts'
import { noteWaiting, type Store } from './store.ts'
import { dropClosedBefore } from './stored/closed-today.ts'
import { compactLarge } from './stored/compact.ts'
import { LeadPlaces } from './stored/lead-places.ts'
import { Outbox } from './stored/outbox.ts'
import { isWhole } from './stored/renew-log.ts'
import { readyToWrite } from './stored/save.ts'
import { beginTerm } from './stored/term.ts'
import { PACKING, type Packing } from './stored/write-leads.ts'
import { HORIZON_MS } from './take-in/new-epoch.ts'
import { loadSuppressions } from './take-in/suppressions.ts'
import type { SyncStatus } from './views.ts'

export interface StoreOptions {
  personId: string
  db: DeskDatabase
  journal: Journal
  /** Of the journal, as read. */
  contents: JournalContents
  /** Kept in the journal's header too, since Chromium can lose all of IndexedDB at once. */
  wrappedKey: string | null
  sealer: Sealer
  marker: MarkerStore
  /** Of this installation; a store that had another keeps it. */
  deviceId: string
  /** Left out: PACKING. */
  packing?: Packing
  wall(): number
  newId(): string
  /** Left out: there are no threads. */
  openDerivers?: (() => Deriver[]) | null
  onWaiting(): void
  onCommitted(): void
}

export interface OpenedStore {
  store: Store
  notice: SyncStatus['notice']
}

/** Opens a person's data, brings everything into memory, and recovers what a crash or a loss left behind. */
export async function openStore(options: StoreOptions): Promise<OpenedStore> {
  const { personId, db, sealer, journal, contents, wall } = options
  // Before anything is read: what another window has still written is here then, and nothing comes after it.
  const term = await beginTerm(db, options.newId)
  const marker = options.marker.read()
  const [device, lastSync, lastStamp, rewrite, parked] = await Promise.all([
    metaOf(db, 'device'),
    metaOf(db, 'sync'),
    metaOf(db, 'clock'),
    metaOf(db, 'rewrite'),
    db.parked.toCollection().primaryKeys(),
  ])
  const header = contents.records.findLast((r) => r.kind === 'header')?.header
  const deviceId = device?.deviceId ?? header?.deviceId ?? marker?.deviceId ?? options.deviceId
  const sync: SyncState = { ...FIRST_SYNC, ...lastSync }
  const clock = createClock(wall, sync.skew)
  const outbox = new Outbox()
  const suppressions = new SuppressionBook()
  const store: Store = {
    db,
    sealer,
    journal,
    header: { personId, deviceId, wrappedKey: options.wrappedKey },
    marker: options.marker,
    outbox,
    replica: new Replica({ clock, me: personId, suppressions, waitingOf: (id) => outbox.waitingOf(id) }),
    places: new LeadPlaces(),
    packing: options.packing ?? PACKING,
    suppressions,
    clock,
    stamps: hybridClock(deviceId, lastStamp?.stamp),
    serial: createSerial((task) => inTime(db, () => readyToWrite(store).then(task))),
    owed: [],
    needsLog: false,
    sync,
    term,
    toForget: rewrite?.without ?? null,
    setAside: 0,
    parked: new Set(parked),
    erased: new Set(),
    newId: options.newId,
    openDerivers: options.openDerivers ?? (() => []),
    me: personId,
    onWaiting: options.onWaiting,
    onCommitted: options.onCommitted,
  }
  db.on('close', () => {
    store.needsLog = true
  })
  const damagedRows = await load(store)
  const found = { freshDatabase: device === null, journal: contents, marker }
  const recovered = await mending(store, () => recover(store, found))
  await mending(store, () => dropClosedBefore(store))
  const notice = noticeOf({ ...found, damagedRows: damagedRows + store.setAside }, recovered)
  const { wrappedKey } = options
  if (device?.deviceId !== deviceId || device.wrappedKey !== wrappedKey)
    await db.meta.put({ key: 'device', deviceId, wrappedKey })
  await db.acked
    .where('at')
    .below(wall() - HORIZON_MS)
    .delete()
  await mending(store, () => compactLarge(store))
  noteWaiting(store)
  return { store, notice }
}

/**
 * A person's database, open. One that does not open any more, or was lost in part or as a whole, is begun anew where a journal, or its spare, holds
 * the work; and where it does not open only if it is surely the one that is broken: where another cannot be written, as on a full disk, nothing is
 * deleted.
 */
export function openDatabase(
  personId: string,
  isWorkHeld: () => Promise<boolean>,
  buckets: DatabaseBuckets | null = null,
): Promise<DeskDatabase> {
  let isNew = false
  const place = {
    name: databaseName(personId),
    buckets,
    create(factory: IDBFactory) {
      const db = createDatabase(personId, factory)
      db.on('populate', () => {
        isNew = true
      })
      return db
    },
  }
  const isLost = async (db: DeskDatabase) => (isNew ? buckets !== null : !(await isWhole(db)))
  return openAt(place, isLost, isWorkHeld)
}

/** Resolves to the number of damaged rows: leads and lists are pulled again, waiting events come from the journal. */
async function load(store: Store): Promise<number> {
  const { db, sealer, outbox, places } = store
  const damagedContexts = await loadContext(store)
  const waiting = (await db.outbox.toArray()).sort((a, b) => a.seq - b.seq)
  const opened = await Promise.allSettled(
    waiting.map(async ({ id, seq, sealed }) => ({
      seq,
      event: leadEvent.parse(await sealer.open(`event:${id}`, sealed)),
      sealed,
    })),
  )
  outbox.add(opened.flatMap((o) => (o.status === 'fulfilled' ? o.value : [])))
  const damagedLists = await loadSuppressions(store)
  places.addBases(await db.bases.toCollection().primaryKeys())
  const damagedLeads = await refreshRows(store)
  if (damagedLists.length + damagedContexts > 0)
    await setAside(store, { records: [], bases: [], pages: [] }, damagedLists)
  // Only now: until everything is to be pulled again it must be found damaged.
  if (damagedContexts > 0) await db.meta.delete('context')
  return damagedLeads + damagedLists.length + damagedContexts + waiting.length - outbox.size
}

/** People, campaigns and policies. Resolves to how many rows of them cannot be unsealed, one at most. */
async function loadContext({ db, sealer, replica }: Store): Promise<number> {
  const stored = await metaOf(db, 'context')
  if (!stored) return 0
  const [opened] = await Promise.allSettled([sealer.open<DeskContext>('context', stored.sealed)])
  if (opened.status === 'rejected') return 1
  replica.setSight(sightOf({ ...NO_CONTEXT, ...opened.value }, replica.sight))
  return 0
}

export async function closeStore(store: Store): Promise<void> {
  const [ended] = await Promise.allSettled([store.serial(async () => undefined)])
  store.db.close()
  store.sealer.close()
  await store.journal.close()
  // What a full disk still holds back, the next start finds.
  if (ended.status === 'rejected' && !(ended.reason instanceof SaveError)) throw ended.reason
}
