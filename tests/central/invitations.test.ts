import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { api, PASSWORD, type TestCentral, testCentral } from './support.ts'

const DAY_MS = 86_400_000
const CHOSEN = 'chosen by herself'

let central: TestCentral
let later = 0
beforeAll(async () => {
  central = await testCentral({ now: () => Date.now() + later })
})
beforeEach(() => {
  later = 0
})
afterAll(() => central.dispose())

let made = 0
async function invited(): Promise<{ id: string; email: string; url: string }> {
  made += 1
  const email = `new${made}@example.com`
  const answer = await central.service('POST', '/people', { name: 'Uma', email, role: 'agent' })
  expect(answer.status).toBe(201)
  const { id, invitation } = await answer.json()
  return { id, email, url: invitation.url }
}
const invite = async (id: string) => {
  const answer = await central.service('POST', `/people/${id}/invitation`)
  expect(answer.status).toBe(201)
  return (await answer.json()).url as string
}
const tryIn = (email: string, password: string) =>
  api(central.url, {})('POST', '/session', { email, password, device: { id: 'd', name: 'test' } })
const choose = (url: string, password: string, again = password) =>
  fetch(url, { method: 'POST', body: new URLSearchParams({ password, again }) })

describe('an invitation', () => {
  it('[AU30] comes with a person who is made without a password, by mail and to who made them', async () => {
    const { email, url } = await invited()
    const [mail] = await central.store.db
      .selectFrom('mails')
      .selectAll()
      .where('to_address', '=', email)
      .execute()
    expect(mail).toMatchObject({ kind: 'invitation', lead: null })
    expect(mail!.body).toContain(url)
    expect((await tryIn(email, '')).status).toBe(400)
    expect((await tryIn(email, 'anything')).status).toBe(401)
    const page = await fetch(url)
    const html = await page.text()
    expect([page.status, html.includes(email)]).toEqual([200, true])
    expect(page.headers.get('content-security-policy')).toContain(`default-src 'none'`)
    expect(html).not.toContain('<script')
  })

  it('[AU30] lets the person choose a password, once', async () => {
    const { email, url } = await invited()
    for (const [password, again, said] of [
      ['short', 'short', '8 to 200'],
      [CHOSEN, 'something else', 'not the same'],
    ] as const) {
      const refused = await choose(url, password, again)
      expect([refused.status, (await refused.text()).includes(said)]).toEqual([400, true])
    }
    expect((await choose(url, CHOSEN)).status).toBe(200)
    expect((await tryIn(email, CHOSEN)).status).toBe(200)
    expect((await choose(url, 'somebody else’s')).status).toBe(404)
    expect((await fetch(url)).status).toBe(404)
    expect((await tryIn(email, CHOSEN)).status).toBe(200)
  })

  it('[AU30] is used once when two use it at the same time', async () => {
    const { url } = await invited()
    const answers = await Promise.all(['one of two', 'two of two'].map((p) => choose(url, p)))
    expect(answers.map((a) => a.status).sort()).toEqual([200, 404])
  })

  it('[AU31] expires in seven days; a new one voids the old; it is none for who was switched off', async () => {
    const { id, url } = await invited()
    later = 7 * DAY_MS - 60_000
    expect((await fetch(url)).status).toBe(200)
    later = 7 * DAY_MS + 1000
    expect((await fetch(url)).status).toBe(404)
    expect((await choose(url, CHOSEN)).status).toBe(404)
    later = 0
    const second = await invite(id)
    expect((await fetch(url)).status).toBe(404)
    expect((await fetch(second)).status).toBe(200)
    await central.service('PATCH', `/people/${id}`, { active: false })
    expect((await fetch(second)).status).toBe(404)
    expect((await choose(second, CHOSEN)).status).toBe(404)
    expect((await central.service('POST', `/people/${id}/invitation`)).status).toBe(404)
    const forged = `${second.slice(0, -4)}AAAA`
    expect((await fetch(forged)).status).toBe(404)
  })

  it('[AU32] resets a password: sessions and a lock end with it, and the old password holds until then', async () => {
    const { ben } = central.people
    const before = await central.signIn(ben)
    const url = await invite(ben.id)
    expect((await tryIn(ben.email, PASSWORD)).status).toBe(200)
    for (let i = 0; i < 10; i += 1) await tryIn(ben.email, 'wrong')
    expect((await tryIn(ben.email, PASSWORD)).status).toBe(429)
    const token = url.slice(url.lastIndexOf('/') + 1)
    const accept = (password: string) =>
      api(central.url, {})('POST', '/invitations/accept', { token, password })
    expect((await accept('short')).status).toBe(400)
    expect((await accept(CHOSEN)).status).toBe(204)
    expect((await accept(CHOSEN)).status).toBe(404)
    expect((await before.api('GET', '/session')).status).toBe(401)
    expect((await tryIn(ben.email, PASSWORD)).status).toBe(401)
    expect((await tryIn(ben.email, CHOSEN)).status).toBe(200)
  })
})

describe('one’s own password', () => {
  it('[AU33] is changed by who knows it; other sessions and invitations end, this one goes on', async () => {
    const { ana } = central.people
    const [here, there] = [await central.signIn(ana), await central.signIn(ana)]
    const url = await invite(ana.id)
    const change = (current: string, password: string) =>
      here.api('POST', '/session/password', { current, password })
    expect(await (await change('wrong', CHOSEN)).json()).toMatchObject({
      status: 400,
      errors: [{ pointer: '/current' }],
    })
    expect((await change(PASSWORD, 'short')).status).toBe(400)
    expect((await change(PASSWORD, CHOSEN)).status).toBe(204)
    expect((await here.api('GET', '/session')).status).toBe(200)
    expect((await there.api('GET', '/session')).status).toBe(401)
    expect((await tryIn(ana.email, CHOSEN)).status).toBe(200)
    expect((await fetch(url)).status).toBe(404)
    for (let i = 0; i < 10; i += 1) await change('wrong', PASSWORD)
    expect((await change(CHOSEN, PASSWORD)).status).toBe(429)
    expect((await tryIn(ana.email, CHOSEN)).status).toBe(429)
  })
})
