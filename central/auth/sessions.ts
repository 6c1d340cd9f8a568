import { createHash, randomBytes } from 'node:crypto'
import type { Scope } from '../../shared/api/accounts.ts'
import type { Person } from '../../shared/sync/protocol.ts'
import { anyOfBytes } from '../store/database/any-of.ts'
import type { Db, Tx } from '../store/database/schema.ts'

/** Twelve hours without a request end a session; half of them pass before it is written down that it goes on. */
export const SESSION_MS = 12 * 3_600_000
/** How long after its end a session may still hand in what waits, where its person or device may no longer work. */
export const HANDS_IN_MS = 90 * 86_400_000

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
  /** The person was switched off, or the device revoked: it may hand in what waits (into quarantine), and nothing else. */
  onlyHandsIn?: boolean
}

const NEW_DEVICE = {
  state: 'ready',
  waiting: 0,
  cursor: null,
  cursor_before: null,
  poke_until: null,
} as const

export async function beginSession(
  db: Db,
  person: string,
  device: { id: string; name: string },
  now: number,
): Promise<{ token: string; expiresAt: string }> {
  const token = newToken()
  const expiresAt = new Date(now + SESSION_MS).toISOString()
  const at = new Date(now).toISOString()
  await db
    .deleteFrom('sessions')
    .where('expires_at', '<', new Date(now - HANDS_IN_MS).toISOString())
    .execute()
  await db
    .insertInto('devices')
    .values({ ...NEW_DEVICE, person, id: device.id, name: device.name, seen_at: at })
    .onConflict((c) => c.columns(['person', 'id']).doUpdateSet({ name: device.name }))
    .execute()
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

/** Of each token; null: there is no such session, or it has ended and its person may sign in again. */
export async function findSessions(
  db: Db,
  tokens: readonly string[],
  now: number,
): Promise<(SignedIn | null)[]> {
  const hashes = tokens.map(hashToken)
  const rows = await db
    .selectFrom('sessions as s')
    .innerJoin('people as p', 'p.id', 's.person')
    .leftJoin('devices as d', (on) => on.onRef('d.person', '=', 's.person').onRef('d.id', '=', 's.device'))
    .select(['p.id', 'p.name', 'p.email', 'p.role', 'p.active', 'p.team', 's.expires_at', 's.device'])
    .select(['d.revoked_at', 's.token'])
    .where('s.token', '=', anyOfBytes(hashes))
    .execute()
  const rowOf = new Map(rows.map(({ token, ...row }) => [token.toString('hex'), row]))
  const found = hashes.map((hash) => ({ hash, session: sessionOf(rowOf.get(hash.toString('hex')), now) }))
  const expiresAt = new Date(now + SESSION_MS).toISOString()
  const going = found.filter(({ session }) => session && !session.onlyHandsIn && endsSoon(session, now))
  if (going.length > 0)
    await db
      .updateTable('sessions')
      .set({ expires_at: expiresAt })
      .where('token', '=', anyOfBytes(going.map((g) => g.hash)))
      .execute()
  return found.map((f) => (f.session && going.includes(f) ? { ...f.session, expiresAt } : f.session))
}

const endsSoon = ({ expiresAt }: SignedIn, now: number) => Date.parse(expiresAt) - now <= SESSION_MS / 2

interface Row extends Person {
  device: string
  expires_at: string
  revoked_at: string | null
}

function sessionOf(row: Row | undefined, now: number): SignedIn | null {
  if (!row) return null
  const { expires_at: expiresAt, revoked_at, device, ...person } = row
  const end = Date.parse(expiresAt)
  if (!row.active || revoked_at !== null)
    return end + HANDS_IN_MS <= now ? null : { person, scopes: null, device, expiresAt, onlyHandsIn: true }
  return end <= now ? null : { person, scopes: null, device, expiresAt }
}

/** Ends all sessions of a person; where the person is switched off, they can still hand in what waits. */
export async function endSessions(tx: Tx, person: string, now: number): Promise<void> {
  const at = new Date(now).toISOString()
  await tx
    .updateTable('sessions')
    .set({ expires_at: at })
    .where('person', '=', person)
    .where('expires_at', '>', at)
    .execute()
}

/** A desk may name another device than it signed in as: the one that its store is of, which can be revoked. */
export async function moveSessions(db: Db, person: string, from: string, to: string): Promise<void> {
  await db
    .updateTable('sessions')
    .set({ device: to })
    .where('person', '=', person)
    .where('device', '=', from)
    .execute()
}

export async function endSession(db: Db, token: string): Promise<void> {
  await db.deleteFrom('sessions').where('token', '=', hashToken(token)).execute()
}
