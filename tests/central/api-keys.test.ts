import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hashToken } from '../../central/auth/sessions.ts'
import { SCOPES, type Scope } from '../../shared/api/accounts.ts'
import { type Api, api, CAMPAIGN, newId, type TestCentral, testCentral } from './support.ts'

let central: TestCentral
let later = 0
beforeAll(async () => {
  central = await testCentral({ now: () => Date.now() + later })
})
afterAll(() => central.dispose())

const made = async (answer: Response) => {
  expect(answer.status, await answer.clone().text()).toBe(201)
  return answer.json()
}
const newKey = async (scopes: readonly Scope[], more: object = {}) =>
  (await made(await central.service('POST', '/api-keys', { name: 'CRM', scopes, ...more }))) as {
    id: string
    key: string
  }
const withKey = (key: string): Api => api(central.url, { authorization: `Bearer ${key}` })
const keys = async () =>
  (await (await central.service('GET', '/api-keys')).json()).keys as Record<string, unknown>[]

describe('API keys', () => {
  it('[AU25] are shown once, kept as a hash, and named afterwards without what they are', async () => {
    const adam = await central.signIn(central.people.adam)
    const key = await made(await adam.api('POST', '/api-keys', { name: 'CRM', scopes: ['leads:read'] }))
    expect(key.key).toMatch(/^lw_[\w-]{43}$/)
    expect(key).toMatchObject({ name: 'CRM', team: null, createdBy: adam.person, revokedAt: null })
    const row = await central.store.db.selectFrom('api_keys').selectAll().executeTakeFirstOrThrow()
    expect(row.hash.equals(hashToken(key.key))).toBe(true)
    expect(JSON.stringify(row)).not.toContain(key.key)
    expect(JSON.stringify(await keys())).not.toContain(key.key)
    expect((await withKey(key.key)('GET', '/leads')).status).toBe(200)
  })

  it('[AU26] open what their scopes say on every route there is, and nothing else', async () => {
    const document = await (await api(central.url, {})('GET', '/openapi.json')).json()
    type Described = { 'x-roles': string[]; 'x-scope'?: Scope; requestBody?: object }
    const routes = Object.entries<Record<string, Described>>(document.paths).flatMap(([path, item]) =>
      Object.entries(item).map(([method, described]) => ({
        method: method.toUpperCase(),
        path: path.replace('/api/v1', '').replace(/\{[^}]+\}/g, newId()),
        ...described,
      })),
    )
    const open = routes.filter((r) => r['x-roles'].includes('service'))
    // What nobody should be able to do with a key is closed to keys; everything else has a scope.
    const closed = open.filter((r) => !r['x-scope']).map((r) => `${r.method} ${r.path.split('/')[1]}`)
    expect([...new Set(closed)].sort()).toEqual([
      'DELETE api-keys',
      'DELETE session',
      'GET api-keys',
      'GET session',
      'POST api-keys',
    ])
    expect([...new Set(open.flatMap((r) => r['x-scope'] ?? []))].every((s) => SCOPES.includes(s))).toBe(true)
    for (const route of open) {
      const scope = route['x-scope']
      const others = SCOPES.filter((s) => s !== scope)
      const body = route.requestBody ? {} : undefined
      const refused = await withKey(await keyOf(others))(route.method, route.path, body)
      expect(refused.status, `${route.method} ${route.path} without ${scope}`).toBe(403)
      if (scope === undefined) continue
      const { status } = await withKey(await keyOf([scope]))(route.method, route.path, body)
      expect([401, 403, 500], `${route.method} ${route.path} with ${scope}`).not.toContain(status)
    }
    const people = await withKey(await keyOf(SCOPES))('POST', '/sync', {})
    expect(people.status).toBe(403)
  })

  const known = new Map<string, string>()
  async function keyOf(scopes: readonly Scope[]): Promise<string> {
    const name = scopes.join()
    if (!known.has(name)) known.set(name, (await newKey(scopes)).key)
    return known.get(name)!
  }

  it('[AU27] end when they expire and when they are revoked, for good', async () => {
    const soon = new Date(Date.now() + 60_000).toISOString()
    const brief = withKey((await newKey(['leads:read'], { expiresAt: soon })).key)
    expect((await brief('GET', '/leads')).status).toBe(200)
    later = 60_000
    expect((await brief('GET', '/leads')).status).toBe(401)
    later = 0
    const { id, key } = await newKey(['leads:read'])
    expect((await central.service('DELETE', `/api-keys/${id}`)).status).toBe(204)
    expect((await withKey(key)('GET', '/leads')).status).toBe(401)
    const { revokedAt } = (await keys()).find((k) => k.id === id)!
    later = 5000
    expect((await central.service('DELETE', `/api-keys/${id}`)).status).toBe(204)
    later = 0
    expect((await keys()).find((k) => k.id === id)!.revokedAt).toBe(revokedAt)
    expect((await central.service('DELETE', `/api-keys/${newId()}`)).status).toBe(404)
    const past = { name: 'x', scopes: ['leads:read'], expiresAt: '2020-01-01T00:00:00Z' }
    expect((await central.service('POST', '/api-keys', past)).status).toBe(400)
    const unknown = await withKey('lw_nothing')('GET', '/leads')
    expect(unknown.status).toBe(401)
    expect(await unknown.json()).toMatchObject({
      detail: expect.stringContaining('This API key is not known'),
    })
  })

  it('[AU27] say when they were last used, written down at most once a minute', async () => {
    const { id, key } = await newKey(['leads:read'])
    const lastUsed = async () => (await keys()).find((k) => k.id === id)!.lastUsedAt as string | null
    expect(await lastUsed()).toBeNull()
    await withKey(key)('GET', '/leads')
    const first = await lastUsed()
    later = 50_000
    await withKey(key)('GET', '/leads')
    expect(await lastUsed()).toBe(first)
    later = 61_000
    await withKey(key)('GET', '/leads')
    expect(Date.parse((await lastUsed())!)).toBeGreaterThanOrEqual(Date.parse(first!) + 60_000)
    later = 0
  })

  it('[AU28] of a team see what was handed to it, and may not have a scope that no team bounds', async () => {
    const { service } = central
    const team = async (name: string, kind: string) =>
      (await made(await service('POST', '/teams', { name, kind, campaigns: [CAMPAIGN] }))).id as string
    const [harbor, agents] = [await team('Harbor', 'partner'), await team('Agents', 'agents')]
    const refused = await service('POST', '/api-keys', {
      name: 'x',
      scopes: ['leads:read', 'people:write'],
      team: harbor,
    })
    expect(await refused.json()).toMatchObject({ status: 400, errors: [{ pointer: '/scopes/1' }] })
    for (const wrong of [agents, 'nothing']) {
      const answer = await service('POST', '/api-keys', { name: 'x', scopes: ['leads:read'], team: wrong })
      expect(await answer.json()).toMatchObject({ status: 400, errors: [{ pointer: '/team' }] })
    }
    const key = withKey((await newKey(['leads:read', 'leads:write'], { team: harbor })).key)
    expect((await service('DELETE', `/teams/${harbor}`)).status).toBe(409)
    const sue = await central.signIn(central.people.sue)
    const [theirs, others] = [newId(), newId()]
    const fields = { companySize: 's1to19' }
    await sue.sync([sue.captured(theirs, fields), sue.captured(others, fields)])
    const nordlicht = await team('Nordlicht', 'partner')
    await sql`
      update hand_offs set owner = null, team = case when lead = ${theirs} then ${harbor} else ${nordlicht} end
      where lead in (${theirs}, ${others})`.execute(central.store.db)
    const { leads } = await (await key('GET', '/leads')).json()
    expect(leads.map((l: { lead: { id: string } }) => l.lead.id)).toEqual([theirs])
    expect((await key('GET', `/leads/${theirs}/brief.txt`)).status).toBe(200)
    expect((await key('GET', `/leads/${others}/brief.txt`)).status).toBe(404)
    expect((await key('GET', `/leads/${others}/events`)).status).toBe(404)
  })

  it('[AU29] make and change people, but no administrators', async () => {
    const key = withKey((await newKey(['people:write'])).key)
    const person = { name: 'Eve', email: 'eve@example.com', password: 'long enough' }
    expect((await key('POST', '/people', { ...person, role: 'administrator' })).status).toBe(403)
    const eve = await made(await key('POST', '/people', { ...person, role: 'agent' }))
    expect((await key('PATCH', `/people/${eve.id}`, { role: 'administrator' })).status).toBe(403)
    const { adam } = central.people
    expect((await key('PATCH', `/people/${adam.id}`, { password: 'taken over' })).status).toBe(403)
    expect((await key('PATCH', `/people/${eve.id}`, { name: 'Eva' })).status).toBe(200)
  })

  it('[AU29] read no invitation: an administrator’s would make them one', async () => {
    const named = { name: 'Una', email: 'una@example.com', role: 'administrator' }
    const { invitation } = await made(await central.service('POST', '/people', named))
    const { mails } = await (await central.service('GET', '/mails?kind=invitation')).json()
    const { id } = mails.find((m: { to: string }) => m.to === named.email)
    const reads = withKey((await newKey(['channels:write'])).key)
    const shown = await (await reads('GET', `/mails/${id}`)).text()
    expect(shown).toContain(named.email)
    expect(shown).not.toContain(invitation.url)
    expect(await (await central.service('GET', `/mails/${id}`)).text()).toContain(invitation.url)
  })
})
