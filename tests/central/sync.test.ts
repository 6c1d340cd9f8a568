import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ingest } from '../../central/store/events/ingest.ts'
import { KnownStates } from '../../central/store/leads/known-states.ts'
import type { LeadEvent } from '../../shared/events/event.ts'
import { fold } from '../../shared/events/fold.ts'
import { makeStamp, stampTime } from '../../shared/events/stamp.ts'
import { newId, type TestCentral, type TestDevice, testCentral } from './support.ts'

let central: TestCentral
let ana: TestDevice
beforeAll(async () => {
  central = await testCentral()
})
afterAll(() => central.dispose())

const verdictsOf = (answer: { verdicts: { verdict: string }[] }) => answer.verdicts.map((v) => v.verdict)
const today = () => new Date().toISOString().slice(0, 10)
const leadOf = async (id: string) => (await central.service('GET', `/leads/${id}`)).json()
const eventsOf = async (id: string) =>
  ((await (await central.service('GET', `/leads/${id}/events`)).json()) as { events: LeadEvent[] }).events

describe('events go in', () => {
  beforeAll(async () => {
    ana = await central.signIn(central.people.ana)
  })

  it('[SY20] a batch is applied once, however often it is sent', async () => {
    const lead = newId()
    const events = [ana.captured(lead, { firstName: 'Kofi' }), ana.answered(lead, 'timeline', 'within3')]
    expect(verdictsOf(await ana.sync(events))).toEqual(['applied', 'applied'])
    expect(verdictsOf(await ana.sync(events))).toEqual(['duplicate', 'duplicate'])
    expect(await eventsOf(lead)).toEqual(events)
  })

  it('[SY20] the same batch in eight requests at once is applied once', async () => {
    const lead = newId()
    const events = [
      ana.captured(lead),
      ana.answered(lead, 'timeline', 'within3'),
      ana.answered(lead, 'budget', 'none'),
    ]
    const answers = await Promise.all(Array.from({ length: 8 }, () => ana.post(events)))
    expect(answers.map((a) => a.status)).toEqual(Array(8).fill(200))
    const verdicts = (await Promise.all(answers.map((a) => a.json()))).map(verdictsOf)
    expect(verdicts.flat().filter((v) => v === 'applied')).toHaveLength(3)
    expect(await eventsOf(lead)).toHaveLength(3)
  })

  it('[SY20] requests at once that share a capture and bring an answer each', async () => {
    for (let round = 0; round < 20; round += 1) {
      const lead = newId()
      const capture = ana.captured(lead)
      const batches = ['timeline', 'budget', 'need'].map((f) => [capture, ana.answered(lead, f, 'none')])
      const answers = await Promise.all(batches.map((b) => ana.post(b)))
      expect(answers.map((a) => a.status)).toEqual([200, 200, 200])
      expect(await eventsOf(lead)).toHaveLength(4)
    }
  })

  it('[SY65] a lead that another process changed, or tried to, since central last wrote it is folded from what is stored', async () => {
    const lead = newId()
    const elsewhere = { ...central.store, states: new KnownStates() }
    const answer = (field: string) => ana.answered(lead, field, 'none')
    const inElsewhere = (events: LeadEvent[]) => ({ events, now: Date.now(), ownerOfNew: () => null })
    await ana.sync([ana.captured(lead), answer('timeline')])
    const failing = { ...inElsewhere([answer('companySize')]), wrote: () => expect.fail('rolled back') }
    await expect(ingest(elsewhere, failing)).rejects.toThrow('rolled back')
    await ingest(elsewhere, inElsewhere([answer('budget')]))
    const last = await ana.sync([answer('need')])
    const folded = fold(null, await eventsOf(lead))
    expect(last.changes.leads[0]?.lead).toEqual(folded)
    expect(Object.keys(folded.fields)).toEqual(expect.arrayContaining(['timeline', 'budget', 'need']))
    expect(folded.fields).not.toHaveProperty('companySize')
  })

  it('[SY20] the same event twice in one batch is applied and a duplicate', async () => {
    const lead = newId()
    const answer = ana.answered(lead, 'budget', 'planned')
    expect(verdictsOf(await ana.sync([ana.captured(lead), answer, answer]))).toEqual([
      'applied',
      'applied',
      'duplicate',
    ])
  })

  it('[SY21] bad events are refused alone and in place', async () => {
    const lead = newId()
    const half = ana.event({
      leadId: lead,
      type: 'note.written',
      payload: { note: newId(), text: 'cut \ud83d' },
    })
    const nul = ana.event({ leadId: lead, type: 'note.written', payload: { note: newId(), text: 'a\0b' } })
    const { verdicts } = await ana.sync([
      ana.captured(lead),
      { id: 'x', nonsense: true },
      'not even an object',
      {
        ...ana.answered(lead, 'timeline', 'within3'),
        payload: { field: 'noSuchField', value: 'x', call: null },
      },
      half,
      nul,
      ana.answered(newId(), 'timeline', 'within3'),
      ana.captured(newId(), {}, 'no such campaign'),
      ana.answered(lead, 'timeline', 'm3to6'),
    ])
    expect(verdicts.map((v) => (v.verdict === 'rejected' ? v.fault.kind : v.verdict))).toEqual([
      'applied',
      'malformed',
      'malformed',
      'malformed',
      'malformed',
      'malformed',
      'notFound',
      'notFound',
      'applied',
    ])
    expect(verdicts[1]!.id).toBe('x')
    expect(await eventsOf(lead)).toHaveLength(2)
  })

  it('[SY21] times and ids that no database can hold cost their own event only', async () => {
    const [lead, other] = [newId(), newId()]
    const promised = (at: string) => ({ callback: newId(), at, whose: 'mine', agent: ana.person, note: '' })
    const first = '0000-01-01T00:00:00.000Z'
    const last = '9999-12-31T23:59:59.999Z'
    const odd = [
      ana.event({ leadId: lead, type: 'callback.scheduled', payload: promised(first) }),
      ana.event({ leadId: lead, type: 'callback.scheduled', payload: promised(last) }),
      ana.event({ leadId: lead, type: 'lead.skipped', payload: { until: last, reason: 'x' } }),
      ana.event({ leadId: lead, type: 'lead.skipped', payload: { until: first, reason: 'x' } }),
      ana.event({ leadId: lead.toUpperCase(), type: 'note.written', payload: { note: newId(), text: 'x' } }),
      ana.event({ ...ana.captured(newId()), id: newId().toUpperCase() }),
      { ...ana.answered(lead, 'city', 'Rome'), stamp: makeStamp(Date.parse(first), 0, ana.id) },
      { ...ana.captured(other), stamp: makeStamp(Date.parse(first), 0, ana.id) },
    ]
    const kinds: string[] = []
    await ana.sync([ana.captured(lead)])
    for (const event of odd) {
      const answer = await ana.post([event, ana.answered(lead, 'city', 'Oslo')])
      kinds.push(answer.status === 200 ? verdictsOf(await answer.json()).join() : String(answer.status))
    }
    const [taken, refused] = ['applied,applied', 'rejected,applied']
    expect(kinds).toEqual([refused, taken, taken, refused, refused, refused, refused, refused])
  })

  it('[SY21] text that only looks like an escape is stored', async () => {
    const lead = newId()
    const text = 'C:\\u0000 and \\ud800 and 😀'
    const note = ana.event({ leadId: lead, type: 'note.written', payload: { note: newId(), text } })
    expect(verdictsOf(await ana.sync([ana.captured(lead), note]))).toEqual(['applied', 'applied'])
    expect((await leadOf(lead)).lead.notes[0].text).toBe(text)
  })

  it('[SY22] a stamp far ahead gets an effective one, and an answer given later wins', async () => {
    const lead = newId()
    const ahead = makeStamp(Date.now() + 86_400_000, 0, ana.id)
    const payload = { field: 'timeline', value: 'within3', call: null }
    const wrong = ana.event({ leadId: lead, type: 'field.answered', payload, stamp: ahead })
    const first = (await ana.sync([ana.captured(lead), wrong])).verdicts[1]!
    const effective = first.verdict === 'applied' ? first.effective : undefined
    expect(Math.abs(stampTime(effective!) - Date.now())).toBeLessThan(60_000)
    expect((await ana.sync([wrong])).verdicts[0]).toEqual({ id: wrong.id, verdict: 'duplicate', effective })
    await new Promise((done) => setTimeout(done, 5))
    await ana.sync([ana.answered(lead, 'timeline', 'later')])
    expect((await leadOf(lead)).lead.fields.timeline[0].value).toBe('later')
  })

  it('[SY25] the stored lead is the shared fold of its events, byte for byte', async () => {
    const lead = newId()
    const events = [
      ana.captured(lead, { firstName: 'Ana', email: 'a@example.com', companySize: 's20to119' }),
      ana.answered(lead, 'timeline', 'm3to6'),
      ana.answered(lead, 'need', 'replace'),
      ana.event({ leadId: lead, type: 'note.written', payload: { note: newId(), text: 'hello' } }),
    ]
    for (const e of events) await ana.sync([e])
    const { lead: stored } = await leadOf(lead)
    expect(JSON.stringify(stored)).toBe(JSON.stringify(fold(null, await eventsOf(lead))))
  })

  it('[SY27] another protocol version is answered 426', async () => {
    const lead = newId()
    const answer = await ana.post([ana.captured(lead)], { protocol: 1 })
    expect(answer.status).toBe(426)
    expect((await answer.json()).type).toBe('urn:leadwright:protocol')
    expect((await central.service('GET', `/leads/${lead}`)).status).toBe(404)
  })
})

