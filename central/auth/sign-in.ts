import { isRevoked } from '../devices/devices.ts'
import { Fail } from '../fail.ts'
import type { Db } from '../store/database/schema.ts'
import { forgetFailures, isLocked, noteFailure } from './lockout.ts'
import { isPassword } from './password.ts'
import { beginSession, type SignedIn } from './sessions.ts'

/**
 * One answer, after the same work, for an unknown e-mail address, a wrong password and a person who was switched off. On a revoked device
 * the session is one that only hands in what waits.
 */
export async function signIn(
  db: Db,
  input: { email: string; password: string; device: { id: string; name: string } },
  now: number,
): Promise<SignedIn & { token: string }> {
  const email = input.email.trim().toLowerCase()
  if (await isLocked(db, email, now)) {
    throw new Fail('tooMany', 'Too many failed attempts: try again in a quarter of an hour')
  }
  const row = await db.selectFrom('people').selectAll().where('email', '=', email).executeTakeFirst()
  const right = await isPassword(input.password, row?.password ?? null)
  if (!row || !right || !row.active || row.role === 'service') {
    await noteFailure(db, email, now)
    throw new Fail('unauthenticated', 'E-mail or password is wrong')
  }
  await forgetFailures(db, email)
  const { token, expiresAt } = await beginSession(db, row.id, input.device, now)
  const onlyHandsIn = await isRevoked(db, row.id, input.device.id)
  const { id, name, role, active, team } = row
  return {
    token,
    scopes: null,
    expiresAt,
    onlyHandsIn,
    device: input.device.id,
    person: { id, name, email, role, active, team },
  }
}
