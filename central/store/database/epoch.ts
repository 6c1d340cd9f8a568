import { randomUUID } from 'node:crypto'
import type { Db } from './schema.ts'

/** The incarnation of central's data: made with the database, and anew after a restore from a backup. */
export async function readEpoch(db: Db): Promise<string> {
  await db
    .insertInto('incarnation')
    .values({ epoch: randomUUID() })
    .onConflict((c) => c.column('one').doNothing())
    .execute()
  return (await db.selectFrom('incarnation').select('epoch').executeTakeFirstOrThrow()).epoch
}

export async function newEpoch(db: Db): Promise<string> {
  const epoch = randomUUID()
  await readEpoch(db)
  await db.updateTable('incarnation').set({ epoch, since: new Date().toISOString() }).execute()
  return epoch
}
