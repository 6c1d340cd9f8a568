import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createCampaign } from '../../central/store/campaigns.ts'
import type { QueuesResponse } from '../../shared/api/api.ts'
import { makeStamp } from '../../shared/events/stamp.ts'
import { DEFAULT_POLICY } from '../../shared/policy/default-policy.ts'
import type { Person } from '../../shared/sync/protocol.ts'
import { newId, type TestCentral, type TestDevice, testCentral } from './support.ts'

let central: TestCentral
let ana: TestDevice
let ben: TestDevice
let sue: TestDevice
/** A Tuesday morning, when people in London may be called; desks and central go by one clock. */
const MORNING = Date.parse('2026-11-24T10:00:00.000Z')
const began = Date.now()
let later = 0
const now = () => MORNING + (Date.now() - began) + later
beforeAll(async () => {
  central = await testCentral({ now })
})
afterAll(() => central.dispose())
beforeEach(async () => {
  const { people } = central
  ana = await central.signIn(people.ana)
  ben = await central.signIn(people.ben)
  sue = await central.signIn(people.sue)
})

const leadOf = async (id: string) => (await central.service('GET', `/leads/${id}`)).json()
const captured = async (device = ana) => {
  const lead = newId()
  await device.sync([device.captured(lead)])
  return lead
}
const assign = async (ids: string[], to: string | null, by = sue) => {
  const leads = await Promise.all(
    ids.map(async (id) => ({ id, version: (await leadOf(id)).version as number })),
  )
  return by.api('POST', '/assignments', { leads, to })
}
const kinds = (answer: { verdicts: object[] }) =>
  answer.verdicts.map((v) =>
    'fault' in v ? (v.fault as { kind: string }).kind : (v as { verdict: string }).verdict,
  )

describe('what an agent may read', () => {
  it('[AU17] the events of a lead, by who holds it only', async () => {
    const lead = await captured()
    const read = (who: TestDevice) => who.api('GET', `/leads/${lead}/events`)
    expect(await (await read(ana)).json()).toMatchObject({ events: [{ type: 'lead.captured' }] })
    expect((await read(sue)).status).toBe(200)
    expect((await read(ben)).status).toBe(403)
    expect((await ben.api('GET', `/leads/${newId()}/events`)).status).toBe(404)
  })
})

