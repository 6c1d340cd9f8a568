import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hashToken, SESSION_MS } from '../../central/auth/sessions.ts'
import { createPerson } from '../../central/store/people.ts'
import { api, newPerson, PASSWORD, type TestCentral, testCentral, until } from './support.ts'

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
      // The process's own time: the clock's depends on what else the machine does.
      const before = process.cpuUsage()
      const answer = await tryIn(email, password)
      const body = await answer.text()
      return { status: answer.status, body, work: process.cpuUsage(before).user }
    }
    const unknown = await took('nobody@example.com', 'x')
    // Kept at the cost of everybody's; what `newPerson` keeps would be checked at once.
    const kim = { name: 'kim', email: 'kim@example.com', role: 'agent', password: PASSWORD } as const
    await createPerson(central.store.db, kim)
    const wrong = await took(kim.email, 'x')
    // What else this process does at that moment counts, too: hardly both times.
    const again = await took(kim.email, 'x')
    const off = await took('eve@example.com', PASSWORD)
    expect(unknown.body).toBe(wrong.body)
    expect(off.body).toBe(wrong.body)
    expect([unknown.status, wrong.status, off.status]).toEqual([401, 401, 401])
    expect(unknown.work).toBeGreaterThan(Math.min(wrong.work, again.work) / 3)
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
