import type { Table } from 'dexie'
import type { DeskDatabase } from '../database/database.ts'
import { EmptiedError, TakenOverError } from '../errors.ts'
import type { Store } from '../store.ts'

/** From now on this window writes the database, and no other that had it open. Resolves to what it is known by. */
export async function beginTerm(db: DeskDatabase, newId: () => string): Promise<string> {
  const term = newId()
  await db.meta.put({ key: 'term', term })
  return term
}

/**
 * The one way to write: a transaction, durable when it resolves. It is refused as a whole where another window has opened the database since, as
 * one that stood still for a while cannot know.
 */
export function writing(
  { db, term }: Pick<Store, 'db' | 'term'>,
  tables: readonly Table[],
  task: () => Promise<unknown>,
): Promise<void> {
  return db.transaction('rw!', [...new Set<Table>([...tables, db.meta])], async () => {
    const mayWrite = db.meta.get('term').then((last) => {
      if (last?.key !== 'term') throw new EmptiedError()
      if (last.term !== term) throw new TakenOverError()
    })
    await Promise.all([mayWrite, task()])
  })
}
