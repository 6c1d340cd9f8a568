import type { Db, Tx } from '../store/database/schema.ts'

const FAILURES = 10
export const LOCKED_MS = 15 * 60_000

/** Kept for every e-mail address that is tried, known or not: the lock tells nobody which ones exist. */
export async function isLocked(db: Db, email: string, now: number): Promise<boolean> {
  const row = await db
    .selectFrom('sign_in_failures')
    .select('locked_until')
    .where('email', '=', email)
    .executeTakeFirst()
  return row?.locked_until != null && Date.parse(row.locked_until) > now
}

export async function noteFailure(db: Db, email: string, now: number): Promise<void> {
  const at = new Date(now).toISOString()
  const old = new Date(now - LOCKED_MS).toISOString()
  await db.deleteFrom('sign_in_failures').where('at', '<', old).execute()
  const row = await db
    .insertInto('sign_in_failures')
    .values({ email, failures: 1, locked_until: null, at })
    .onConflict((c) =>
      c.column('email').doUpdateSet((eb) => ({ failures: eb('sign_in_failures.failures', '+', 1), at })),
    )
    .returning('failures')
    .executeTakeFirstOrThrow()
  if (row.failures < FAILURES) return
  await db
    .updateTable('sign_in_failures')
    .set({ locked_until: new Date(now + LOCKED_MS).toISOString(), failures: 0 })
    .where('email', '=', email)
    .execute()
}

export async function forgetFailures(db: Db | Tx, email: string): Promise<void> {
  await db.deleteFrom('sign_in_failures').where('email', '=', email).execute()
}