describe('assignments', () => {
  it('[AS1] leads move; one that changed hands meanwhile, one handed off and an unknown one are conflicts', async () => {
    const [moves, moved, gone] = [await captured(), await captured(), await captured()]
    await ana.sync([ana.answered(gone, 'companySize', 's1to19')])
    await assign([moved], ben.person)
    const unknown = newId()
    const leads = [moves, moved, unknown].map((id) => ({ id, version: 1 })).concat({ id: gone, version: 2 })
    const answer = await sue.api('POST', '/assignments', { leads, to: ben.person })
    expect(await answer.json()).toEqual({
      assigned: [{ id: moves, version: 2 }],
      conflicts: [
        { id: moved, version: 2, owner: ben.person },
        { id: unknown, version: 0, owner: null },
        { id: gone, version: 2, owner: ana.person },
      ],
    })
    expect(await leadOf(moves)).toMatchObject({ owner: ben.person, version: 2 })
  })

  it('[AS1] a thousand at once', async () => {
    const ids = Array.from({ length: 1000 }, newId)
    for (const part of [ids.slice(0, 500), ids.slice(500)]) await ana.sync(part.map((id) => ana.captured(id)))
    const leads = ids.map((id) => ({ id, version: 1 }))
    const answer = await (await sue.api('POST', '/assignments', { leads, to: ben.person })).json()
    expect(answer.assigned).toHaveLength(1000)
    const { changes } = await ana.sync()
    expect(changes.removed.filter((r) => r.to === ben.person)).toHaveLength(1000)
  })

  it('[AS2] answers do not change the version a command expects', async () => {
    const lead = await captured()
    await ana.sync([ana.answered(lead, 'budget', 'none')])
    const body = { leads: [{ id: lead, version: 1 }], to: ben.person }
    expect((await (await sue.api('POST', '/assignments', body)).json()).conflicts).toEqual([])
  })

  it('[AS3] [SY23] worked offline and reassigned meanwhile: the answers stay, the new owner stays, both see it', async () => {
    const lead = await captured()
    await ben.sync()
    await assign([lead], ben.person)
    const answer = await ana.sync([ana.answered(lead, 'timeline', 'm3to6')])
    expect(kinds(answer)).toEqual(['applied'])
    expect(answer.changes.removed).toEqual([{ id: lead, to: ben.person, stage: 'open' }])
    const his = (await ben.sync()).changes.leads.find((l) => l.lead.id === lead)
    expect(his?.owner).toBe(ben.person)
    expect(his?.lead.fields.timeline?.[0]).toMatchObject({ value: 'm3to6', actor: ana.person })
  })

  it('[SY23] a lead that is in the pool as soon as it is made leaves the desk that made it (simulation, seed 1)', async () => {
    await ana.sync()
    const lead = newId()
    const payload = {
      callback: newId(),
      at: '2026-11-25T10:00:00.000Z',
      whose: 'anyone',
      agent: '',
      note: '',
    }
    const { verdicts, changes } = await ana.sync([
      ana.captured(lead),
      ana.event({ leadId: lead, type: 'callback.scheduled', payload }),
    ])
    expect(verdicts.map((v) => v.verdict)).toEqual(['applied', 'applied'])
    expect(changes.removed).toEqual([{ id: lead, to: null, stage: 'open' }])
    expect(kinds(await ana.sync([ana.answered(lead, 'budget', 'none')]))).toEqual(['applied'])
  })

  it('[AU6] once the removal is known for a round, the former owner writes no more', async () => {
    const lead = await captured()
    await assign([lead], ben.person)
    await ana.sync()
    expect(kinds(await ana.sync([ana.answered(lead, 'budget', 'none')]))).toEqual(['applied'])
    expect(kinds(await ana.sync([ana.answered(lead, 'budget', 'planned')]))).toEqual(['notYours'])
  })

  it('[AU6] a call begun while the lead was held can be finished after it left', async () => {
    const lead = await captured()
    const call = newId()
    const at = new Date(now()).toISOString()
    await ana.sync([
      ana.event({ leadId: lead, type: 'call.started', payload: { call, phone: '+351210000000', at } }),
    ])
    await assign([lead], ben.person)
    for (let round = 0; round < 3; round += 1) await ana.sync()
    const flags = {
      humanAnswered: true,
      rightParty: true,
      unworkable: false,
      doNotCall: false,
      completed: true,
    }
    const finish = { call, at, disposition: 'spoke', flags }
    const answer = await ana.sync([
      ana.event({ leadId: lead, type: 'call.finished', payload: finish }),
      ana.event({ leadId: lead, type: 'field.answered', payload: { field: 'budget', value: 'none', call } }),
      ana.answered(lead, 'budget', 'none'),
    ])
    expect(kinds(answer)).toEqual(['applied', 'applied', 'notYours'])
  })

  it('[AU6] what was promised and noted in such a call comes in with its outcome; later promises do not', async () => {
    const lead = await captured()
    const call = newId()
    const at = new Date(now()).toISOString()
    await ana.sync([
      ana.event({ leadId: lead, type: 'call.started', payload: { call, phone: '+351210000000', at } }),
    ])
    await assign([lead], ben.person)
    for (let round = 0; round < 3; round += 1) await ana.sync()
    const flags = {
      humanAnswered: true,
      rightParty: true,
      unworkable: false,
      doNotCall: false,
      completed: true,
    }
    const promise = (stamp?: string) =>
      ana.event({
        leadId: lead,
        type: 'callback.scheduled',
        payload: {
          callback: newId(),
          at: '2026-11-25T10:00:00.000Z',
          whose: 'mine',
          agent: ana.person,
          note: '',
        },
        ...(stamp === undefined ? {} : { stamp }),
      })
    const note = { note: newId(), text: 'asks for a leaflet' }
    const finish = { call, at, disposition: 'callBack', flags }
    const refusal = { consent: newId(), for: 'phone', given: false, basis: 'said so', text: '', at }
    const answer = await ana.sync([
      ana.event({ leadId: lead, type: 'note.written', payload: note }),
      ana.event({ leadId: lead, type: 'consent.recorded', payload: refusal }),
      ana.event({ leadId: lead, type: 'call.finished', payload: finish }),
      promise(),
    ])
    expect(kinds(answer)).toEqual(['applied', 'applied', 'applied', 'applied'])
    const afterwards = makeStamp(now() + 60_000, 0, ana.id)
    expect(kinds(await ana.sync([promise(afterwards)]))).toEqual(['notYours'])
    const named = (type: 'call.amended' | 'field.answered', payload: object, stamp: string) =>
      ana.event({ leadId: lead, type, payload: { call, ...payload }, stamp })
    const said = { field: 'budget', value: 'none' }
    const late = await ana.sync([
      named('field.answered', said, makeStamp(now() - 60_000, 0, ana.id)),
      named('field.answered', said, afterwards),
      named('call.amended', { disposition: 'spoke', flags, reason: '' }, afterwards),
    ])
    expect(kinds(late)).toEqual(['applied', 'notYours', 'notYours'])
    // That somebody wants no more calls is heard from whoever was told.
    const doNotCall = { disposition: 'doNotCall', flags: { ...flags, doNotCall: true }, reason: '' }
    expect(kinds(await ana.sync([named('call.amended', doNotCall, afterwards)]))).toEqual(['applied'])
  })

  it("[AU6] nobody writes to another's lead or in another's name", async () => {
    const lead = await captured()
    expect(kinds(await ben.sync([ben.answered(lead, 'budget', 'none')]))).toEqual(['notYours'])
    const payload = { field: 'budget', value: 'none', call: null }
    const forged = ana.event({ leadId: lead, type: 'field.answered', payload, actor: ben.person })
    expect(kinds(await ana.sync([forged]))).toEqual(['notYours'])
    const merge = {
      leadId: await captured(ben),
      type: 'lead.merged',
      payload: { merge: newId(), other: lead },
    } as const
    expect(kinds(await ben.sync([ben.event(merge)]))).toEqual(['notYours'])
    expect(kinds(await sue.sync([sue.answered(lead, 'budget', 'none')]))).toEqual(['applied'])
  })

  it('[AU6] a cursor from before does not open leads that left long ago', async () => {
    const lead = await captured()
    const old = ana.cursor
    await assign([lead], ben.person)
    for (let round = 0; round < 3; round += 1) await ana.sync()
    ana.cursor = old
    expect(kinds(await ana.sync([ana.answered(lead, 'budget', 'none')]))).toEqual(['notYours'])
  })

  it('[AS4] the history of who held a lead stays', async () => {
    const lead = await captured()
    await assign([lead], ben.person)
    await assign([lead], null)
    const { rows } = await sql<{ owner: string | null; from_change: number; to_change: number | null }>`
      select owner, from_change, to_change from assignments where lead = ${lead} order by from_change`.execute(
      central.store.db,
    )
    expect(rows.map((r) => r.owner)).toEqual([ana.person, ben.person, null])
    expect(rows.map((r) => r.to_change)).toEqual([rows[1]!.from_change, rows[2]!.from_change, null])
  })

  it('[AS7] nobody unknown or switched off gets leads', async () => {
    const lead = await captured()
    expect((await assign([lead], 'nobody')).status).toBe(400)
    await central.store.db.updateTable('people').set({ active: false }).where('id', '=', ben.person).execute()
    const answer = await assign([lead], ben.person)
    await central.store.db.updateTable('people').set({ active: true }).where('id', '=', ben.person).execute()
    expect(answer.status).toBe(400)
    expect((await answer.json()).errors).toEqual([{ pointer: '/to', detail: expect.any(String) }])
  })
})

