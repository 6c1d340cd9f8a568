import { describe, expect, it } from 'vitest'
import { opensAt } from '../../shared/contact/contact.ts'
import { bestNumber, closedBecause, contactOf, numbersOf } from '../../shared/contact/contact-of.ts'
import { suppressionKey } from '../../shared/lead/suppression.ts'
import { allInvalidReasons } from '../../shared/policy/validity.ts'
import { type ContactFacts, contactLead, groundOf, iso } from './lead-of.ts'

const business = (facts: Record<string, string>) => ({ ...facts, company: 'Acme' })
const FLORIDA = business({ country: 'US', state: 'FL' })
const TAMPA = '+18135550142'

const words = (c: ContactFacts, at: string) =>
  closedBecause(contactLead(c), c.number, groundOf(c), iso(at)).map(({ text, source, until }) => ({
    text,
    source,
    until,
  }))

describe('[CR15] every reason says in words what forbids, where that stands and until when', () => {
  it('hours, rule by rule', () => {
    expect(words({ facts: FLORIDA, number: TAMPA }, '2026-11-23T21:14:00-05:00')).toEqual([
      {
        text: 'In the United States calls are allowed 8:00 to 21:00; it is 21:14 there',
        source: '47 CFR 64.1200(c)(1)',
        until: iso('2026-11-24T08:00:00-05:00'),
      },
      {
        text: 'In Florida calls are allowed 8:00 to 20:00; it is 21:14 there',
        source: 'Fla. Stat. 501.616(6)',
        until: iso('2026-11-24T08:00:00-05:00'),
      },
    ])
  })

  it.each([
    [
      'a Sunday',
      { facts: business({ country: 'US', state: 'AL' }), number: '+12055550142' },
      '2026-11-22T13:05:00-06:00',
      'In Alabama calls are not allowed on Sundays; it is Sunday 13:05 there',
    ],
    [
      'windows of one weekday',
      { facts: business({ country: 'FR' }), number: '+33123456789' },
      '2026-11-23T13:30:00+01:00',
      'In France calls are allowed 10:00 to 13:00 and 14:00 to 20:00 on Mondays; it is 13:30 there',
    ],
    [
      'a holiday of a state',
      { facts: business({ country: 'DE', state: 'Bayern' }), number: '+498912345678' },
      '2026-01-06T11:00:00+01:00',
      'In Germany calls are not made on public holidays; 6 January 2026 is Epiphany in Bayern',
    ],
    [
      'two known clocks',
      { facts: business({ country: 'US', state: 'CA' }), number: TAMPA },
      '2026-11-23T17:00:00-08:00',
      'In Florida calls are allowed 8:00 to 20:00; it is 20:00 in New York',
    ],
    [
      'an unknown clock',
      { facts: business({ country: 'AU' }), number: '+61491570156' },
      '2026-11-23T10:00:00+11:00',
      'It is not known in which time zone in Australia this person is: hours must suit all of them, and it is 8:30 in Darwin',
    ],
    [
      'the hours of a campaign',
      {
        facts: FLORIDA,
        number: TAMPA,
        campaign: { hours: { 1: [540, 1020] as [number, number] }, attempts: [], onHolidays: true },
      },
      '2026-11-23T17:30:00-05:00',
      'Calls of this campaign are allowed 9:00 to 17:00 on Mondays; it is 17:30 there',
    ],
    [
      'attempts',
      {
        facts: FLORIDA,
        number: TAMPA,
        calls: ['09', '12', '15'].map((h) => ({ at: `2026-11-23T${h}:00:00-05:00`, outcome: 'dropped' })),
      },
      '2026-11-23T18:00:00-05:00',
      'In Florida a person may be called at most 3 times in 24 hours: that limit is reached',
    ],
    [
      'the wait after a call',
      { facts: FLORIDA, number: TAMPA, calls: [{ at: '2026-11-23T12:00:00-05:00', outcome: 'noAnswer' }] },
      '2026-11-23T13:00:00-05:00',
      'The last call ended with “No answer”: this campaign waits a while before it calls again',
    ],
    [
      'consent',
      { facts: { country: 'DE' }, number: '+4930901820' },
      '2026-11-23T13:00:00+01:00',
      'In Germany consumers may only be called with their consent, and none is recorded',
    ],
    [
      'a list',
      { facts: FLORIDA, number: TAMPA, suppressed: 'Robinson' },
      '2026-11-23T13:00:00-05:00',
      'This number is on the list “Robinson”: it must not be called',
    ],
  ] as [string, ContactFacts, string, string][])('%s', (_, c, at, text) => {
    expect(words(c, at).map((r) => r.text)).toEqual([text])
  })
})

