import Dexie, { type Table } from 'dexie'
import type { DatabaseBuckets } from './database-place.ts'
import { fileSafe } from './file-safe.ts'

/** What needs care: sealed events, by their ids. */
export type Held = ReadonlyMap<string, Uint8Array>
export type Spare = Dexie & { events: Table<{ id: string; sealed: Uint8Array }, string> }

const OPTIONS = { persisted: true }
const ID_LENGTH = 8

/**
 * Where a person's spares lie: each in a bucket of its own; but at the origin while the database lies in a bucket, for the browser keeps one book of
 * all buckets, and forgets them all where that is damaged.
 */
export interface SparePlace {
  /** Makes one that holds this. Those from before go then, also when it cannot be made: what is erased is to lie in none. */
  begin(held: Held): Promise<Spare>
  /** What all of them hold; one that does not open has nothing to give. Null: there is none. */
  read(): Promise<Held | null>
}

export function sparePlace(
  buckets: DatabaseBuckets,
  personId: string,
  isDatabaseMoved: () => Promise<boolean>,
): SparePlace {
  const openIn = async (bucket: string) => open((await buckets.open(bucket, OPTIONS)).indexedDB, personId)
  return {
    async begin(held) {
      // Asked before: a window that takes over meanwhile has one of its own.
      const earlier = await sparesOf(buckets, personId)
      const isMoved = await isDatabaseMoved()
      const bucket = `${prefixOf(personId)}${crypto.randomUUID().slice(0, ID_LENGTH)}`
      try {
        const spare = isMoved ? await open(indexedDB, personId) : await openIn(bucket)
        await spare.transaction('rw', spare.events, async () => {
          await spare.events.clear()
          await spare.events.bulkPut(rowsOf(held))
        })
        return spare
      } finally {
        for (const other of earlier) await buckets.delete(other)
        if (!isMoved) await Dexie.delete(nameOf(personId))
      }
    },
    async read() {
      const inBuckets = (await sparesOf(buckets, personId)).map((bucket) => buckets.open(bucket, OPTIONS))
      const factories = [...inBuckets.map(async (opening) => (await opening).indexedDB), indexedDB]
      const found = await Promise.allSettled(
        factories.map(async (factory) => rowsAt(await factory, personId)),
      )
      const read = found.flatMap((f) => (f.status === 'fulfilled' && f.value ? [f.value] : []))
      return read.length > 0 ? new Map(read.flat().map(({ id, sealed }) => [id, sealed])) : null
    },
  }
}

/** Nobody has one open. */
export async function deleteSpares(buckets: DatabaseBuckets, personId: string): Promise<void> {
  for (const bucket of await sparesOf(buckets, personId)) await buckets.delete(bucket)
  await Dexie.delete(nameOf(personId))
}

export const rowsOf = (held: Held) => [...held].map(([id, sealed]) => ({ id, sealed }))

const nameOf = (personId: string): string => `leadwright-spare-${personId}`

const prefixOf = (personId: string): string => `spare-${fileSafe(personId)}-`

const sparesOf = async (buckets: DatabaseBuckets, personId: string): Promise<string[]> =>
  (await buckets.keys()).filter((bucket) => bucket.startsWith(prefixOf(personId)))

async function open(factory: IDBFactory, personId: string): Promise<Spare> {
  const options = { indexedDB: factory, chromeTransactionDurability: 'relaxed' } as const
  const spare = new Dexie(nameOf(personId), options) as Spare
  spare.version(1).stores({ events: 'id' })
  await spare.open()
  return spare
}

/** Null: there is none. */
async function rowsAt(factory: IDBFactory, personId: string) {
  if (!(await factory.databases()).some(({ name }) => name === nameOf(personId))) return null
  const spare = await open(factory, personId)
  try {
    return await spare.events.toArray()
  } finally {
    spare.close()
  }
}
