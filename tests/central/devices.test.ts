import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { HANDS_IN_MS } from '../../central/auth/sessions.ts'
import { emptyDiscarded } from '../../central/devices/quarantine.ts'
import type { Quarantined } from '../../shared/api/devices.ts'
import type { LeadEvent } from '../../shared/events/event.ts'
import { makeStamp } from '../../shared/events/stamp.ts'
import { type Person, PROTOCOL, type SyncResponse } from '../../shared/sync/protocol.ts'
import {
  api,
  isWaitedFor,
  newId,
  newPerson,
  PASSWORD,
  type TestCentral,
  type TestDevice,
  testCentral,
  until,
} from './support.ts'

let central: TestCentral
let later = 0
let adam: TestDevice
beforeAll(async () => {
  central = await testCentral({ now: () => Date.now() + later })
  adam = await central.signIn(central.people.adam)
})
afterAll(() => central.dispose())
beforeEach(() => {
  later = 0
})

const verdictsOf = (answer: Pick<SyncResponse, 'verdicts'>) => answer.verdicts.map((v) => v.verdict)
const revoke = (device: TestDevice, by = adam) =>
  by.api('POST', `/devices/${device.person}/${device.id}/revoke`, { reason: 'stolen from a car' })
const waiting = (n: number) => ({ device: { state: 'ready' as const, waiting: n } })
const handIn = async (device: TestDevice, events: LeadEvent[], left = 0): Promise<SyncResponse> =>
  (await device.post(events, waiting(events.length + left))).json()
const quarantined = async (by = adam, state = 'waiting'): Promise<Quarantined[]> =>
  (await (await by.api('GET', `/quarantine?state=${state}`)).json()).events
const eventsOf = async (lead: string): Promise<LeadEvent[]> =>
  (await (await central.service('GET', `/leads/${lead}/events`)).json()).events
const decide = (ids: string[], action: 'release' | 'discard', by = adam) =>
  by.api('POST', '/quarantine/decide', { ids, action })

/** A device at work on a lead of its own. */
async function atWork(person: Person = central.people.ana) {
  const device = await central.signIn(person)
  const lead = newId()
  await device.sync([device.captured(lead, { firstName: 'Kofi' })])
  await device.pull()
  return { device, lead }
}

