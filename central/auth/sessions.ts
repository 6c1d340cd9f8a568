import { createHash, randomBytes } from 'node:crypto'
import type { Scope } from '../../shared/api/accounts.ts'
import type { Person } from '../../shared/sync/protocol.ts'
import type { Db } from '../store/schema.ts'

/** Twelve hours without a request end a session; half of them pass before it is written down that it goes on. */
export const SESSION_MS = 12 * 3_600_000

/** Only the hash of a token is stored: who reads the table cannot sign in with it. */
export const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest()

export const newToken = (): string => randomBytes(32).toString('base64url')

export interface SignedIn {
  person: Person
  /** What an API key may do; null: all that the role may. */
  scopes: readonly Scope[] | null
  /** ISO instant. */
  expiresAt: string
  device: string
}

export async function beginSession(
  db: Db,
  person: string,
  device: { id: string; name: string },
  now: number,
): Promise<{ token: string; expiresAt: string }> {
  const token = newToken()
  const expiresAt = new Date(now + SESSION_MS).toISOString()
  await db.deleteFrom('sessions').where('expires_at', '<', new Date(now).toISOString()).execute()
  await db
    .insertInto('sessions')
    .values({
      token: hashToken(token),
      person,
      device: device.id,
      device_name: device.name,
      expires_at: expiresAt,
    })
    .execute()
  return { token, expiresAt }
}

/** Null: there is no such session, it has expired, or its person may no longer sign in. */
export async function findSession(db: Db, token: string, now: number): Promise<SignedIn | null> {
  const row = await db
    .selectFrom('sessions as s')
    .innerJoin('people as p', 'p.id', 's.person')
    .select(['p.id', 'p.name', 'p.email', 'p.role', 'p.active', 'p.team', 's.expires_at', 's.device'])
    .where('s.token', '=', hashToken(token))
    .executeTakeFirst()
  if (!row?.active || Date.parse(row.expires_at) <= now) return null
  const { expires_at, device, ...person } = row
  if (Date.parse(expires_at) - now > SESSION_MS / 2)
    return { person, scopes: null, device, expiresAt: expires_at }
  const expiresAt = new Date(now + SESSION_MS).toISOString()
  await db
    .updateTable('sessions')
    .set({ expires_at: expiresAt })
    .where('token', '=', hashToken(token))
    .execute()
  return { person, scopes: null, device, expiresAt }
}

export async function endSession(db: Db, token: string): Promise<void> {
  await db.deleteFrom('sessions').where('token', '=', hashToken(token)).execute()
}
