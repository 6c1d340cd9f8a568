import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hashToken, SESSION_MS } from '../../central/auth/sessions.ts'
import { createTeam } from '../../central/auth/teams.ts'
import { createPerson } from '../../central/store/people.ts'
import { replaceList } from '../../central/store/suppression-lists.ts'
import type { Person } from '../../shared/sync/protocol.ts'
import { type Api, api, newId, newPerson, PASSWORD, type TestCentral, testCentral, until } from './support.ts'

let central: TestCentral
let later = 0
beforeAll(async () => {
  central = await testCentral({ now: () => Date.now() + later })
})
afterAll(() => central.dispose())

const tryIn = (email: string, password: string) =>
  api(central.url, {})('POST', '/session', { email, password, device: { id: 'd', name: 'test' } })

describe('signing in', () => {
  it('[AU4] sets a cookie that no script reads and no foreign page sends, and gives no token away', async () => {
    const answer = await tryIn(' Ana@Example.com ', PASSWORD)
    const cookie = answer.headers.get('set-cookie')!
    expect(cookie).toMatch(/^leadwright=[\w-]{43};/)
    expect(cookie).toContain('HttpOnly')
    expect(cookie).toContain('SameSite=Strict')
    const body = await answer.json()
    expect(body.person).toMatchObject({ name: 'ana', role: 'agent' })
    const token = cookie.slice('leadwright='.length, cookie.indexOf(';'))
    expect(JSON.stringify(body)).not.toContain(token)
    const stored = await central.store.db.selectFrom('sessions').select('token').execute()
    expect(stored.some((s) => s.token.equals(hashToken(token)))).toBe(true)
    const again = await api(central.url, { cookie: `leadwright=${token}` })('GET', '/session')
    expect((await again.json()).person.name).toBe('ana')
  })

  it('[AU34] a lost answer costs nobody the session: it goes on under the same token', async () => {
    const ana = await central.signIn(central.people.ana)
    later = SESSION_MS * 0.75
    const lost = new AbortController()
    const going = fetch(`${central.url}/api/v1/session`, {
      headers: { authorization: `Bearer ${ana.token}` },
      signal: lost.signal,
    })
    const { db } = central.store
    const goesOn = async () => {
      const row = await db
        .selectFrom('sessions')
        .select('expires_at')
        .where('token', '=', hashToken(ana.token))
        .executeTakeFirstOrThrow()
      return Date.parse(row.expires_at) > Date.now() + SESSION_MS * 1.5
    }
    await until('the session was prolonged', goesOn)
    lost.abort()
    await going.catch(() => undefined)
    later = SESSION_MS * 1.5
    expect((await ana.api('GET', '/session')).status).toBe(200)
    later = 0
  })

  it('[AU4] a session ends when signed out, twelve hours after its last use, and with its person', async () => {
    const out = await central.signIn(central.people.ana)
    expect((await out.api('DELETE', '/session')).status).toBe(204)
    expect((await out.api('GET', '/session')).status).toBe(401)

    const used = await central.signIn(central.people.ana)
    const idle = await central.signIn(central.people.ana)
    later = SESSION_MS * 0.75
    expect((await used.api('GET', '/session')).status).toBe(200)
    later = SESSION_MS * 1.5
    expect((await used.api('GET', '/session')).status).toBe(200)
    expect((await idle.api('GET', '/session')).status).toBe(401)
    later = 0

    const eve = await newPerson(central.store.db, {
      name: 'eve',
      email: 'eve@example.com',
      role: 'agent',
    })
    const hers = await central.signIn(eve)
    await central.store.db.updateTable('people').set({ active: false }).where('id', '=', eve.id).execute()
    // It may hand in what waits (DV4), and nothing else.
    expect((await hers.api('GET', '/devices')).status).toBe(403)
    expect((await tryIn(eve.email, PASSWORD)).status).toBe(401)
  })

  it('[AU2] unknown, wrong and switched off get one answer, in like time', async () => {
    const took = async (email: string, password: string) => {
      const began = performance.now()
      const answer = await tryIn(email, password)
      return { status: answer.status, body: await answer.text(), ms: performance.now() - began }
    }
    const unknown = await took('nobody@example.com', 'x')
    // Kept at the cost of everybody's; what `newPerson` keeps would be checked at once.
    const kim = { name: 'kim', email: 'kim@example.com', role: 'agent', password: PASSWORD } as const
    await createPerson(central.store.db, kim)
    const wrong = await took(kim.email, 'x')
    const off = await took('eve@example.com', PASSWORD)
    expect(unknown.body).toBe(wrong.body)
    expect(off.body).toBe(wrong.body)
    expect([unknown.status, wrong.status, off.status]).toEqual([401, 401, 401])
    expect(unknown.ms).toBeGreaterThan(wrong.ms / 3)
  })

  it.each(['adam@example.com', 'nobody-at-all@example.com'])('[AU3] ten failures lock %s', async (email) => {
    for (let i = 0; i < 10; i += 1) expect((await tryIn(email, 'wrong')).status).toBe(401)
    const locked = await tryIn(email, PASSWORD)
    expect(locked.status).toBe(429)
    expect(locked.headers.get('retry-after')).toBe('900')
    expect((await locked.json()).type).toBe('urn:leadwright:tooMany')
  })

  it('[AU3] the lock ends by itself', async () => {
    expect((await tryIn('adam@example.com', PASSWORD)).status).toBe(429)
    later = 16 * 60_000
    expect((await tryIn('adam@example.com', PASSWORD)).status).toBe(200)
    later = 0
  })
})

