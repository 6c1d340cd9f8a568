import Dexie from 'dexie'
import type { Buckets } from '../journal/journal-folder.ts'
import { isFull } from '../not-saved.ts'
import { fileSafe } from './file-safe.ts'

export type DatabaseBuckets = Buckets<{ indexedDB: IDBFactory }>

const UNUSABLE =
  'This machine’s storage does not open. Its disk may be full: free some room, and sign in again. Nothing was deleted.'
const OPTIONS = { persisted: true }

/**
 * Where a database lies: among the origin's, until it does not open any more or was lost. What harmed it may lie beside it, in files that a browser
 * goes on with, forgetting at each start what was written since: so it is begun anew in a bucket of its own, where the browser has buckets.
 */
export interface Place<Database extends Dexie> {
  name: string
  /** Not opened. */
  create(factory: IDBFactory): Database
  buckets: DatabaseBuckets | null
}

/**
 * A database, open.
 * @param isLost of one that opens; it, and one that does not, are begun anew where `mayBeginAnew` says so
 */
export async function openAt<Database extends Dexie>(
  place: Place<Database>,
  isLost: (db: Database) => Promise<boolean>,
  mayBeginAnew: () => Promise<boolean>,
): Promise<Database> {
  const { name, create, buckets } = place
  const isMoved = (await buckets?.keys())?.includes(bucketOf(name)) ?? false
  const db = create(isMoved ? await factoryOf(buckets!, bucketOf(name)) : indexedDB)
  try {
    await db.open()
    if (!(await isLost(db)) || !(await mayBeginAnew())) return db
  } catch (error) {
    if (isFull(error) || !(await mayBeginAnew())) throw error
    await tryAnother(buckets, error)
  }
  db.close()
  return beginAnew(place)
}

/** Wherever it lies. */
export async function deleteAt(name: string, buckets: DatabaseBuckets | null): Promise<void> {
  await buckets?.delete(bucketOf(name))
  await Dexie.delete(name)
}

/** Makes and deletes a database. Rejects where none can be written. */
export async function writeAnother(factory: IDBFactory): Promise<void> {
  const options = { indexedDB: factory, chromeTransactionDurability: 'strict' } as const
  const another = new Dexie(TRY, options)
  another.version(1).stores({ some: 'id' })
  try {
    await another.table('some').put({ id: 1 })
    await another.delete()
  } finally {
    another.close()
  }
}

const TRY = 'leadwright-try'

const bucketOf = (name: string): string => `database-${fileSafe(name)}`

const factoryOf = async (buckets: DatabaseBuckets, bucket: string): Promise<IDBFactory> =>
  (await buckets.open(bucket, OPTIONS)).indexedDB

async function beginAnew<Database extends Dexie>({
  name,
  create,
  buckets,
}: Place<Database>): Promise<Database> {
  if (buckets) {
    await buckets.delete(bucketOf(name))
    const anew = create(await factoryOf(buckets, bucketOf(name)))
    await anew.open()
    // The bucket is what counts from now on. Where the origin's databases do not open, this one cannot be deleted either.
    await Dexie.delete(name).catch(() => undefined)
    return anew
  }
  await Dexie.delete(name)
  const anew = create(indexedDB)
  await anew.open()
  return anew
}

/** Rejects where no database can be written on this machine: nothing is deleted then. @param why it was tried */
async function tryAnother(buckets: DatabaseBuckets | null, why: unknown): Promise<void> {
  try {
    if (!buckets) return await writeAnother(indexedDB)
    // The origin's others may lie beside what is harmed.
    await buckets.delete(TRY)
    await writeAnother(await factoryOf(buckets, TRY))
    await buckets.delete(TRY)
  } catch (error) {
    throw new Error(UNUSABLE, { cause: new AggregateError([why, error]) })
  }
}
