import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { LeadPage, Problem } from '../../shared/api/api.ts'
import type { ResponseOutcome } from '../../shared/api/qualification.ts'
import { fieldValue, isDoNotCall } from '../../shared/lead/lead.ts'
import { CAMPAIGN, type TestCentral, testCentral } from './support.ts'

let central: TestCentral
beforeAll(async () => {
  central = await testCentral()
})
afterAll(() => central.dispose())

const post = (body: object) =>
  central.service('POST', '/responses', { channel: 'web', label: 'Pricing page', ...body })
const respond = async (body: object): Promise<ResponseOutcome & { status: number }> => {
  const response = await post(body)
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
  return { ...((await response.json()) as ResponseOutcome), status: response.status }
}
const refused = async (body: object): Promise<Problem> => {
  const response = await post(body)
  expect([response.status, response.headers.get('content-type')]).toEqual([
    400,
    expect.stringContaining('problem+json'),
  ])
  return (await response.json()) as Problem
}
const leadOf = async (id: string) => {
  const response = await central.service('GET', `/leads/${id}`)
  return ((await response.json()) as LeadPage['leads'][number]).lead
}
const eventsOf = async (id: string) =>
  ((await (await central.service('GET', `/leads/${id}/events`)).json()) as { events: Stored[] }).events
interface Stored {
  id: string
  type: string
  payload: Record<string, unknown>
}
const leadCount = async () =>
  (
    await central.store.db
      .selectFrom('leads')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()
  ).n

