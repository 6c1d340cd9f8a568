import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { BreachesPage } from '../../shared/api/qualification.ts'
import type { Contact } from '../../shared/contact/contact.ts'
import type { LeadEvent } from '../../shared/events/event.ts'
import { hybridClock } from '../../shared/events/stamp.ts'
import { CAMPAIGN, newId, type TestCentral, type TestDevice, testCentral } from './support.ts'

let central: TestCentral
let sue: TestDevice
let ana: TestDevice
beforeAll(async () => {
  central = await testCentral()
  sue = await central.signIn(central.people.sue)
  ana = await central.signIn(central.people.ana)
})
afterAll(() => central.dispose())

const FLAGS = { humanAnswered: true, rightParty: true, unworkable: false, doNotCall: false, completed: false }

/** Events of a desk whose clock shows the instants given; 2026-11-17 is a Tuesday, and Virginia is five hours behind UTC. */
function at(device: TestDevice) {
  const clock = hybridClock(device.id)
  const event = (iso: string, leadId: string, type: LeadEvent['type'], payload: object) =>
    device.event({ leadId, type, payload, stamp: clock.next(Date.parse(iso)) })
  return {
    captured: (iso: string, leadId: string, fields: object) =>
      event(iso, leadId, 'lead.captured', {
        campaign: CAMPAIGN,
        channel: 'desk',
        label: 'x',
        at: iso,
        fields,
      }),
    started: (iso: string, leadId: string, call: string, phone: string) =>
      event(iso, leadId, 'call.started', { call, phone, at: iso }),
    event,
    finished: (iso: string, leadId: string, call: string, flags: Partial<typeof FLAGS> = {}) =>
      event(iso, leadId, 'call.finished', {
        call,
        at: iso,
        disposition: 'noAnswer',
        flags: { ...FLAGS, ...flags },
      }),
  }
}
const breaches = async (query: Record<string, string> = {}) => {
  const response = await sue.api('GET', `/breaches?${new URLSearchParams(query)}`)
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
  return (await response.json()) as BreachesPage
}
const of = async (lead: string) => (await breaches()).breaches.filter((b) => b.lead === lead)
const put = (id: string, body: string) =>
  fetch(`${central.url}/api/v1/suppressions/${id}?name=Robinson`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${central.serviceToken}`, 'content-type': 'text/plain' },
    body,
  })
const fields = {
  lastName: 'Lee',
  company: 'Oak Ltd',
  phone: '+17575550142',
  state: 'VA',
  country: 'US',
  timeZone: 'America/New_York',
}
const kinds = (b: { reasons: { kind: string }[] }) => b.reasons.map((r) => r.kind)

describe('calls that the rules forbade', () => {
  test('[BR1] [BR2] are applied all the same, and recorded: by the lead as it was, at the call’s own time', async () => {
    const lead = newId()
    const [day, night, after] = [newId(), newId(), newId()]
    const desk = at(ana)
    const events = [
      desk.captured('2026-11-16T15:00:00.000Z', lead, fields),
      desk.started('2026-11-17T05:00:00.000Z', lead, night, fields.phone),
      desk.finished('2026-11-17T05:05:00.000Z', lead, night),
      desk.started('2026-11-18T15:00:00.000Z', lead, day, fields.phone),
      desk.finished('2026-11-18T15:05:00.000Z', lead, day, { doNotCall: true }),
      desk.started('2026-11-19T15:00:00.000Z', lead, after, fields.phone),
    ]
    const { verdicts } = await ana.sync(events)
    expect(verdicts.map((v) => v.verdict)).toEqual(events.map(() => 'applied'))
    const found = await of(lead)
    expect(found.map((b) => b.call)).toEqual([after, night])
    expect(found[0]).toMatchObject({
      actor: central.people.ana.id,
      number: fields.phone,
      at: '2026-11-19T15:00:00.000Z',
      campaign: CAMPAIGN,
    })
    expect(kinds(found[0]!)).toEqual(['doNotCall'])
    expect(kinds(found[1]!)).toEqual(['hours'])
    expect(found[1]!.reasons[0]!.text).not.toBe('')
  })

  test('[BR2] what was asked after the call says nothing of it, though central heard of it first', async () => {
    const lead = newId()
    const phone = '+17575550178'
    await ana.sync([at(ana).captured('2026-11-16T15:00:00.000Z', lead, { ...fields, phone })])
    const refused = (iso: string) =>
      at(sue).event(iso, lead, 'consent.recorded', {
        consent: newId(),
        for: 'phone',
        given: false,
        basis: 'by mail',
        text: '',
        at: iso,
      })
    await sue.sync([refused('2026-11-18T16:00:00.000Z')])
    const [before, after] = [newId(), newId()]
    await ana.sync([
      at(ana).started('2026-11-18T15:00:00.000Z', lead, before, phone),
      at(ana).started('2026-11-18T17:00:00.000Z', lead, after, phone),
    ])
    expect((await of(lead)).map((b) => b.call)).toEqual([after])
  })

  test('[BR3] each once, however often it is sent', async () => {
    const lead = newId()
    const desk = at(ana)
    const events = [
      desk.captured('2026-11-16T15:00:00.000Z', lead, fields),
      desk.started('2026-11-17T05:00:00.000Z', lead, newId(), fields.phone),
    ]
    await ana.sync(events)
    await ana.sync(events)
    expect(await of(lead)).toHaveLength(1)
  })

  test('[BR4] what nobody dialed breaks no rule; nor does what is refused', async () => {
    const lead = newId()
    const desk = at(ana)
    const call = newId()
    await ana.sync([
      desk.captured('2026-11-16T15:00:00.000Z', lead, fields),
      desk.started('2026-11-17T05:00:00.000Z', lead, call, ''),
      desk.finished('2026-11-17T05:05:00.000Z', lead, call),
    ])
    const ben = await central.signIn(central.people.ben)
    const { verdicts } = await ben.sync([
      at(ben).started('2026-11-18T05:00:00.000Z', lead, newId(), fields.phone),
    ])
    expect(verdicts).toMatchObject([{ verdict: 'rejected', fault: { kind: 'notYours' } }])
    expect(await of(lead)).toEqual([])
  })

  test('[BR2] a list counts from when the number stood on it', async () => {
    const lead = newId()
    const number = '+17575550177'
    const desk = at(ana)
    const [before, after] = [newId(), newId()]
    expect((await put('late', number)).status).toBe(200)
    await ana.sync([
      desk.captured('2026-11-16T15:00:00.000Z', lead, { ...fields, phone: number }),
      desk.started('2026-11-17T15:00:00.000Z', lead, before, number),
      desk.finished('2026-11-17T15:05:00.000Z', lead, before),
      desk.started(new Date().toISOString(), lead, after, number),
    ])
    const found = await of(lead)
    expect(found.map((b) => b.call)).toEqual([after])
    expect(kinds(found[0]!)).toContain('suppressed')
  })

  test('[BR5] supervisors read them, since an instant, of a campaign, in pages', async () => {
    const lead = newId()
    const desk = at(ana)
    await ana.sync([
      desk.captured('2026-11-01T15:00:00.000Z', lead, fields),
      ...Array.from({ length: 250 }, (_, i) => {
        const iso = new Date(Date.parse('2026-11-02T05:00:00.000Z') + i * 1000).toISOString()
        return desk.started(iso, lead, newId(), fields.phone)
      }),
    ])
    const all: string[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: BreachesPage = await breaches(cursor ? { cursor } : {})
      all.push(...page.breaches.map((b) => `${b.at} ${b.call}`))
      cursor = page.next
    }
    expect(all.length).toBeGreaterThan(250)
    expect(all).toEqual([...new Set(all)].sort().reverse())
    const since = (await breaches({ since: '2026-11-16T00:00:00Z', campaign: CAMPAIGN })).breaches
    expect(since.every((b) => b.at >= '2026-11-16')).toBe(true)
    expect(since.length).toBe(all.filter((one) => one >= '2026-11-16').length)
    expect((await breaches({ campaign: 'other' })).breaches).toEqual([])
    expect((await sue.api('GET', `/breaches?cursor=${newId()}`)).status).toBe(400)
    expect((await ana.api('GET', '/breaches')).status).toBe(403)
  })
})

describe('central asked before dialing', () => {
  const check = async (device: TestDevice, lead: string, number: string) => {
    const response = await device.api('POST', '/contact-check', { lead, number })
    return { status: response.status, ...((await response.json()) as Contact) }
  }

  test('[BR6] answers whoever holds the lead, by lists the desk may not have yet', async () => {
    const lead = newId()
    await ana.sync([ana.captured(lead, { ...fields, phone: '+17575550188' })])
    const before = await check(ana, lead, '+17575550188')
    expect(before).toMatchObject({ status: 200, number: '+17575550188', barred: [] })
    expect(before.openings.length).toBeGreaterThan(0)
    await put('fresh', '+17575550188')
    const after = await check(ana, lead, '+17575550188')
    expect(after).toMatchObject({ barred: [{ kind: 'suppressed' }], openings: [] })
    const ben = await central.signIn(central.people.ben)
    expect((await check(ben, lead, '+17575550188')).status).toBe(403)
    expect((await check(sue, lead, '+17575550188')).status).toBe(200)
    expect((await check(sue, newId(), '+17575550188')).status).toBe(404)
  })
})
