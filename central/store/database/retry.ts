import type { Db, Tx } from './schema.ts'

/** Another transaction was first: what this one read no longer holds, and it starts over. */
export class StartOver extends Error {}

const DEADLOCK = '40P01'
const SERIALIZATION = '40001'
const UNIQUE = '23505'
const TRIES = 10

const codeOf = (error: unknown): unknown => (error as { code?: unknown }).code

/** True for a database's refusal of a key that is taken. */
export const isTaken = (error: unknown): boolean => codeOf(error) === UNIQUE

export async function inTransaction<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let left = TRIES; ; left -= 1) {
    try {
      return await db.transaction().execute(work)
    } catch (error) {
      const code = codeOf(error)
      const again = error instanceof StartOver || code === DEADLOCK || code === SERIALIZATION
      if (!again || left <= 1) throw error
    }
  }
}
