import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { api, PASSWORD, type TestCentral, testCentral } from './support.ts'

let central: TestCentral
beforeAll(async () => {
  central = await testCentral()
})
afterAll(() => central.dispose())

const tryIn = (email: string, password: string) =>
  api(central.url, {})('POST', '/session', { email, password, device: { id: 'd', name: 'test' } })

describe('people', () => {
  it('[AU12] an administrator makes a person, who can sign in; a known e-mail address is a conflict', async () => {
    const adam = await central.signIn(central.people.adam)
    const cleo = { name: 'Cleo', email: ' Cleo@Example.com', role: 'agent', password: 'correct horse' }
    const made = await adam.api('POST', '/people', cleo)
    expect(made.status).toBe(201)
    expect(await made.json()).toMatchObject({ email: 'cleo@example.com', role: 'agent', active: true })
    expect((await tryIn('cleo@example.com', 'correct horse')).status).toBe(200)
    const again = await adam.api('POST', '/people', { ...cleo, email: 'CLEO@example.com' })
    expect([again.status, (await again.json()).errors]).toEqual([
      409,
      [{ pointer: '/email', detail: 'is known already' }],
    ])
    for (const bad of [{ email: 'no-mail' }, { role: 'service' }, { password: 'short' }, { name: ' \0' }])
      expect((await adam.api('POST', '/people', { ...cleo, ...bad })).status).toBe(400)
  })

  it('[AU13] switching a person off, or a new password, ends their sessions; other changes do not', async () => {
    const { ben } = central.people
    const change = (body: object) => central.service('PATCH', `/people/${ben.id}`, body)
    const device = await central.signIn(ben)
    // Handing in what waits is all that remains (DV4).
    const status = async () => (await device.api('GET', '/devices')).status
    expect(await (await change({ name: 'Ben Two' })).json()).toMatchObject({ name: 'Ben Two', role: 'agent' })
    expect(await status()).toBe(200)
    expect((await change({ active: false })).status).toBe(200)
    expect([await status(), (await tryIn(ben.email, PASSWORD)).status]).toEqual([403, 401])
    await change({ active: true })
    expect(await status(), 'an ended session stays ended').toBe(401)
    const second = await central.signIn(ben)
    await change({ password: 'another secret' })
    expect((await second.api('GET', '/session')).status).toBe(401)
    expect((await tryIn(ben.email, 'another secret')).status).toBe(200)
    expect((await central.service('PATCH', '/people/nobody', { name: 'X' })).status).toBe(404)
  })

  it('[AU14] administrators do not take their own rights', async () => {
    const { adam } = central.people
    const device = await central.signIn(adam)
    for (const body of [{ active: false }, { role: 'agent' }])
      expect((await device.api('PATCH', `/people/${adam.id}`, body)).status).toBe(403)
    expect((await device.api('PATCH', `/people/${adam.id}`, { name: 'Adam' })).status).toBe(200)
  })
})

describe('campaigns', () => {
  it('[AS9] are made under the default policy, with an id after their name; a taken id is a conflict', async () => {
    const made = await central.service('POST', '/campaigns', { name: 'Été 2026: Lyon' })
    expect([made.status, await made.json()]).toEqual([
      201,
      { id: 'ete-2026-lyon', name: 'Été 2026: Lyon', policyVersion: 1 },
    ])
    expect((await central.service('POST', '/campaigns', { name: 'Été 2026: Lyon' })).status).toBe(409)
    expect((await central.service('POST', '/campaigns', { name: 'X', id: 'Not a slug' })).status).toBe(400)
    const { campaigns } = await (await central.service('GET', '/campaigns')).json()
    expect(campaigns.map((c: { id: string }) => c.id)).toEqual(['ete-2026-lyon', 'spring'])
  })
})

/** Runs the command on the data folder of the running central. */
async function people(args: string[], input = '') {
  const child = spawn(process.execPath, ['dist/central/people.js', ...args, '--data', central.dataDir])
  child.stdin.end(input)
  const code = new Promise<number | null>((done) => child.once('exit', done))
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)])
  return { code: await code, out, err }
}

describe('[AU15] the command', () => {
  it('adds a person with a password of its own making, or one from standard input, and lists', async () => {
    const first = ['add', '--name', 'Dana', '--email', 'dana@example.com', '--role', 'administrator']
    const { out, err } = await people(first)
    expect(err).toBe('')
    const password = /^Password: (\S{16})$/m.exec(out)?.[1]
    expect((await tryIn('dana@example.com', password!)).status).toBe(200)
    const second = [
      'add',
      '--name',
      'Eli',
      '--email',
      'eli@example.com',
      '--role',
      'agent',
      '--password',
      '-',
    ]
    expect((await people(second, 'typed secret\n')).out).not.toContain('typed')
    expect((await tryIn('eli@example.com', 'typed secret')).status).toBe(200)
    expect((await people(['deactivate', 'eli@example.com'])).code).toBe(0)
    expect((await tryIn('eli@example.com', 'typed secret')).status).toBe(401)
    expect((await people(['list'])).out).toMatch(/eli@example\.com +agent +Eli +\(deactivated\)/)
  })

  it('makes teams and keys, and invites people', async () => {
    const made = async (...args: string[]) => {
      const { out, err } = await people(args)
      expect(err).toBe('')
      return out
    }
    await made('team', 'add', '--name', 'North', '--kind', 'agents', '--campaigns', 'spring')
    const fay = ['--name', 'Fay', '--email', 'fay@example.com', '--role', 'supervisor', '--team', 'north']
    const url = /^http\S+\/l\/invitation\/\S+$/m.exec(await made('add', ...fay, '--invite'))![0]
    const form = new URLSearchParams({ password: 'her own choice', again: 'her own choice' })
    expect((await fetch(url, { method: 'POST', body: form })).status).toBe(200)
    const answer = await tryIn('fay@example.com', 'her own choice')
    const { teams } = await (await central.service('GET', '/teams')).json()
    expect((await answer.json()).person.team).toBe(teams[0].id)
    expect(await made('list')).toMatch(/fay@example\.com +supervisor +Fay, North$/m)
    const key = /^lw_\S+$/m.exec(await made('key', 'add', '--name', 'CRM', '--scopes', 'leads:read'))![0]
    const reads = () => fetch(`${central.url}/api/v1/leads`, { headers: { authorization: `Bearer ${key}` } })
    expect((await reads()).status).toBe(200)
    const { keys } = await (await central.service('GET', '/api-keys')).json()
    await made('key', 'revoke', keys[0].id)
    expect((await reads()).status).toBe(401)
  })

  it('says in one line what is wrong', async () => {
    for (const args of [
      [],
      ['add', '--name', 'X', '--email', 'dana@example.com', '--role', 'agent'],
      ['add', '--name', 'X', '--email', 'x@example.com', '--role', 'boss'],
      ['deactivate', 'nobody@example.com'],
    ]) {
      const { code, out, err } = await people(args)
      expect([code, out]).toEqual([1, ''])
      expect(err).toMatch(/^people: [^\n]+\n$/)
    }
  })
})
