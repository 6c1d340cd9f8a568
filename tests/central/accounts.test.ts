import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTeam } from '../../central/auth/teams.ts'
import { replaceList } from '../../central/store/suppressions/suppression-lists.ts'
import type { Person } from '../../shared/sync/protocol.ts'
import { type Api, api, newId, newPerson, PASSWORD, type TestCentral, testCentral } from './support.ts'

let central: TestCentral
beforeAll(async () => {
  central = await testCentral()
})
afterAll(() => central.dispose())

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
