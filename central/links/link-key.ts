import { randomBytes } from 'node:crypto'
import type { Db } from '../store/database/schema.ts'

/** The key that signs links: made once, kept in the database, so that every central reads what another one signed. */
export async function linkKey(db: Db): Promise<Buffer> {
  await db
    .insertInto('link_key')
    .values({ key: randomBytes(32) })
    .onConflict((c) => c.doNothing())
    .execute()
  return (await db.selectFrom('link_key').select('key').executeTakeFirstOrThrow()).key
}
