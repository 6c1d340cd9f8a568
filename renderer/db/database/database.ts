import Dexie, { type Table } from 'dexie'
import { createOpener, type Opener } from './opening.ts'

export interface LeadRecord {
  id: string
  /** The pull it was last seen in; a full pull sweeps what it did not meet. */
  generation: number
  /** It left this device's view while a call ran: gone once the call is finished and acknowledged. */
  leaving: boolean
  /** LeadSnapshot as shown: base and pending events folded, under 'lead:<id>'. Null: the lead is gone, whatever pages still hold of it. */
  sealed: Uint8Array | null
}

/** Many leads for which nothing is pending, sealed as one. A lead's own record stands over its pages, the latest page over earlier ones. */
export interface PageRecord {
  id: number
  /** The pull its leads were last seen in. */
  generation: number
  /** Ids, in the order of the sealed list. */
  leads: readonly string[]
  /** Left out: a page of an earlier version, which did not deflate. */
  deflated?: true
  /** LeadSnapshot[], under 'page:<id>:<generation>'. */
  sealed: Uint8Array
}

export interface BaseRecord {
  id: string
  /** LeadSnapshot as central has it, or null for a lead central has not; under 'base:<id>'. */
  sealed: Uint8Array
}

export interface OutboxRecord {
  id: string
  seq: number
  leadId: string
  /** LeadEvent, under 'event:<id>'. */
  sealed: Uint8Array
}

export interface AckedRecord {
  id: string
  /** Epoch milliseconds of the acknowledgement. */
  at: number
  sealed: Uint8Array
}

export interface ParkedRecord {
  id: string
  /** ParkedEvent, under 'parked:<id>'. */
  sealed: Uint8Array
}

/** One change of a suppression list, as it came. */
export interface SuppressionRecord {
  /** In the order of coming. */
  id: number
  list: string
  /** The pull it came in: what a full pull has not met goes at its end. */
  generation: number
  /** How many of the keys came to the list; the others left it. */
  added: number
  /** Keys as 64-bit floats. */
  sealed: Uint8Array
}

export type MetaRecord =
  | { key: 'device'; deviceId: string; wrappedKey: string | null }
  | ({ key: 'sync' } & SyncState)
  /** The last stamp given. */
  | { key: 'clock'; stamp: string }
  /** DeskContext, under 'context'. */
  | { key: 'context'; sealed: Uint8Array }
  /** Glance, under 'glance'. */
  | { key: 'glance'; sealed: Uint8Array }
  /** Of the window that opened the database last. */
  | { key: 'term'; term: string }
  /** How often another log was begun, written before it and after it. */
  | { key: 'renewing'; n: number }
  | { key: 'renewed'; n: number }
  /** The journal still holds these events, which are to lie nowhere any more: it is to be written anew. */
  | { key: 'rewrite'; without: readonly string[] }

export interface SyncState {
  cursor: string | null
  epoch: string | null
  generation: number
  /** A full pull is under way. */
  sweeping: boolean
  /** ISO instant; null: nothing was pulled whole yet, or part of it was lost since. */
  lastSyncedAt: string | null
  /** Central's clock minus this machine's, in ms; 0 while they agree. */
  skew: number
}

export const FIRST_SYNC: SyncState = {
  cursor: null,
  epoch: null,
  generation: 0,
  sweeping: false,
  lastSyncedAt: null,
  skew: 0,
}

export interface DeskDatabase extends Dexie {
  /** Where it lies: among the origin's databases, or in a bucket. */
  factory: IDBFactory
  opener: Opener
  leads: Table<LeadRecord, string>
  pages: Table<PageRecord, number>
  bases: Table<BaseRecord, string>
  outbox: Table<OutboxRecord, string>
  acked: Table<AckedRecord, string>
  parked: Table<ParkedRecord, string>
  suppressions: Table<SuppressionRecord, number>
  meta: Table<MetaRecord, MetaRecord['key']>
}

export const databaseName = (personId: string): string => `leadwright-${personId}`

/** One person's database on this machine. Not opened yet. */
export function createDatabase(personId: string, factory: IDBFactory = indexedDB): DeskDatabase {
  const opener = createOpener(factory)
  const options = { indexedDB: opener.indexedDB, chromeTransactionDurability: 'strict' } as const
  const db = Object.assign(new Dexie(databaseName(personId), options), { factory, opener }) as DeskDatabase
  db.version(1).stores({ leads: 'id', bases: 'id', outbox: 'id', acked: 'id, at', parked: 'id', meta: 'key' })
  // What the version before did not know comes with a full pull; the events that wait stay and go with it.
  db.version(2)
    .stores({ suppressions: 'id, generation' })
    .upgrade(async (old) => {
      await old.table('meta').where('key').equals('sync').modify({ cursor: null, lastSyncedAt: null })
    })
  // Leads that lie in records of their own are packed by and by.
  db.version(3).stores({ pages: 'id' })
  return db
}

export async function metaOf<K extends MetaRecord['key']>(
  db: DeskDatabase,
  key: K,
): Promise<Extract<MetaRecord, { key: K }> | null> {
  return ((await db.meta.get(key)) as Extract<MetaRecord, { key: K }> | undefined) ?? null
}
