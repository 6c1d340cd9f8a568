import { hashToken } from '../../../central/auth/sessions.ts'
import { SCOPES, type Scope, TEAM_SCOPES } from '../../../shared/api/accounts.ts'
import type { Person } from '../../../shared/sync/protocol.ts'
import type { TestCentral } from '../../central/support.ts'
import type { World } from './world.ts'

export type Role = Person['role']

/** Who calls, and what they may be let in for. */
export interface Caller {
  name: string
  /** Of an Authorization header; null: none is sent. */
  token: string | null
  /** 'nobody': every route that is not public says 401. 'handsIn': may hand in what waits, and nothing else (DV2). */
  is: Role | 'nobody' | 'handsIn'
  /** Of an API key; null: all that the role may. */
  scopes: readonly Scope[] | null
  /** Of a key that has every other scope: only there does it say something new. */
  without?: Scope
  /** Whose things are its own; null: everybody's, or nobody's. */
  sees: 'agents' | 'receivers' | null
}

/** One of every kind there is, those among them who may not get in any more. */
export async function everyCaller(central: TestCentral, { north }: World): Promise<Caller[]> {
  const { sue, adam } = central.people
  const session = async (person: Person) => (await central.signIn(person)).token
  const person = async (name: string, who: Person, sees: Caller['sees']): Promise<Caller> => ({
    name,
    token: await session(who),
    is: who.role,
    scopes: null,
    sees,
  })
  const nobody = (name: string, token: string | null): Caller => ({
    name,
    token,
    is: 'nobody',
    scopes: null,
    sees: null,
  })
  const service = (name: string, token: string, scopes: Caller['scopes'], sees: Caller['sees'] = null) =>
    ({ name, token, is: 'service', scopes, sees }) as const
  const all = await newKey(central, SCOPES)
  const ofPartner = await newKey(central, TEAM_SCOPES, { team: north.things.partner })
  return [
    nobody('anonymous', null),
    nobody('a token that nobody has', 'wrong'),
    nobody('a key that nobody has', 'lw_wrong'),
    nobody('an expired session', await expired(central, await session(north.agent))),
    nobody('who signed out', await signedOut(central, north.agent)),
    nobody('a revoked key', await revokedKey(central)),
    nobody('an expired key', await expiredKey(central)),
    { ...nobody('a revoked device', await revokedDevice(central, north.agent)), is: 'handsIn' },
    await person('agent', north.agent, 'agents'),
    await person('supervisor of the team', north.supervisor, 'agents'),
    await person('supervisor of all', sue, null),
    await person('administrator', adam, null),
    await person('inbox', north.receiver, 'receivers'),
    service('service token', central.serviceToken, null),
    service('key of every scope', all.key, SCOPES),
    ...(await Promise.all(
      SCOPES.map(async (scope) => {
        const others = SCOPES.filter((s) => s !== scope)
        const { key } = await newKey(central, others)
        return { ...service(`key without ${scope}`, key, others), without: scope }
      }),
    )),
    service('key of the partner', ofPartner.key, TEAM_SCOPES, 'receivers'),
  ]
}

async function newKey({ service }: TestCentral, scopes: readonly Scope[], more: object = {}) {
  const made = await service('POST', '/api-keys', { name: 'proof', scopes, ...more })
  if (made.status !== 201) throw new Error(`no key: ${await made.text()}`)
  return (await made.json()) as { id: string; key: string }
}

const PAST = '2020-01-01T00:00:00.000Z'

async function expired({ store }: TestCentral, token: string): Promise<string> {
  const { db } = store
  await db
    .updateTable('sessions')
    .set({ expires_at: PAST })
    .where('token', '=', hashToken(token))
    .executeTakeFirstOrThrow()
  return token
}

async function signedOut(central: TestCentral, person: Person): Promise<string> {
  const device = await central.signIn(person)
  await device.api('DELETE', '/session')
  return device.token
}

async function revokedKey(central: TestCentral): Promise<string> {
  const { id, key } = await newKey(central, SCOPES)
  await central.service('DELETE', `/api-keys/${id}`)
  return key
}

async function expiredKey(central: TestCentral): Promise<string> {
  const { id, key } = await newKey(central, SCOPES)
  const { db } = central.store
  await db.updateTable('api_keys').set({ expires_at: PAST }).where('id', '=', id).execute()
  return key
}

async function revokedDevice(central: TestCentral, person: Person): Promise<string> {
  const device = await central.signIn(person)
  await device.sync()
  const by = await central.signIn(central.people.adam)
  const answer = await by.api('POST', `/devices/${person.id}/${device.id}/revoke`, { reason: 'lost' })
  if (answer.status !== 200) throw new Error(`not revoked: ${await answer.text()}`)
  return device.token
}