describe('[CR14] the number to dial', () => {
  const at = iso('2026-11-23T09:00:00-05:00')
  const both = contactLead({ facts: { ...FLORIDA, phone: '+12065550142', mobile: TAMPA } })

  it('numbers come once each, phone first', () => {
    expect(numbersOf(both)).toEqual(['+12065550142', TAMPA])
    expect(numbersOf(contactLead({ facts: { phone: TAMPA, mobile: TAMPA } }))).toEqual([TAMPA])
    expect(numbersOf(contactLead({ facts: {} }))).toEqual([])
  })

  it('is the one that opens soonest', () => {
    expect(bestNumber(both, groundOf({ number: '' }), at)).toBe(TAMPA)
  })

  it('is the first of equals', () => {
    const noon = iso('2026-11-23T15:00:00-05:00')
    expect(bestNumber(both, groundOf({ number: '' }), noon)).toBe('+12065550142')
  })

  it('is not one that is barred', () => {
    const noon = iso('2026-11-23T15:00:00-05:00')
    const ground = groundOf({ number: '+12065550142', suppressed: 'Robinson' })
    expect(bestNumber(both, ground, noon)).toBe(TAMPA)
  })

  it('is the first when none ever opens, and none when there is none', () => {
    const barred = contactLead({
      facts: { ...FLORIDA, phone: '+12065550142', mobile: TAMPA },
      doNotCall: true,
    })
    expect(bestNumber(barred, groundOf({ number: '' }), at)).toBe('+12065550142')
    expect(bestNumber(contactLead({ facts: FLORIDA }), groundOf({ number: '' }), at)).toBe('')
  })
})

describe('[CR16] the recording notice', () => {
  it.each([
    ['Florida', 'FL', true],
    ['New York', 'NY', false],
  ])('%s', (_, state, asked) => {
    const lead = contactLead({ facts: business({ country: 'US', state }) })
    const contact = contactOf(lead, '+12125550142', groundOf({ number: '' }), '2026-11-23T17:00:00.000Z')
    expect(contact.recordingNotice !== '').toBe(asked)
  })

  it('of the number counts where the holder lives elsewhere', () => {
    const lead = contactLead({ facts: business({ country: 'US', state: 'NY' }) })
    const contact = contactOf(lead, TAMPA, groundOf({ number: '' }), '2026-11-23T17:00:00.000Z')
    expect(contact.recordingNotice).not.toBe('')
  })
})

describe('[CR13] contact', () => {
  it('reaches 14 days, and no further', () => {
    const lead = contactLead({ facts: FLORIDA })
    const { openings } = contactOf(lead, TAMPA, groundOf({ number: '' }), iso('2026-11-23T12:00:00-05:00'))
    expect(openings[0]?.from).toBe(iso('2026-11-23T12:00:00-05:00'))
    expect(openings.at(-1)?.to).toBe(iso('2026-12-07T12:00:00-05:00'))
    expect(openings).toHaveLength(15)
  })

  it('has no opening that ends at the instant asked', () => {
    const at = iso('2026-11-23T20:00:00-05:00')
    const { openings } = contactOf(contactLead({ facts: FLORIDA }), TAMPA, groundOf({ number: '' }), at)
    expect(openings[0]?.from).toBe(iso('2026-11-24T08:00:00-05:00'))
  })

  it('has none at all where something bars it, and says which clocks count', () => {
    const lead = contactLead({ facts: FLORIDA })
    const ground = { ...groundOf({ number: '' }), suppressedBy: () => 'Robinson' }
    const contact = contactOf(lead, TAMPA, ground, '2026-11-23T17:00:00.000Z')
    expect(contact.openings).toEqual([])
    expect(contact.zones).toEqual(['America/New_York'])
    expect(opensAt(contact, '2026-11-23T17:00:00.000Z')).toBeNull()
  })

  it('[CR10] asks lists for the key of the number dialed', () => {
    const asked: number[] = []
    const suppressedBy = (key: number) => {
      asked.push(key)
      return null
    }
    const ground = { ...groundOf({ number: '' }), suppressedBy }
    contactOf(contactLead({ facts: FLORIDA }), TAMPA, ground, '2026-11-23T17:00:00.000Z')
    expect(asked).toEqual([suppressionKey('phone', TAMPA)])
  })
})

describe('[CR8] attempts', () => {
  const rings = (inbound: boolean) => ({
    facts: FLORIDA,
    number: TAMPA,
    calls: ['09', '10', '11'].map((hour) => ({
      at: `2026-11-23T${hour}:00:00-05:00`,
      outcome: 'dropped',
      inbound,
    })),
  })

  it('are calls that were dialed: a person who rang three times may be called back', () => {
    expect(words(rings(true), '2026-11-23T13:00:00-05:00')).toEqual([])
    expect(words(rings(false), '2026-11-23T13:00:00-05:00')).not.toEqual([])
  })
})

describe('[CR17] an invalid lead', () => {
  it('is not dialed from anywhere, until its reasons are set aside', () => {
    const facts = { ...FLORIDA, firstName: 'Test', lastName: 'Test', email: 'test@example.com' }
    const lead = contactLead({ facts, responses: ['2026-11-22T15:00:00Z'] })
    const ground = groundOf({ number: TAMPA })
    const at = iso('2026-11-23T13:00:00-05:00')
    const reasons = allInvalidReasons(lead, ground.policy).map((r) => r.id)
    expect(reasons).not.toEqual([])
    expect(closedBecause(lead, TAMPA, ground, at).map((r) => r.kind)).toContain('invalid')
    const reinstated = [{ event: 'e', stamp: '', actor: 'jo', reasons, reason: 'a real person' }]
    expect(closedBecause({ ...lead, reinstated }, TAMPA, ground, at)).toEqual([])
  })
})