describe('the pool', () => {
  const claim = async (who: TestDevice) => (await (await who.api('POST', '/pool/claim')).json()).lead

  it('[AS5] agents who claim at once get different leads, the most urgent first', async () => {
    while (await claim(ana));
    const ids: string[] = []
    for (let i = 0; i < 6; i += 1) ids.push(await captured())
    await assign(ids, null)
    const got = await Promise.all([ana, ben, ana, ben, ana].map(claim))
    expect(new Set(got.map((l) => l.lead.id)).size).toBe(5)
    const last = await claim(ben)
    expect(last).toMatchObject({ owner: ben.person, version: 3, stage: 'open' })
    expect(last.lead.id).toBe(ids[5])
    expect(await claim(ana)).toBe(null)
    expect((await ben.pull()).leads.map((l) => l.lead.id)).toContain(ids[5])
  })

  it('[AS6] a callback for anyone goes back to the pool with the end of the call, and is claimed when it is due', async () => {
    const lead = await captured()
    const call = newId()
    const at = new Date(now()).toISOString()
    const flags = {
      humanAnswered: true,
      rightParty: true,
      unworkable: false,
      doNotCall: false,
      completed: false,
    }
    const callback = (ms: number) => ({
      callback: newId(),
      at: new Date(now() + ms).toISOString(),
      whose: 'anyone',
      agent: ana.person,
      note: '',
    })
    await ana.sync([
      ana.event({ leadId: lead, type: 'call.started', payload: { call, phone: '+351210000000', at } }),
    ])
    await ana.sync([ana.event({ leadId: lead, type: 'callback.scheduled', payload: callback(3_600_000) })])
    expect(await leadOf(lead)).toMatchObject({ owner: ana.person })
    await ana.sync([
      ana.event({
        leadId: lead,
        type: 'call.finished',
        payload: { call, at, disposition: 'callBack', flags },
      }),
    ])
    expect(await leadOf(lead)).toMatchObject({ owner: null })
    while (await claim(ben));
    expect((await leadOf(lead)).owner).toBe(null)
    later = 2 * 3_600_000
    expect((await claim(ben)).lead.id).toBe(lead)
    later = 0
  })
})