describe('devices', () => {
  it('[DV1] are seen by their own person, by who supervises the person, and by administrators', async () => {
    const { device } = await atWork()
    const seen = async (by: TestDevice) => (await (await by.api('GET', '/devices')).json()).devices
    expect(await seen(device)).toContainEqual(
      expect.objectContaining({ person: device.person, id: device.id, name: 'test', revoked: null }),
    )
    const ben = await central.signIn(central.people.ben)
    expect((await seen(ben)).map((d: { person: string }) => d.person)).not.toContain(device.person)
    expect((await seen(adam)).map((d: { id: string }) => d.id)).toEqual(
      expect.arrayContaining([device.id, ben.id]),
    )
    expect((await revoke(device, ben)).status).toBe(403)
  })

  it('[DV2] a revoked one hands in what waits, gets nothing, and is refused everywhere else', async () => {
    const { device, lead } = await atWork()
    expect((await (await revoke(device)).json()).revoked).toMatchObject({ reason: 'stolen from a car' })
    const other = await central.signIn(central.people.ana)
    await other.sync([other.captured(newId())])
    const [first, second] = [
      device.answered(lead, 'budget', 'none'),
      device.answered(lead, 'need', 'critical'),
    ]
    const half = await handIn(device, [first], 1)
    expect(verdictsOf(half)).toEqual(['quarantined'])
    expect(half).toMatchObject({ wipe: false, cursor: device.cursor })
    expect(half.changes.leads).toEqual([])
    const whole = await handIn(device, [first, second])
    expect(verdictsOf(whole)).toEqual(['quarantined', 'quarantined'])
    expect(whole.wipe).toBe(true)
    expect(await eventsOf(lead)).toHaveLength(1)
    for (const [method, path] of [
      ['POST', '/pool/claim'],
      ['GET', `/leads/${lead}/events`],
      ['GET', '/devices'],
      ['GET', '/poke'],
    ] as const) {
      const answer = await device.api(method, path)
      expect(answer.status, path).toBe(403)
      expect((await answer.json()).type).toBe('urn:leadwright:revoked')
    }
    expect((await device.api('GET', '/session')).status).toBe(200)
  })

  it('[DV2] what central had already is a duplicate; what is of another person, or no event, is refused', async () => {
    const { device, lead } = await atWork()
    const known = device.answered(lead, 'budget', 'none')
    await device.sync([known])
    await revoke(device)
    const foreign = device.event({
      leadId: lead,
      type: 'note.written',
      payload: { note: newId(), text: 'x' },
      actor: 'somebody',
    })
    const answer = await handIn(device, [known, foreign, { id: 'x' } as unknown as LeadEvent])
    expect(verdictsOf(answer)).toEqual(['duplicate', 'rejected', 'rejected'])
  })

  it('[DV3] a sign-in on it is refused, and opens nothing but the way to hand in; other devices work', async () => {
    const { device, lead } = await atWork()
    await revoke(device)
    const answer = await api(central.url, {})('POST', '/session', {
      email: central.people.ana.email,
      password: PASSWORD,
      device: { id: device.id, name: 'test' },
    })
    expect(answer.status).toBe(403)
    expect((await answer.json()).type).toBe('urn:leadwright:revoked')
    const cookie = /leadwright=[^;]+/.exec(answer.headers.get('set-cookie') ?? '')![0]
    const again = api(central.url, { cookie })
    expect((await again('GET', '/devices')).status).toBe(403)
    const event = device.answered(lead, 'budget', 'none')
    const body = {
      protocol: PROTOCOL,
      epoch: device.epoch,
      deviceId: device.id,
      cursor: device.cursor,
      events: [event],
      device: { state: 'ready', waiting: 1 },
    }
    const synced = await again('POST', '/sync', body)
    expect(await synced.json()).toMatchObject({ wipe: true, verdicts: [{ verdict: 'quarantined' }] })
    expect((await atWork()).lead).toBeTruthy()
  })

  it('[DV3] a store that names another device than its session is revoked by the name it is seen under', async () => {
    const { device } = await atWork()
    const store = `store-${device.id}`
    await (await device.post([], { deviceId: store })).json()
    const named = new Proxy(device, { get: (of, key) => (key === 'id' ? store : Reflect.get(of, key)) })
    expect((await revoke(named)).status).toBe(200)
    expect((await device.api('POST', '/pool/claim')).status).toBe(403)
  })

  it('[DV4] a person switched off hands in with the session of before, also days later, and does not get in', async () => {
    const eve = await newPerson(central.store.db, {
      name: 'eve',
      email: 'eve@example.com',
      role: 'agent',
    })
    const { device, lead } = await atWork(eve)
    expect((await adam.api('PATCH', `/people/${eve.id}`, { active: false })).status).toBe(200)
    later = 3 * 86_400_000
    const answer = await handIn(device, [device.answered(lead, 'budget', 'none')])
    expect(answer).toMatchObject({ wipe: true, verdicts: [{ verdict: 'quarantined' }] })
    expect((await device.api('GET', '/devices')).status).toBe(403)
    later = HANDS_IN_MS + 86_400_000
    expect((await device.post()).status).toBe(401)
    later = 0
    // Back again, they sign in anew: what ended does not live on.
    await adam.api('PATCH', `/people/${eve.id}`, { active: true })
    expect((await device.post()).status).toBe(401)
  })

  it('[DV5] tells that it has wiped itself; until then the revocation can be taken back', async () => {
    const { device, lead } = await atWork()
    await revoke(device)
    const takeBack = () => adam.api('DELETE', `/devices/${device.person}/${device.id}/revoke`)
    expect((await (await takeBack()).json()).revoked).toBeNull()
    expect(verdictsOf(await device.sync([device.answered(lead, 'budget', 'none')]))).toEqual(['applied'])
    // Nobody who may work is wiped.
    expect((await device.api('POST', '/devices/wiped', { device: device.id })).status).toBe(204)
    expect((await (await revoke(device)).json()).wipedAt).toBeNull()
    expect((await device.api('POST', '/devices/wiped', { device: device.id })).status).toBe(204)
    expect((await (await revoke(device)).json()).wipedAt).not.toBeNull()
    expect((await takeBack()).status).toBe(409)
  })
})

