import { Fail } from '../fail.ts'
import { inTransaction } from '../store/database/retry.ts'
import type { Db } from '../store/database/schema.ts'
import { forgetFailures, isLocked, noteFailure } from './lockout.ts'
import { hashPassword, isPassword } from './password.ts'
import { hashToken, type SignedIn } from './sessions.ts'

/**
 * Changes the password of who is signed in; their other sessions end. A wrong present one counts as a failed sign-in, so that an open desk
 * is no way to guess it.
 * @param token of the session that goes on
 */
export async function changeOwnPassword(
  db: Db,
  { person }: SignedIn,
  token: string,
  { current, password }: { current: string; password: string },
  now: number,
): Promise<void> {
  const { email } = person
  if (await isLocked(db, email, now))
    throw new Fail('tooMany', 'Too many failed attempts: try again in a quarter of an hour')
  const row = await db.selectFrom('people').select('password').where('id', '=', person.id).executeTakeFirst()
  if (!(await isPassword(current, row?.password ?? null))) {
    await noteFailure(db, email, now)
    throw new Fail('malformed', 'That is not your present password', [
      { pointer: '/current', detail: 'is not your present password' },
    ])
  }
  const hash = await hashPassword(password)
  await inTransaction(db, async (tx) => {
    await tx.updateTable('people').set({ password: hash }).where('id', '=', person.id).execute()
    await tx.deleteFrom('invitations').where('person', '=', person.id).execute()
    await tx
      .deleteFrom('sessions')
      .where('person', '=', person.id)
      .where('token', '<>', hashToken(token))
      .execute()
    await forgetFailures(tx, email)
  })
}
