import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dropOldAnswers, KEPT_MS, UNDER_WAY_MS } from '../../central/auth/kept-answers.ts'
import { CAMPAIGN, newId, type TestCentral, testCentral } from './support.ts'

let central: TestCentral
let later = 0
beforeAll(async () => {
  central = await testCentral({
    now: () => Date.now() + later,
    limits: { calls: 60, headersMs: 1500, bodyMs: 1500 },
  })
})
afterAll(() => central.dispose())

const write = (key: string, path: string, body?: unknown, method = 'POST', token = central.serviceToken) =>
  fetch(`${central.url}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      'idempotency-key': key,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
const team = (name: string) => ({ name, kind: 'agents', campaigns: null })
const answerOf = async (answer: Response) => [
  answer.status,
  answer.headers.get('content-type'),
  await answer.text(),
]

describe('an Idempotency-Key', () => {
  it('[AP9] gives the same request the same answer, and does it once', async () => {
    const first = await write('"one"', '/teams', team('North'))
    expect(first.headers.get('idempotency-replayed')).toBeNull()
    const again = await write('one', '/teams', team('North'))
    expect(again.headers.get('idempotency-replayed')).toBe('true')
    const said = await answerOf(again)
    expect(said).toEqual(await answerOf(first))
    expect(said[0]).toBe(201)
    const { id } = JSON.parse(String(said[2]))
    // Refusals too, and answers without a body.
    const taken = await write('two', '/teams', team('North'))
    expect([taken.status, (await write('two', '/teams', team('North'))).status]).toEqual([409, 409])
    for (let i = 0; i < 2; i += 1)
      expect((await write('gone', `/teams/${id}`, undefined, 'DELETE')).status).toBe(204)
    expect((await central.service('DELETE', `/teams/${id}`)).status).toBe(404)
  })

  it('[AP9] is for one request: another payload, address or method is refused', async () => {
    await write('three', '/teams', team('South'))
    for (const other of [
      write('three', '/teams', team('South-east')),
      write('three', '/people', team('South')),
      write('three', '/teams/x', team('South'), 'PUT'),
    ])
      expect((await other).status === 422 || (await other).status === 400).toBe(true)
    const problem = await (await write('three', '/teams', team('South-east'))).json()
    expect(problem).toMatchObject({ status: 422, type: 'urn:leadwright:malformed' })
    for (const key of ['', '""', 'a b', `x${'y'.repeat(255)}`])
      expect((await write(key, '/teams', team('Nowhere'))).status, key).toBe(400)
  })

  it('[AP9] of somebody else tells nothing', async () => {
    const [sue, adam] = [await central.signIn(central.people.sue), await central.signIn(central.people.adam)]
    const made = await write('shared', '/campaigns', { name: 'Hers' }, 'POST', sue.token)
    const his = await write('shared', '/campaigns', { name: 'His' }, 'POST', adam.token)
    expect([made.status, his.status]).toEqual([201, 201])
    expect(his.headers.get('idempotency-replayed')).toBeNull()
  })

  it('[AP10] a hundred at once have one effect; who does not get the answer is told to wait', async () => {
    const { db } = central.store
    const body = { name: 'CRM', scopes: ['leads:read'] }
    const answers = await Promise.all(Array.from({ length: 100 }, () => write('hundred', '/api-keys', body)))
    const keys = await db.selectFrom('api_keys').selectAll().execute()
    expect(keys).toHaveLength(1)
    const made = new Set<string>()
    for (const answer of answers) {
      expect([201, 409]).toContain(answer.status)
      if (answer.status === 201) made.add(await answer.text())
      else expect(answer.headers.get('retry-after')).toBe('1')
    }
    expect(made.size).toBe(1)
    expect(await (await write('hundred', '/api-keys', body)).text()).toBe([...made][0])
    // The key that was made stands nowhere, and neither does the one that it was asked for with.
    const rows = await db.selectFrom('kept_answers').selectAll().execute()
    const { key } = JSON.parse([...made][0]!)
    for (const { body: stored } of rows) expect(stored?.includes(key) ?? false).toBe(false)
    expect(JSON.stringify(rows)).not.toContain('hundred')
  })

  it('[AP11] keeps an answer for a day, and no longer', async () => {
    const { db } = central.store
    const respond = () =>
      write('response', '/responses', {
        channel: 'web',
        label: 'Form',
        campaign: CAMPAIGN,
        fields: { email: 'a@b.example' },
      })
    expect((await respond()).status).toBe(201)
    later = KEPT_MS - 1000
    expect((await respond()).headers.get('idempotency-replayed')).toBe('true')
    later = KEPT_MS + 60_000
    // The response is known all the same, by the id that the key stood for.
    const again = await respond()
    expect(again.headers.get('idempotency-replayed')).toBeNull()
    expect(await again.json()).toMatchObject({ outcome: 'unchanged' })
    expect(await dropOldAnswers(db, Date.now() + later)).toBe(false)
    const rows = await db.selectFrom('kept_answers').select('at').execute()
    expect(rows).toHaveLength(1)
    later = 0
  })

  it('[AP11] of a central that died at it is free again after two minutes; what failed can be tried at once', async () => {
    const { db } = central.store
    const body = team(`West ${newId()}`)
    expect((await write('died', '/teams', body)).status).toBe(201)
    await db.updateTable('kept_answers').set({ status: null, body: null }).execute()
    expect((await write('died', '/teams', body)).status).toBe(409)
    later = UNDER_WAY_MS + 1000
    expect((await write('died', '/teams', team('Other'))).status).toBe(422)
    // Done before, as it turns out: it says so, and does nothing twice.
    expect(await (await write('died', '/teams', body)).json()).toMatchObject({
      errors: [{ pointer: '/name' }],
    })
    later = 0
    await db.schema.alterTable('teams').renameTo('elsewhere').execute()
    const failed = await write('failed', '/teams', team('East'))
    await db.schema.alterTable('elsewhere').renameTo('teams').execute()
    expect(failed.status).toBe(500)
    expect((await write('failed', '/teams', team('East'))).status).toBe(201)
  })

  it('[AP9] means nothing to reads, to the sync, and to those who are not signed in', async () => {
    const sue = await central.signIn(central.people.sue)
    for (let i = 0; i < 2; i += 1) {
      const read = await write('same', '/queues', undefined, 'GET')
      const sync = await write('same', '/sync', {}, 'POST', sue.token)
      const out = await write('same', '/teams', team('x'), 'POST', 'nobody')
      expect([read.status, sync.status, out.status]).toEqual([200, 400, 401])
      for (const answer of [read, sync, out]) expect(answer.headers.get('idempotency-replayed')).toBeNull()
    }
  })
})

describe('limits', () => {
  it('[AP12] who calls too often is told when to come back; others, and the sync, go on', async () => {
    const [ana, ben] = [await central.signIn(central.people.ana), await central.signIn(central.people.ben)]
    const statuses: number[] = []
    for (let i = 0; i < 61; i += 1) statuses.push((await ana.api('GET', '/session')).status)
    expect(statuses.filter((s) => s === 200)).toHaveLength(60)
    const refused = await ana.api('GET', '/session')
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await refused.json()).type).toBe('urn:leadwright:tooMany')
    expect((await ben.api('GET', '/session')).status).toBe(200)
    expect((await ana.post()).status).toBe(200)
  })

  /** Sends this much of a request, and waits for the connection to be ended. */
  const endOf = (text: string) =>
    new Promise<string>((done, fail) => {
      let said = ''
      const socket = connect(Number(new URL(central.url).port), '127.0.0.1', () => socket.write(text))
      socket.on('data', (data) => {
        said += data
      })
      socket.on('error', fail)
      socket.on('close', () => done(said))
    })

  it('[AP13] headers, or a body, that do not come to an end end the connection', async () => {
    const head = `POST /api/v1/teams HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${central.serviceToken}\r\n`
    const body = 'content-type: application/json\r\ncontent-length: 100\r\n\r\n{"name":'
    expect(await endOf(head)).toMatch(/^(HTTP\/1.1 408|$)/)
    expect(await endOf(head + body)).toBe('')
    expect((await central.service('GET', '/teams')).status).toBe(200)
  })
})