describe('quarantine', () => {
  async function handedIn(n = 2) {
    const { device, lead } = await atWork()
    await revoke(device)
    const fields = ['budget', 'timeline', 'need'].slice(0, n)
    const events = fields.map((f) => device.answered(lead, f, 'none'))
    await handIn(device, events)
    return { device, lead, events, ids: events.map((e) => e.id) }
  }

  it('[DV6] released, events are taken in with their own ids, actors and devices; once', async () => {
    const { lead, events, ids } = await handedIn()
    expect((await quarantined()).filter((q) => ids.includes(q.id)).map((q) => q.event)).toEqual(events)
    const { results } = await (await decide(ids, 'release')).json()
    expect(results).toEqual(
      ids.map((id) => ({ id, state: 'released', verdict: expect.objectContaining({ verdict: 'applied' }) })),
    )
    expect((await eventsOf(lead)).slice(1)).toEqual(events)
    const again = await (await decide(ids, 'release')).json()
    expect(again.results[0]).toMatchObject({ state: 'released', verdict: { verdict: 'duplicate' } })
    expect(await eventsOf(lead)).toHaveLength(3)
    expect((await quarantined(adam, 'released')).find((q) => q.id === ids[0])).toMatchObject({ event: null })
    const late = await (await decide(ids, 'discard')).json()
    expect(late.results[0]).toMatchObject({ state: 'released' })
  })

  it('[DV6] by what the person might write when they came', async () => {
    const { device, lead } = await atWork()
    const [elsewhere] = (await (await central.service('GET', `/leads?owner=${device.person}`)).json()).leads
    expect(elsewhere).toBeDefined()
    await revoke(device)
    const own = device.answered(lead, 'budget', 'none')
    const { lead: bens } = await atWork(central.people.ben)
    const foreign = device.answered(bens, 'budget', 'none')
    const broken = { ...device.answered(lead, 'budget', 'none'), payload: { field: 'nothing' } } as never
    await handIn(device, [own, foreign, broken])
    const version = (await (await central.service('GET', `/leads/${lead}`)).json()).version
    await central.service('POST', '/assignments', {
      leads: [{ id: lead, version }],
      to: central.people.ben.id,
    })
    const ids = [own.id, foreign.id, (broken as LeadEvent).id]
    const { results } = await (await decide(ids, 'release')).json()
    expect(results.map((r: { state: string }) => r.state)).toEqual(['released', 'waiting', 'waiting'])
    expect(results.map((r: { verdict: { fault?: { kind: string } } }) => r.verdict.fault?.kind)).toEqual([
      undefined,
      'notYours',
      'malformed',
    ])
    expect((await eventsOf(lead)).map((e) => e.id)).toContain(own.id)
  })

  it('[DV6] stamps are judged by the time at which they came', async () => {
    const { device, lead } = await atWork()
    await revoke(device)
    const ahead = device.event({
      leadId: lead,
      type: 'field.answered',
      payload: { field: 'budget', value: 'none', call: null },
      stamp: makeStamp(Date.now() + 3_600_000, 0, device.id),
    })
    expect(verdictsOf(await handIn(device, [ahead]))).toEqual(['quarantined'])
    later = 2 * 3_600_000
    adam = await central.signIn(central.people.adam)
    const { results } = await (await decide([ahead.id], 'release')).json()
    expect(results[0].verdict.effective).toBeDefined()
  })

  it('[DV7] discarded, they stay as a record, without content after 30 days', async () => {
    const { lead, ids } = await handedIn()
    const { results } = await (await decide(ids, 'discard')).json()
    expect(results.map((r: { state: string }) => r.state)).toEqual(['discarded', 'discarded'])
    expect(await eventsOf(lead)).toHaveLength(1)
    const day = 86_400_000
    const { db } = central.store
    const mine = async () => (await quarantined(adam, 'discarded')).filter((q) => ids.includes(q.id))
    await emptyDiscarded(db, Date.now() + 29 * day)
    expect((await mine()).every((q) => q.event !== null)).toBe(true)
    await emptyDiscarded(db, Date.now() + 31 * day)
    expect(await mine()).toEqual(
      ids.map((id) => expect.objectContaining({ id, event: null, type: 'field.answered' })),
    )
  })

  it.each(['release', 'discard'] as const)(
    '[DV6] one that is erased while it is decided on is left out: %s (api-fuzz)',
    async (action) => {
      const { device, lead } = await atWork()
      await revoke(device)
      const [gone, stays] = [
        device.answered(lead, 'budget', 'none'),
        device.answered(lead, 'need', 'critical'),
      ]
      later = 1000
      await handIn(device, [gone], 1)
      later = 2000
      await handIn(device, [stays])
      const { db } = central.store
      let decided: Promise<Response> | null = null
      await db.transaction().execute(async (tx) => {
        await tx.deleteFrom('quarantine').where('id', '=', gone.id).execute()
        decided = decide([gone.id, stays.id], action)
        await until('the decision waits for it', () => isWaitedFor(tx))
      })
      const answer: Response = await decided!
      expect(answer.status).toBe(200)
      const { results } = await answer.json()
      expect(results.map((r: { id: string }) => r.id)).toEqual([stays.id])
    },
  )

  it('[DV8] is for who supervises the person', async () => {
    const { ids } = await handedIn(1)
    const { db } = central.store
    const team = (
      await (await adam.api('POST', '/teams', { name: 'North', kind: 'agents', campaigns: null })).json()
    ).id
    const sam = await newPerson(db, {
      name: 'sam',
      email: 'sam@example.com',
      role: 'supervisor',
      team,
    })
    const his = await central.signIn(sam)
    expect((await quarantined(his)).map((q) => q.id)).not.toContain(ids[0])
    expect((await decide(ids, 'release', his)).status).toBe(404)
    const sue = await central.signIn(central.people.sue)
    expect((await quarantined(sue)).map((q) => q.id)).toContain(ids[0])
  })
})
