import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId, type TestCentral, testCentral } from './support.ts'

let central: TestCentral
beforeAll(async () => {
  central = await testCentral()
})
afterAll(() => central.dispose())

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
