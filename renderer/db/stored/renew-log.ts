import { type DeskDatabase, metaOf } from '../database/database.ts'
import { writeAnother } from '../database/database-place.ts'
import type { Store } from '../store.ts'
import { writing } from './term.ts'

/**
 * Begins another log of the database. Chromium goes on at the end of the one that is there: where a kill, a power cut or a bad disk left half a
 * record at it, everything before is read without a word, and what is written behind it never again: one or two starts later the database is gone.
 * It begins another when a database is deleted, whichever; what it has read until then goes to a file that is not written again.
 */
export async function renewLog(store: Pick<Store, 'db' | 'term'>): Promise<void> {
  const { db } = store
  const n = ((await metaOf(db, 'renewing'))?.n ?? 0) + 1
  await writing(store, [], () => db.meta.put({ key: 'renewing', n }))
  await writeAnother(db.factory)
  await writing(store, [], () => db.meta.put({ key: 'renewed', n }))
}

/** False: what was written before another log was begun is not there, but what was written to that is. */
export async function isWhole(db: DeskDatabase): Promise<boolean> {
  const [before, after] = await Promise.all([metaOf(db, 'renewing'), metaOf(db, 'renewed')])
  return (after?.n ?? 0) <= (before?.n ?? 0)
}