describe('who may do what', () => {
  const RECEIVERS = ['inbox', 'supervisor', 'administrator', 'service']
  const ROUTES: [method: string, path: string, body: object | undefined, allowed: string[]][] = [
    ['GET', '/session', undefined, ['agent', 'inbox', 'supervisor', 'administrator', 'service']],
    ['DELETE', '/session', undefined, ['agent', 'inbox', 'supervisor', 'administrator', 'service']],
    ['POST', '/sync', {}, ['agent', 'inbox', 'supervisor', 'administrator']],
    ['GET', '/poke', undefined, ['agent', 'inbox', 'supervisor', 'administrator']],
    ['GET', '/metrics', undefined, ['administrator', 'service']],
    ['POST', '/assignments', {}, ['agent', 'supervisor', 'administrator', 'service']],
    ['POST', '/reassignments/preview', {}, ['supervisor', 'administrator', 'service']],
    ['POST', '/reassignments', {}, ['supervisor', 'administrator', 'service']],
    ['GET', '/reassignments', undefined, ['supervisor', 'administrator', 'service']],
    ['GET', `/reassignments/${newId()}`, undefined, ['supervisor', 'administrator', 'service']],
    ['POST', `/reassignments/${newId()}/undo`, undefined, ['supervisor', 'administrator', 'service']],
    ['POST', '/pool/claim', undefined, ['agent']],
    ['GET', '/queues', undefined, ['supervisor', 'administrator', 'service']],
    ['GET', '/people', undefined, ['supervisor', 'administrator', 'service']],
    ['POST', '/people', {}, ['administrator', 'service']],
    ['PATCH', '/people/nobody', {}, ['administrator', 'service']],
    ['POST', '/session/password', {}, ['agent', 'inbox', 'supervisor', 'administrator']],
    ['POST', '/people/nobody/invitation', undefined, ['administrator', 'service']],
    ['GET', '/api-keys', undefined, ['administrator', 'service']],
    ['POST', '/api-keys', {}, ['administrator', 'service']],
    ['DELETE', `/api-keys/${newId()}`, undefined, ['administrator', 'service']],
    ['GET', '/teams', undefined, ['supervisor', 'administrator', 'service']],
    ['POST', '/teams', {}, ['administrator', 'service']],
    ['PUT', '/teams/nothing', {}, ['administrator', 'service']],
    ['DELETE', '/teams/nothing', undefined, ['administrator', 'service']],
    ['GET', '/campaigns', undefined, ['supervisor', 'administrator', 'service']],
    ['POST', '/campaigns', {}, ['supervisor', 'administrator', 'service']],
    ['PATCH', '/campaigns/nothing', {}, ['supervisor', 'administrator', 'service']],
    ['GET', '/leads', undefined, ['supervisor', 'administrator', 'service']],
    ['GET', `/leads/${newId()}`, undefined, ['supervisor', 'administrator', 'service']],
    ['GET', `/leads/${newId()}/events`, undefined, ['agent', 'supervisor', 'administrator', 'service']],
    [
      'GET',
      `/leads/${newId()}/brief.html`,
      undefined,
      ['agent', 'inbox', 'supervisor', 'administrator', 'service'],
    ],
    [
      'GET',
      `/leads/${newId()}/brief.txt`,
      undefined,
      ['agent', 'inbox', 'supervisor', 'administrator', 'service'],
    ],
    [
      'GET',
      `/leads/${newId()}/brief.json`,
      undefined,
      ['agent', 'inbox', 'supervisor', 'administrator', 'service'],
    ],
    ['GET', '/reports/hand-offs', undefined, ['supervisor', 'administrator', 'service']],
    ['GET', '/reports/hand-offs.csv', undefined, ['supervisor', 'administrator', 'service']],
    ['GET', '/reports/flow', undefined, ['supervisor', 'administrator', 'service']],
    ['GET', '/reports/flow.csv', undefined, ['supervisor', 'administrator', 'service']],
    ['GET', '/reports/agents', undefined, ['supervisor', 'administrator', 'service']],
    ['GET', '/reports/agents.csv', undefined, ['supervisor', 'administrator', 'service']],
    ['GET', '/reports/pay-off', undefined, ['supervisor', 'administrator', 'service']],
    ['GET', '/reports/pay-off.csv', undefined, ['supervisor', 'administrator', 'service']],
    ['GET', '/hand-offs', undefined, RECEIVERS],
    ['GET', `/hand-offs/${newId()}`, undefined, RECEIVERS],
    ['GET', `/hand-offs/${newId()}/brief.html`, undefined, RECEIVERS],
    ['GET', `/hand-offs/${newId()}/brief.txt`, undefined, RECEIVERS],
    ['GET', `/hand-offs/${newId()}/brief.json`, undefined, RECEIVERS],
    ['POST', `/hand-offs/${newId()}/accept`, {}, RECEIVERS],
    ['POST', `/hand-offs/${newId()}/return`, {}, RECEIVERS],
    ['POST', `/hand-offs/${newId()}/actions`, {}, RECEIVERS],
    ['POST', `/hand-offs/${newId()}/outcome`, {}, RECEIVERS],
    ['POST', `/hand-offs/${newId()}/pass-on`, {}, RECEIVERS],
    ['GET', `/leads/${newId()}/duplicates`, undefined, ['agent', 'supervisor', 'administrator']],
    ['GET', '/duplicates', undefined, ['supervisor', 'administrator']],
    ['GET', '/breaches', undefined, ['supervisor', 'administrator']],
    ['POST', '/contact-check', {}, ['agent', 'supervisor', 'administrator']],
    ['POST', '/responses', {}, ['supervisor', 'administrator', 'service']],
    ['GET', '/channels/nothing/preview', undefined, ['administrator', 'service']],
    ['POST', '/channels/nothing/replay', undefined, ['administrator', 'service']],
    ['GET', '/people/:me/receiver', undefined, ['agent', 'inbox', 'supervisor', 'administrator', 'service']],
    ['PUT', '/people/:me/receiver', {}, ['agent', 'inbox', 'supervisor', 'administrator', 'service']],
    ['GET', '/distribution', undefined, ['supervisor', 'administrator', 'service']],
    ['GET', '/distribution/nothing', undefined, ['supervisor', 'administrator', 'service']],
    ['PUT', '/distribution/nothing', {}, ['administrator', 'service']],
    ['DELETE', '/distribution/nothing', undefined, ['administrator', 'service']],
    ['GET', '/suppressions', undefined, ['administrator', 'service']],
    ['PUT', '/suppressions/nobody', {}, ['administrator', 'service']],
    ['DELETE', '/suppressions/nobody', undefined, ['administrator', 'service']],
    ['GET', '/campaigns/nobody/policy', undefined, ['supervisor', 'administrator', 'service']],
    ['PUT', '/campaigns/nobody/policy', {}, ['administrator', 'service']],
    ['GET', '/policies', undefined, ['supervisor', 'administrator', 'service']],
    ['GET', '/policies/99', undefined, ['supervisor', 'administrator', 'service']],
    ['POST', '/campaigns/nobody/policy/publish', {}, ['supervisor', 'administrator', 'service']],
    ['POST', '/campaigns/nobody/policy/rollback', {}, ['supervisor', 'administrator', 'service']],
    ['GET', '/campaigns/nobody/policy/progress', undefined, ['supervisor', 'administrator', 'service']],
    ['POST', '/campaigns/nobody/fit', undefined, ['supervisor', 'administrator', 'service']],
    ['GET', '/enrichers', undefined, ['administrator', 'service']],
    ['PUT', '/enrichers/x', {}, ['administrator', 'service']],
    ['DELETE', '/enrichers/x', undefined, ['administrator', 'service']],
    ['POST', '/enrichers/x/test', {}, ['administrator', 'service']],
    ['GET', '/escalations', undefined, ['agent', ...RECEIVERS]],
    ['POST', `/escalations/${newId()}/acknowledge`, undefined, ['agent', ...RECEIVERS]],
    ['POST', `/escalations/${newId()}/nudge`, undefined, ['supervisor', 'administrator', 'service']],
    ['POST', `/escalations/${newId()}/resolve`, {}, ['supervisor', 'administrator', 'service']],
    ['POST', `/escalations/${newId()}/reassign`, {}, ['supervisor', 'administrator', 'service']],
    ['POST', `/escalations/${newId()}/take-over`, undefined, ['supervisor', 'administrator']],
    ['GET', '/mails', undefined, ['administrator', 'service']],
    ['GET', `/mails/${newId()}`, undefined, ['administrator', 'service']],
    ['POST', `/mails/${newId()}/send-again`, undefined, ['administrator', 'service']],
    ['POST', '/mail/inbound', {}, ['administrator', 'service']],
    ['GET', '/channels', undefined, ['administrator', 'service']],
    ['GET', '/channels/nothing', undefined, ['administrator', 'service']],
    ['PUT', '/channels/nothing', {}, ['administrator', 'service']],
    ['DELETE', '/channels/nothing', undefined, ['administrator', 'service']],
    ['POST', '/channels/nothing/rotate', {}, ['administrator', 'service']],
    ['POST', '/channels/nothing/test', undefined, ['administrator', 'service']],
    ['GET', '/deliveries', undefined, ['administrator', 'service']],
    ['POST', `/deliveries/${newId()}/replay`, undefined, ['administrator', 'service']],
    ['POST', '/imports/preview', {}, ['supervisor', 'administrator', 'service']],
    ['POST', '/imports/check', {}, ['supervisor', 'administrator', 'service']],
    ['PUT', '/imports/x', {}, ['supervisor', 'administrator', 'service']],
    ['GET', '/imports/x/problems.csv', undefined, ['supervisor', 'administrator', 'service']],
    ['GET', '/nurture-campaigns', undefined, ['supervisor', 'administrator', 'service']],
    ['POST', '/nurture-campaigns', {}, ['administrator', 'service']],
    ['GET', `/nurture-campaigns/${newId()}`, undefined, ['supervisor', 'administrator', 'service']],
    ['PUT', `/nurture-campaigns/${newId()}`, {}, ['administrator', 'service']],
    ['DELETE', `/nurture-campaigns/${newId()}?version=1`, undefined, ['administrator', 'service']],
    ['POST', `/nurture-campaigns/${newId()}/preview`, {}, ['supervisor', 'administrator', 'service']],
    [
      'GET',
      `/nurture-campaigns/${newId()}/enrolments`,
      undefined,
      ['supervisor', 'administrator', 'service'],
    ],
    [
      'POST',
      `/nurture-campaigns/${newId()}/enrolments/${newId()}/stop`,
      undefined,
      ['administrator', 'service'],
    ],
    [
      'POST',
      `/nurture-campaigns/${newId()}/enrolments/${newId()}/resume`,
      undefined,
      ['administrator', 'service'],
    ],
    ['GET', '/devices', undefined, ['agent', 'inbox', 'supervisor', 'administrator']],
    ['POST', '/devices/nobody/none/revoke', {}, ['supervisor', 'administrator']],
    ['DELETE', '/devices/nobody/none/revoke', undefined, ['supervisor', 'administrator']],
    ['POST', '/devices/wiped', {}, ['agent', 'inbox', 'supervisor', 'administrator']],
    ['GET', '/quarantine', undefined, ['supervisor', 'administrator']],
    ['POST', '/quarantine/decide', {}, ['supervisor', 'administrator']],
    ['GET', `/leads/${newId()}/export`, undefined, ['administrator']],
    ['POST', `/leads/${newId()}/erase`, {}, ['administrator']],
    ['GET', '/erasures', undefined, ['administrator']],
    ['GET', '/imports/x', undefined, ['supervisor', 'administrator', 'service']],
    ['DELETE', '/imports/x', undefined, ['supervisor', 'administrator', 'service']],
    ['GET', '/imports', undefined, ['supervisor', 'administrator', 'service']],
    ['GET', '/imports/x/undo', undefined, ['supervisor', 'administrator', 'service']],
    ['POST', '/imports/x/undo', {}, ['supervisor', 'administrator', 'service']],
  ]

  /** One of every role, signed in. */
  async function everyRole(): Promise<Record<string, Api>> {
    const { people } = central
    return {
      agent: (await central.signIn(people.ana)).api,
      inbox: (await central.signIn(ines)).api,
      supervisor: (await central.signIn(people.sue)).api,
      administrator: (await central.signIn(people.adam)).api,
      service: central.service,
    }
  }
  let ines: Person
  let callers: Record<string, Api>
  let idOf: Record<string, string>
  beforeAll(async () => {
    const { db } = central.store
    const { id: team } = await createTeam(db, { name: 'Harbor', kind: 'partner', campaigns: null })
    const named = { name: 'ines', email: 'ines@example.com' }
    ines = await newPerson(db, { ...named, role: 'inbox', team })
    callers = await everyRole()
    const { ana, sue, adam } = central.people
    idOf = { agent: ana.id, inbox: ines.id, supervisor: sue.id, administrator: adam.id, service: ana.id }
  })

  it('[AU1] the table has every route that is not public, once', async () => {
    const document = await (await api(central.url, {})('GET', '/openapi.json')).json()
    const documented = Object.entries<Record<string, { 'x-roles': unknown }>>(document.paths)
      .flatMap(([path, item]) =>
        Object.entries(item).map(([method, operation]) => ({ path, method, operation })),
      )
      .filter(({ operation }) => operation['x-roles'] !== 'public')
      .map(({ path, method }) => `${method.toUpperCase()} ${path.replace('/api/v1', '')}`)
    // 'GET /imports/x' stands for 'GET /imports/{id}'; the one with the fewest parameters is meant.
    const meant = ROUTES.map(
      ([method, path]) =>
        documented
          .filter((d) => new RegExp(`^${d.replace(/\{[^}]+\}/g, '[^/]+')}$`).test(`${method} ${path}`))
          .sort((a, b) => a.split('{').length - b.split('{').length)[0] ?? `${method} ${path}`,
    )
    expect(meant.sort()).toEqual(documented.sort())
  })

  it.each(ROUTES)('[AU1] %s %s', async (method, path, body, allowed) => {
    expect((await api(central.url, {})(method, path, body)).status).toBe(401)
    expect((await api(central.url, { authorization: 'Bearer wrong' })(method, path, body)).status).toBe(401)
    const endsSession = path.startsWith('/session') && method !== 'GET'
    for (const [role, call] of Object.entries(endsSession ? await everyRole() : callers)) {
      const own = path.replace(':me', idOf[role]!)
      const { status, body: answer } = await call(method, own, body)
      // A line that stays open is not read to its end.
      await answer?.cancel()
      if (allowed.includes(role)) expect([200, 204, 400, 404, 415], `${role} may`).toContain(status)
      else expect(status, `${role} may not`).toBe(403)
    }
  })

  it('[AU35] the desk of a receiver is told of no suppressed number or address', async () => {
    const { db } = central.store
    await replaceList(db, { id: 'asked', name: 'Asked', source: 'us' }, Float64Array.of(4711), Date.now())
    const told = async (person: Person) => {
      const { changes, more } = await (await central.signIn(person)).sync()
      expect(more).toBe(false)
      return [...changes.suppressionLists, ...changes.suppressions]
    }
    expect(await told(central.people.ana)).not.toEqual([])
    expect(await told(ines)).toEqual([])
  })

  it('[AU5] a write from a page of another origin is refused, sign-in too; one from its own is not', async () => {
    const ana = await central.signIn(central.people.ana)
    const cookie = `leadwright=${ana.token}`
    for (const origin of ['https://evil.example', 'null', `${central.url}.evil.example`]) {
      const from = api(central.url, { cookie, origin })
      expect((await from('DELETE', '/session')).status).toBe(403)
      const signIn = { email: 'ana@example.com', password: PASSWORD, device: { id: 'd', name: '' } }
      expect((await from('POST', '/session', signIn)).status).toBe(403)
    }
    expect((await api(central.url, { cookie, origin: central.url })('DELETE', '/session')).status).toBe(204)
  })

  it('[AU10] the service token lies in a file that only its owner reads, and is gone with central', async () => {
    const file = join(central.dataDir, 'central.json')
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    const said = JSON.parse(await readFile(file, 'utf8'))
    expect(said).toMatchObject({ url: central.url, pid: process.pid })
    expect(
      (await api(said.url, { authorization: `Bearer ${said.serviceToken}` })('GET', '/people')).status,
    ).toBe(200)
  })
})