describe('a response', () => {
  test('[RS1] [RS2] makes a lead, from catalog fields and known headers, read as an import reads them', async () => {
    const outcome = await respond({
      channel: 'expo',
      label: 'Expo scan, booth 214',
      at: '2026-11-03T14:05:00+01:00',
      defaultCountry: 'US',
      fields: {
        'First Name': ' Ana ',
        lastName: 'Prado',
        'E-Mail': 'ana@example.org',
        phone: '(757) 555-0142',
        budget: 'Approved',
        Employees: 150,
        Mood: 'sunny',
        mobile: '12',
        city: null,
      },
      notes: ['Wants\u0000 a demo'],
    })
    expect(outcome).toMatchObject({ status: 201, outcome: 'added', likely: [] })
    expect(outcome.problems).toEqual([
      { pointer: '/fields/mobile', detail: 'is no phone number', value: '12' },
      { pointer: '/fields/Mood', detail: expect.stringContaining('no field'), value: 'sunny' },
    ])
    const lead = await leadOf(outcome.lead)
    const values = ['firstName', 'lastName', 'email', 'phone', 'budget', 'companySize', 'mobile'] as const
    expect(values.map((field) => fieldValue(lead, field))).toEqual([
      'Ana',
      'Prado',
      'ana@example.org',
      '+17575550142',
      'approved',
      's120to500',
      null,
    ])
    expect(lead.responses).toMatchObject([
      { channel: 'expo', label: 'Expo scan, booth 214', at: '2026-11-03T13:05:00.000Z' },
    ])
    expect(lead.notes.map((n) => n.text)).toEqual(['Wants a demo'])
    const [captured] = await eventsOf(outcome.lead)
    expect(captured).toMatchObject({ id: outcome.event, type: 'lead.captured' })
    expect(captured!.payload.raw).toMatchObject({ Mood: 'sunny', mobile: '12', phone: '(757) 555-0142' })
  })

  test('[RS3] joins by e-mail, then external id, then phone; what the person said before stays', async () => {
    const first = await respond({
      fields: { email: 'kim@example.org', externalId: 'K-1', phone: '+17575550150', budget: 'None yet' },
    })
    for (const fields of [
      { email: 'KIM@example.org', city: 'Ulm' },
      { externalId: 'K-1', city: 'Bonn' },
      { phone: '+1 757 555 0150', country: 'US' },
    ])
      expect(await respond({ fields })).toMatchObject({ status: 200, outcome: 'joined', lead: first.lead })
    const lead = await leadOf(first.lead)
    expect([lead.responses.length, fieldValue(lead, 'city'), fieldValue(lead, 'budget')]).toEqual([
      4,
      'Bonn',
      'none',
    ])
    // Another address on the same number is another person.
    expect(await respond({ fields: { email: 'lee@example.org', phone: '+17575550150' } })).toMatchObject({
      outcome: 'added',
    })
  })

  test('[RS4] the sender’s id makes it once, whatever else is said, also when the lead has another address by then', async () => {
    const body = { id: 'form-77', fields: { email: 'once@example.org', lastName: 'Once' } }
    const first = await respond(body)
    const sue = await central.signIn(central.people.sue)
    await sue.sync([sue.answered(first.lead, 'email', 'other@example.org')])
    const before = await leadCount()
    const again = await respond({ ...body, label: 'sent again' })
    expect(again).toMatchObject({ status: 200, outcome: 'unchanged', lead: first.lead, event: first.event })
    expect(again.problems).toEqual([])
    const another = { ...body, fields: { email: 'another@example.org' } }
    expect(await respond(another)).toMatchObject({ outcome: 'unchanged', problems: [{ pointer: '/id' }] })
    const dated = { at: '2026-11-01T10:00:00Z', fields: { email: 'dated@example.org' } }
    const whole = await respond(dated)
    expect(await respond(dated)).toMatchObject({ outcome: 'unchanged', event: whole.event })
    expect(await leadCount()).toBe(before + 1)
    // Without id and time each is one of its own.
    expect(await respond({ fields: dated.fields })).toMatchObject({ outcome: 'joined', lead: whole.lead })
    expect(await respond({ fields: dated.fields })).toMatchObject({ outcome: 'joined', lead: whole.lead })
    expect((await leadOf(whole.lead)).responses).toHaveLength(3)
  })

  test('[RS4] the same response at once is stored once; two of one person make one lead', async () => {
    const one = { id: 'race', fields: { email: 'race@example.org', lastName: 'Race' } }
    const all = await Promise.all(
      [one, one, one, { fields: one.fields }, { fields: one.fields }].map(respond),
    )
    expect(new Set(all.map((o) => o.lead)).size).toBe(1)
    expect(all.filter((o) => o.outcome === 'added')).toHaveLength(1)
    expect((await leadOf(all[0]!.lead)).responses).toHaveLength(3)
  })

  test('[RS5] an e-mail of one lead and a phone of another: it joins the first, and somebody is to look at both', async () => {
    const ann = await respond({ fields: { email: 'ann@example.org', lastName: 'Lee' } })
    const other = await respond({ fields: { phone: '+17575550160', lastName: 'Someone' } })
    const both = await respond({ fields: { email: 'ann@example.org', phone: '+17575550160' } })
    expect(both).toMatchObject({ outcome: 'joined', lead: ann.lead })
    expect(both.likely).toEqual([
      {
        lead: other.lead,
        reasons: expect.arrayContaining([expect.objectContaining({ id: 'oneResponse', speaksFor: true })]),
      },
    ])
  })

  test('[RS6] consents are facts with basis, text, time and source; a refusal of calls bars the lead', async () => {
    const { lead: id } = await respond({
      fields: { email: 'con@example.org', 'Do not call': 'yes' },
      consents: [
        {
          for: 'email',
          given: true,
          basis: 'web form',
          text: 'I agree <b>',
          at: '2026-11-02T10:00:00+02:00',
          source: 'expo.example/ask',
        },
      ],
    })
    const lead = await leadOf(id)
    expect(lead.consents).toMatchObject([
      { for: 'phone', given: false, basis: 'response', text: 'Do not call: yes' },
      {
        for: 'email',
        given: true,
        basis: 'web form',
        text: 'I agree <b>',
        at: '2026-11-02T08:00:00.000Z',
        source: 'expo.example/ask',
      },
    ])
    expect(isDoNotCall(lead)).toBe(true)
  })

  test('[RS7] nothing to go by: every field is named, nothing is stored', async () => {
    const before = await leadCount()
    const problem = await refused({ fields: { email: 'no-mail', phone: '123', Colour: 'red' } })
    expect(problem.errors).toEqual([
      { pointer: '/fields/email', detail: 'is no e-mail address' },
      { pointer: '/fields/phone', detail: 'is no phone number' },
      { pointer: '/fields', detail: expect.stringContaining('nobody to reach') },
      { pointer: '/fields/Colour', detail: expect.stringContaining('no field') },
    ])
    expect((await refused({ fields: {} })).errors).toMatchObject([{ pointer: '/fields' }])
    expect((await refused({ fields: { externalId: 'unknown' } })).errors).toMatchObject([
      { pointer: '/fields' },
    ])
    expect(await leadCount()).toBe(before)
  })

  test('[RS8] hostile input is refused or made harmless, with a pointer', async () => {
    const ok = { email: 'hostile@example.org' }
    const wrong: [object, string][] = [
      [{ fields: { ...ok, city: { a: 1 } } }, '/fields/city'],
      [{ fields: { ...ok, city: 'x'.repeat(20_001) } }, '/fields/city'],
      [{ fields: ['a'] }, '/fields'],
      [{ fields: ok, channel: 'derived' }, '/channel'],
      [{ fields: ok, at: 'yesterday' }, '/at'],
      [{ fields: ok, at: '2026-02-30T00:00:00Z' }, '/at'],
      [{ fields: ok, colour: 'red' }, '/colour'],
      [{ fields: ok, consents: [{ for: 'fax', given: true, basis: 'x', text: '' }] }, '/consents/0/for'],
      [{ fields: Object.fromEntries(Array.from({ length: 201 }, (_, i) => [`f${i}`, 'x'])) }, '/fields'],
    ]
    for (const [body, pointer] of wrong)
      expect([pointer, (await refused(body)).errors?.map((e) => e.pointer)]).toEqual([pointer, [pointer]])
    expect(
      (await post({ fields: ok, notes: Array(10).fill('x'.repeat(19_000).concat('ü'.repeat(9_000))) }))
        .status,
    ).toBe(413)

    const outcome = await respond({
      at: '2999-01-01T00:00:00Z',
      label: 'a\u0000b\u202e',
      fields: {
        ...ok,
        lastName: '<script>alert(1)</script>',
        company: `${'long '.repeat(1000)}`,
        city: 'a\u0000\ud800b',
        __proto__x: 'y',
        constructor: 'z',
      },
    })
    expect(outcome.problems.map((p) => p.pointer)).toEqual(expect.arrayContaining(['/at', '/fields/company']))
    const lead = await leadOf(outcome.lead)
    expect(lead.responses[0]).toMatchObject({ label: 'ab' })
    expect(Math.abs(Date.parse(lead.responses[0]!.at!) - Date.now())).toBeLessThan(60_000)
    expect([
      fieldValue(lead, 'lastName'),
      fieldValue(lead, 'city'),
      String(fieldValue(lead, 'company')).length,
    ]).toEqual(['<script>alert(1)</script>', 'ab', 2000])
  })

  test('[RS9] goes to the campaign named, else to the only one there is; to none that is not there', async () => {
    expect((await post({ campaign: 'nowhere', fields: { email: 'x@example.org' } })).status).toBe(404)
    expect((await post({ campaign: 'Spring expo', fields: { email: 'named@example.org' } })).status).toBe(201)
    await central.service('POST', '/campaigns', { name: 'Second' })
    expect((await refused({ fields: { email: 'x@example.org' } })).errors).toMatchObject([
      { pointer: '/campaign' },
    ])
    const first = await respond({ campaign: CAMPAIGN, fields: { email: 'two@example.org' } })
    const second = await respond({ campaign: 'second', fields: { email: 'two@example.org' } })
    expect(second).toMatchObject({ outcome: 'added' })
    expect(second.lead).not.toBe(first.lead)
  })

  test('[AU1] agents send none', async () => {
    const ana = await central.signIn(central.people.ana)
    expect((await ana.api('POST', '/responses', {})).status).toBe(403)
  })
})
