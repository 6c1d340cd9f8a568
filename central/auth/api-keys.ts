import { v7 } from 'uuid'
import type { ApiKey, ApiKeyInput, ApiKeyMade } from '../../shared/api/accounts.ts'
import { TEAM_SCOPES } from '../../shared/api/accounts.ts'
import { Fail } from '../fail.ts'
import { inTransaction } from '../store/database/retry.ts'
import type { Db } from '../store/database/schema.ts'
import { hashToken, newToken, type SignedIn } from './sessions.ts'
import { lockTeamFor } from './teams.ts'

const PREFIX = 'lw_'
/** Its last use is noted no more often than this. */
const NOTED_MS = 60_000
const FOREVER = '9999-12-31T00:00:00.000Z'

const KEY = [
  'id',
  'name',
  'scopes',
  'team',
  'created_by as createdBy',
  'created_at as createdAt',
  'expires_at as expiresAt',
  'last_used_at as lastUsedAt',
  'revoked_at as revokedAt',
] as const

export const isKey = (token: string): boolean => token.startsWith(PREFIX)

/** All of them, revoked ones too, the latest first. */
export function listKeys(db: Db): Promise<ApiKey[]> {
  return db.selectFrom('api_keys').select(KEY).orderBy('id', 'desc').execute()
}

/** Makes a key; what it is stands in this answer alone. Throws for a team that gets no hand-offs, or for scopes that no team bounds. */
export async function createKey(db: Db, by: string, input: ApiKeyInput, now: number): Promise<ApiKeyMade> {
  const key = `${PREFIX}${newToken()}`
  refuseUnfit(input, now)
  const made = await inTransaction(db, async (tx) => {
    if (input.team !== null) await lockTeamFor(tx, 'inbox', input.team)
    return tx
      .insertInto('api_keys')
      .values({
        id: v7(),
        name: input.name,
        hash: hashToken(key),
        scopes: [...new Set(input.scopes)],
        team: input.team,
        created_by: by,
        created_at: new Date(now).toISOString(),
        expires_at: input.expiresAt,
        last_used_at: null,
        revoked_at: null,
      })
      .returning(KEY)
      .executeTakeFirstOrThrow()
  })
  return { ...made, key }
}

/** Ends a key for good; one that was revoked before stays as it is. Throws when there is no such key. */
export async function revokeKey(db: Db, id: string, now: number): Promise<void> {
  const revoked = await db
    .updateTable('api_keys')
    .set((eb) => ({ revoked_at: eb.fn.coalesce('revoked_at', eb.val(new Date(now).toISOString())) }))
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst()
  if (!revoked) throw new Fail('notFound', 'There is no such key')
}

/** Who a key signs in; null: there is no such key, it was revoked, or it has expired. */
export async function findKey(db: Db, token: string, now: number): Promise<SignedIn | null> {
  const key = await db
    .selectFrom('api_keys')
    .select(KEY)
    .where('hash', '=', hashToken(token))
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  if (!key || (key.expiresAt !== null && Date.parse(key.expiresAt) <= now)) return null
  const { id, name, team, scopes, expiresAt, lastUsedAt } = key
  if (lastUsedAt === null || now - Date.parse(lastUsedAt) >= NOTED_MS)
    await db
      .updateTable('api_keys')
      .set({ last_used_at: new Date(now).toISOString() })
      .where('id', '=', id)
      .execute()
  const person = { id: `key:${id}`, name, email: '', role: 'service', active: true, team } as const
  return { person, scopes, expiresAt: expiresAt ?? FOREVER, device: 'service' }
}

function refuseUnfit({ team, scopes, expiresAt }: ApiKeyInput, now: number): void {
  if (expiresAt !== null && Date.parse(expiresAt) <= now)
    throw new Fail('malformed', 'The key would have expired already', [
      { pointer: '/expiresAt', detail: 'is in the past' },
    ])
  const errors = scopes.flatMap((scope, i) =>
    team === null || TEAM_SCOPES.includes(scope)
      ? []
      : [{ pointer: `/scopes/${i}`, detail: 'is bounded by no team' }],
  )
  if (errors.length > 0) throw new Fail('malformed', 'A team’s key cannot have all of these scopes', errors)
}