describe('errors', () => {
  const problem = async (answer: Response) => {
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/)
    return answer.json()
  }

  it('[AU9] are problem+json, with pointers', async () => {
    const sue = await central.signIn(central.people.sue)
    const bad = await problem(
      await sue.api('POST', '/assignments', { leads: [{ id: 'x', version: 1 }], to: null }),
    )
    expect(bad).toMatchObject({ status: 400, type: 'urn:leadwright:malformed' })
    expect(bad.errors).toEqual([{ pointer: '/leads/0/id', detail: expect.any(String) }])
    expect(await problem(await sue.api('GET', '/nowhere'))).toMatchObject({ status: 404 })
    expect(await problem(await fetch(`${central.url}/nowhere`))).toMatchObject({ status: 404 })
    expect(await problem(await sue.api('GET', '/leads?limit=many'))).toMatchObject({ status: 400 })
    await sue.sync()
    expect(await problem(await sue.post([], { cursor: 'abc' }))).toMatchObject({ status: 400 })
    const headers = { authorization: `Bearer ${sue.token}`, 'content-type': 'application/json' }
    const broken = await fetch(`${central.url}/api/v1/sync`, { method: 'POST', headers, body: '{' })
    expect(await problem(broken)).toMatchObject({ status: 400 })
    const huge = JSON.stringify({ x: 'x'.repeat(2 ** 21) })
    const large = await fetch(`${central.url}/api/v1/assignments`, { method: 'POST', headers, body: huge })
    expect(await problem(large)).toMatchObject({ status: 413, type: 'urn:leadwright:tooLarge' })
  })

  it('[AP14] are said of an address that cannot be read or is too long, and of a channel’s that is none', async () => {
    for (const path of [
      '/leads/%zz',
      '/leads/%',
      '/campaigns/%ff/policy',
      `/people/${'x'.repeat(5000)}/receiver`,
    ])
      expect(await problem(await central.service('GET', path)), path).toMatchObject({ status: 400 })
    const hook = { kind: 'webhook', url: 'constructor' }
    expect(await problem(await central.service('PUT', '/channels/sales', hook))).toMatchObject({
      status: 400,
      errors: [{ pointer: '/url', detail: expect.any(String) }],
    })
  })

  it('[AU18] say which parameter is wrong and what is wanted, which campaign there is not, and what an empty body lacks', async () => {
    const { service } = central
    expect(
      await problem(await service('GET', '/reports/hand-offs?from=yesterday&to=2026-11-23')),
    ).toMatchObject({
      status: 400,
      detail: expect.stringContaining('from: must be a day (2026-11-23) or an instant'),
      errors: [{ pointer: '/querystring/from' }],
    })
    for (const path of ['/leads?campaign=nope', '/reports/flow?from=2026-11-22&to=2026-11-23&campaign=nope'])
      expect(await problem(await service('GET', path))).toMatchObject({
        status: 404,
        errors: [{ pointer: '/querystring/campaign', detail: 'is no campaign' }],
      })
    const empty = (path: string, headers: object) =>
      fetch(`${central.url}/api/v1${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${central.serviceToken}`, ...headers },
      })
    for (const headers of [{ 'content-type': 'application/json' }, {}])
      expect(await problem(await empty('/campaigns', headers))).toMatchObject({
        status: 400,
        detail: 'The body is empty: send a JSON object with name, id (optional)',
      })
    const none = await empty('/people/nobody/invitation', { 'content-type': 'application/json' })
    expect(await problem(none)).toMatchObject({
      status: 400,
      detail: expect.stringContaining('takes no body'),
    })
  })

  it('[AU18] say which value no database can hold', async () => {
    const [id, far, first] = [newId(), 2 ** 31, '0000-01-01T00:00:00Z']
    const when = { calendar: null, capacity: far }
    const named = { channel: 'web', label: 'form', fields: {} }
    for (const [method, path, body, pointer] of [
      ['POST', '/assignments', { leads: [{ id, version: far }], to: null }, '/leads/0/version'],
      ['POST', `/hand-offs/${id}/accept`, { version: far }, '/version'],
      ['POST', `/hand-offs/${id}/actions`, { kind: 'call', note: '', at: first }, '/at'],
      ['PUT', '/people/system:service/receiver', when, '/capacity'],
      ['PUT', '/distribution/sales', { rules: [], version: far }, '/version'],
      ['POST', '/api-keys', { name: 'x', scopes: ['leads:read'], expiresAt: first }, '/expiresAt'],
      ['POST', '/responses', { ...named, at: first }, '/at'],
      ['POST', '/campaigns/spring/policy/rollback', { to: far, note: 'x', version: 1 }, '/to'],
      ['DELETE', `/nurture-campaigns/${id}?version=${far}`, undefined, '/querystring/version'],
      ['GET', `/reports/flow?from=${first}&to=0000-01-02`, undefined, '/querystring/from'],
      ['GET', `/escalations?cursor=${first}~${id}`, undefined, '/querystring/cursor'],
      ['GET', `/escalations?cursor=2026-13-01T00:00:00.000Z~${id}`, undefined, '/querystring/cursor'],
    ] as const) {
      const said = await problem(await central.service(method, path, body))
      expect(said, path).toMatchObject({ status: 400 })
      expect(
        said.errors!.map((e: { pointer: string }) => e.pointer),
        path,
      ).toContain(pointer)
    }
    const adam = await central.signIn(central.people.adam)
    expect((await adam.api('GET', `/breaches?since=${first}`)).status).toBe(400)
  })

  it('[AU16] name a query parameter that a route does not know', async () => {
    const { service } = central
    for (const [method, path] of [
      ['GET', '/leads?campaign=spring&after=x'],
      ['GET', '/people?after=x'],
      ['GET', '/health?after=x'],
      ['POST', '/imports/preview?after=x'],
      ['PUT', '/imports/one?after=x'],
      ['DELETE', '/imports/one?after=x'],
    ] as const)
      expect(await problem(await service(method, path))).toMatchObject({
        status: 400,
        errors: [{ pointer: '/querystring/after', detail: 'is not known' }],
      })
    const sue = await central.signIn(central.people.sue)
    expect((await sue.api('GET', '/poke?after=x')).status).toBe(400)
    expect((await sue.api('POST', '/sync?after=x', {})).status).toBe(400)
  })

  it('[AU9] tell nothing of the inside', async () => {
    const { db } = central.store
    const sue = await central.signIn(central.people.sue)
    await sql`alter table hand_offs rename to elsewhere`.execute(db)
    const body = await problem(await sue.api('GET', '/queues'))
    await sql`alter table elsewhere rename to hand_offs`.execute(db)
    expect(body.status).toBe(500)
    expect(JSON.stringify(body)).not.toMatch(/hand_offs|relation|postgres/)
  })
})
