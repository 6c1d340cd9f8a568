import { Fail } from '../fail.ts'
import type { Db } from '../store/database/schema.ts'
import { findPerson } from '../store/people.ts'
import type { Role } from './guard.ts'
import type { SignedIn } from './sessions.ts'

/**
 * Throws when an API key would make or change an administrator: one that makes people must not make whoever holds it one.
 * @param to whose role, or which person, is meant
 */
export async function refuseAdministrators(
  db: Db,
  { scopes }: SignedIn,
  to: { id?: string; role?: Role | undefined },
): Promise<void> {
  if (scopes === null) return
  const isOne = async () => to.id !== undefined && (await findPerson(db, to.id))?.role === 'administrator'
  if (to.role === 'administrator' || (await isOne()))
    throw new Fail('notYours', 'An API key makes and changes no administrators')
}