describe('changes come out', () => {
  it('[SY23] a supervisor sees all leads, an agent their own; people without e-mail', async () => {
    const [one, ben, sue] = await Promise.all([
      central.signIn(central.people.ana),
      central.signIn(central.people.ben),
      central.signIn(central.people.sue),
    ])
    const lead = newId()
    await one.sync([one.captured(lead)])
    const has = (a: { changes: { leads: { lead: { id: string } }[] } }) =>
      a.changes.leads.some((l) => l.lead.id === lead)
    expect(has(await sue.sync())).toBe(true)
    const his = await ben.sync()
    expect(has(his)).toBe(false)
    expect(his.changes.campaigns).toMatchObject([{ id: 'spring', policyVersion: 1 }])
    expect(his.changes.policies.map((p) => p.version)).toEqual([1])
    expect(Object.fromEntries(his.changes.people.map((p) => [p.name, p.email]))).toEqual({
      ana: '',
      ben: 'ben@example.com',
      sue: '',
      adam: '',
    })
    expect((await ben.sync()).changes).toEqual({
      leads: [],
      removed: [],
      policies: [],
      people: [],
      teams: [],
      campaigns: [],
      suppressionLists: [],
      suppressions: [],
    })
  })

  it('[SY26] a lead that is handed off leaves the queue once, with the policy and the day', async () => {
    const one = await central.signIn(central.people.ana)
    const lead = newId()
    await one.sync([one.captured(lead)])
    const days = [today()]
    const answer = await one.sync([one.answered(lead, 'companySize', 's1to19')])
    days.push(today())
    expect(answer.changes.removed).toEqual([{ id: lead, to: one.person, stage: 'handedOff' }])
    expect(answer.changes.leads).toEqual([])
    await one.sync([one.answered(lead, 'companySize', 's501up')])
    const stored = await leadOf(lead)
    expect(stored.stage).toBe('handedOff')
    expect(stored.handOffs).toMatchObject([{ route: 'partner', channel: 'partner', policyVersion: 1 }])
    expect(days).toContain(stored.handOffs[0].asOf)
  })

  it('[SY26] a high potential lead is handed to the call center once and stays open', async () => {
    const one = await central.signIn(central.people.ana)
    const lead = newId()
    const all = { timeline: 'm3to6', need: 'urgent', budget: 'approved', decisionRole: 'decides' }
    await one.sync([one.captured(lead, { ...all, companySize: 's501up', currentSolution: 'competitor' })])
    await one.sync([one.answered(lead, 'jobTitle', 'CTO')])
    const stored = await leadOf(lead)
    expect(stored).toMatchObject({ stage: 'open', route: 'high', handOffs: [{ channel: 'callCenter' }] })
    expect(stored.handOffs).toHaveLength(1)
  })

  it('[SY26] [AU7] a closed lead opens again when a supervisor lifts its do-not-call; an agent neither lifts it nor reinstates', async () => {
    const one = await central.signIn(central.people.ana)
    const sue = await central.signIn(central.people.sue)
    const lead = newId()
    const call = newId()
    const at = new Date().toISOString()
    const flags = {
      humanAnswered: true,
      rightParty: true,
      unworkable: true,
      doNotCall: true,
      completed: true,
    }
    await one.sync([
      one.captured(lead),
      one.event({ leadId: lead, type: 'call.started', payload: { call, phone: '+351210000000', at } }),
    ])
    const end = one.event({
      leadId: lead,
      type: 'call.finished',
      payload: { call, at, disposition: 'doNotCall', flags },
    })
    const { changes } = await one.sync([end])
    expect(changes.removed).toMatchObject([{ id: lead, stage: 'closed' }])
    const lift = { leadId: lead, type: 'doNotCall.lifted', payload: { reason: 'asked us to' } } as const
    expect((await one.sync([one.event(lift)])).verdicts).toMatchObject([
      { verdict: 'rejected', fault: { kind: 'notYours' } },
    ])
    const reinstate = { reasons: ['testEntry'], reason: 'looked' }
    const reinstated = one.event({ leadId: lead, type: 'lead.reinstated', payload: reinstate })
    expect((await one.sync([reinstated])).verdicts).toMatchObject([
      { verdict: 'rejected', fault: { kind: 'notYours' } },
    ])
    const amended = sue.event({
      leadId: lead,
      type: 'call.amended',
      payload: {
        call,
        disposition: 'callBack',
        flags: { ...flags, unworkable: false, doNotCall: false, completed: false },
        reason: 'wrong key',
      },
    })
    expect(verdictsOf(await sue.sync([sue.event(lift), amended]))).toEqual(['applied', 'applied'])
    expect((await leadOf(lead)).stage).toBe('open')
    expect((await one.sync()).changes.leads.map((l) => l.lead.id)).toContain(lead)
  })

  it('[SY24] pages hold 1,000 leads, each lead once', async () => {
    const sue = await central.signIn(central.people.sue)
    const ids = Array.from({ length: 1300 }, newId)
    for (let i = 0; i < ids.length; i += 400)
      await sue.sync(ids.slice(i, i + 400).map((id) => sue.captured(id)))
    const fresh = await central.signIn(central.people.sue)
    const first = await fresh.sync()
    expect(first).toMatchObject({ more: true })
    expect(first.changes.leads).toHaveLength(1000)
    const second = await fresh.sync()
    expect(second.more).toBe(false)
    const seen = [...first.changes.leads, ...second.changes.leads].map((l) => l.lead.id)
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen).toEqual(expect.arrayContaining(ids))
  })

  it('[SY32] a device that knows another epoch gets everything, and its events are taken', async () => {
    const one = await central.signIn(central.people.ana)
    const lead = newId()
    await one.sync([one.captured(lead)])
    one.epoch = 'an older incarnation'
    const answer = await one.sync([one.answered(lead, 'budget', 'none')])
    expect(verdictsOf(answer)).toEqual(['applied'])
    expect(answer.changes.leads.map((l) => l.lead.id)).toContain(lead)
    expect(answer.changes.campaigns).toHaveLength(1)
  })
})