describe('queues', () => {
  interface Queue extends Pick<QueuesResponse['queues'][number], 'open' | 'device' | 'absence'> {
    person: Person | null
  }
  const asked = async (): Promise<QueuesResponse> => (await sue.api('GET', '/queues')).json()
  const of = (answer: QueuesResponse, id: string): Queue => answer.queues.find((q) => q.person?.id === id)!

  it('[AS8] show open leads, callbacks, what is past due, and the device', async () => {
    const before = of(await asked(), ana.person).open
    await captured()
    await ana.post([], { device: { state: 'onCall', waiting: 3, parked: 1 } })
    const after = await asked()
    const device = { state: 'onCall', waiting: 3, parked: 1, online: false }
    expect(of(after, ana.person)).toMatchObject({ open: before + 1, signedIn: true, device })
    expect(after.queues.at(-1)!.person).toBe(null)
    expect(after.handedOffToday.partner).toBeGreaterThan(0)
  })

  it('[AS8] are of one campaign where one is named', async () => {
    const all = await asked()
    const of = (campaign: string) => sue.api('GET', `/queues?campaign=${campaign}`)
    const one = (await (await of(all.pool[0]!.campaign)).json()) as QueuesResponse
    expect(one.pool).toEqual([all.pool[0]])
    const sum = (answer: QueuesResponse) => answer.queues.reduce((n, q) => n + q.open, 0)
    const other = newId().slice(0, 8)
    await createCampaign(central.store.db, { id: other, name: other, policy: DEFAULT_POLICY })
    const none = (await (await of(other)).json()) as QueuesResponse
    expect(sum(none)).toBe(0)
    expect(none.queues.map((q) => q.person?.id)).toContain(ana.person)
    expect(sum(one)).toBeGreaterThan(0)
    expect((await of('nowhere')).status).toBe(404)
  })

  it('[AS8] since when a state is on, whatever rounds come in between', async () => {
    const say = (state: 'onCall' | 'ready') => ben.post([], { device: { state, waiting: 0 } })
    await say('onCall')
    const first = of(await asked(), ben.person).device!.since
    later = 60_000
    await say('onCall')
    expect(of(await asked(), ben.person).device).toMatchObject({ state: 'onCall', since: first })
    await say('ready')
    const { since } = of(await asked(), ben.person).device!
    expect(Date.parse(since!) - Date.parse(first!)).toBeGreaterThanOrEqual(60_000)
    later = 0
  })

  it('[AS23] name who is absent, or will be within a day, with the callbacks that were promised for then', async () => {
    const week = Object.fromEntries(['1', '2', '3', '4', '5', '6', '7'].map((d) => [d, [[0, 1440]]]))
    const at = (hours: number) => new Date(now() + hours * 3_600_000).toISOString()
    const promise = (lead: string, hours: number) =>
      ana.event({
        leadId: lead,
        type: 'callback.scheduled',
        payload: { callback: newId(), at: at(hours), whose: 'mine', agent: ana.person, note: '' },
      })
    await ana.sync([promise(await captured(), 2), promise(await captured(), 60)])
    const say = async (from: number, to: number) => {
      const absences = [{ from: at(from), to: at(to) }]
      const calendar = { zone: 'Europe/London', week, holidays: null, absences }
      await central.service('PUT', `/people/${ana.person}/receiver`, { calendar, capacity: null })
      return of(await asked(), ana.person).absence
    }
    expect(await say(-1, 48)).toMatchObject({ callbacks: 1 })
    expect(await say(20, 72)).toMatchObject({ callbacks: 2 })
    expect(await say(-9, -1)).toBe(null)
    expect(await say(30, 72)).toBe(null)
  })

  it('[AS24] say what lies in the pool of each campaign', async () => {
    const inPool = async () => (await asked()).pool.find((p) => p.campaign === 'spring')
    const before = await inPool()
    await assign([await captured(), await captured()], null)
    const after = await inPool()
    expect(after).toMatchObject({ open: (before?.open ?? 0) + 2, later: before?.later ?? 0, dealt: false })
  })
})
