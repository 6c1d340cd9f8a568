import { describe, expect, it } from 'vitest'
import { isOpen } from '../../shared/contact/contact.ts'
import { closedBecause, contactOf } from '../../shared/contact/contact-of.ts'
import { whereaboutsOf } from '../../shared/contact/whereabouts.ts'
import { DEFAULT_POLICY } from '../../shared/policy/default-policy.ts'
import fc from '../setup/fc.ts'
import { mayDial } from './brute-force.ts'
import { contactLead, groundOf } from './lead-of.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

const address = fc.constantFrom<Record<string, string>[]>(
  {},
  { country: 'US' },
  { country: 'US', state: 'FL' },
  { country: 'US', state: 'TX' },
  { country: 'US', state: 'AL', timeZone: 'America/Chicago' },
  { country: 'US', state: 'NY', timeZone: 'Europe/Berlin' },
  { country: 'CA', state: 'BC' },
  { country: 'DE', state: 'Sachsen' },
  { country: 'FR' },
  { country: 'AU' },
  { country: 'AU', state: 'NSW' },
  { country: 'NZ' },
  { country: 'BR', timeZone: 'America/Manaus' },
  { country: 'CL' },
  { country: 'EG' },
  { country: 'IR' },
)
const number = fc.constantFrom(
  '+18135550142',
  '+12125550142',
  '+18505550142',
  '+18005550142',
  '+14165550142',
  '+4930901820',
  '+33123456789',
  '+61491570156',
  '+6421123456',
  '+56912345678',
  '+870773111632',
)
/** Half of them near a change of some clock. */
const instant = fc
  .tuple(
    fc.constantFrom(
      '2026-03-08',
      '2026-03-29',
      '2026-04-05',
      '2026-09-06',
      '2026-09-27',
      '2026-10-04',
      '2026-10-25',
      '2026-11-01',
      '2026-11-26',
      '2026-12-24',
      '2027-06-30',
    ),
    fc.integer({ min: -14 * 24 * 60, max: 2 * 24 * 60 }),
  )
  .map(([day, minutes]) => Date.parse(day) + minutes * 60_000)
const window = fc
  .tuple(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 1, max: 1440 }))
  .map(([from, length]): [number, number] => [from, Math.min(1440, from + length)])
const campaign = fc.option(
  fc.record({
    hours: fc.option(fc.dictionary(fc.constantFrom('1', '2', '3', '4', '5', '6', '7'), window)),
    attempts: fc.array(
      fc.record({ max: fc.integer({ min: 1, max: 3 }), hours: fc.integer({ min: 1, max: 100 }) }),
      { maxLength: 2 },
    ),
    onHolidays: fc.boolean(),
  }),
  { nil: undefined },
)
const calls = fc.array(
  fc.record({
    ago: fc.integer({ min: -60, max: 20_000 }),
    outcome: fc.constantFrom('noAnswer', 'voicemail', 'dropped'),
  }),
  { maxLength: 5 },
)
const waits = Object.fromEntries(DEFAULT_POLICY.dispositions.map((d) => [d.id, d.recycleMinutes]))

const situation = fc.record({ address, number, now: instant, campaign, calls })

function setUp({
  address,
  number,
  now,
  campaign,
  calls,
}: typeof situation extends fc.Arbitrary<infer T> ? T : never) {
  const made = calls.map(({ ago, outcome }, i) => ({ at: now - ago * 60_000 - i, outcome }))
  const byTime = [...made].sort((a, b) => a.at - b.at)
  const lead = contactLead({
    facts: { ...address, company: 'Acme' },
    calls: byTime.map(({ at, outcome }) => ({ at: new Date(at).toISOString(), outcome })),
  })
  const ground = groundOf({ number, campaign })
  const plain = byTime.map(({ at, outcome }) => ({ at, wait: waits[outcome] ?? 0 }))
  return { lead, ground, plain, at: new Date(now).toISOString() }
}

describe('[CR13] openings', () => {
  it('are exactly the instants at which every rule on every clock allows, asked of the platform one by one', () => {
    fc.assert(
      fc.property(
        situation,
        fc.array(fc.integer({ min: 0, max: 14 * DAY - 1 }), { maxLength: 60 }),
        (s, after) => {
          const { lead, ground, plain, at } = setUp(s)
          const contact = contactOf(lead, s.number, ground, at)
          if (contact.barred.some((r) => r.kind === 'consent')) return
          const { places, zones } = whereaboutsOf(lead, s.number)
          const edges = contact.openings.flatMap((o) => [o.from, o.to]).map((t) => Date.parse(t))
          const sampled = [...after.map((ms) => s.now + ms), ...edges.flatMap((e) => [e - 1, e])]
          for (const then of sampled.filter((t) => t >= s.now && t < s.now + 14 * DAY)) {
            const truth = mayDial({ places, zones, contact: s.campaign, calls: plain }, s.now, then)
            expect([new Date(then).toISOString(), isOpen(contact, new Date(then).toISOString())]).toEqual([
              new Date(then).toISOString(),
              truth,
            ])
          }
        },
      ),
      { numRuns: 400 },
    )
  })

  it('hold at an instant just when nothing is said against a call', () => {
    fc.assert(
      fc.property(situation, fc.constantFrom<boolean[][]>([], [true], [false]), (s, consents) => {
        const { lead, ground, at } = setUp(s)
        const asked = { ...lead, ...consentsOf(consents) }
        const reasons = closedBecause(asked, s.number, ground, at)
        expect(isOpen(contactOf(asked, s.number, ground, at), at)).toBe(reasons.length === 0)
      }),
      { numRuns: 1000 },
    )
  })

  it('ascend and do not touch', () => {
    fc.assert(
      fc.property(situation, (s) => {
        const { lead, ground, at } = setUp(s)
        const times = contactOf(lead, s.number, ground, at).openings.flatMap((o) => [o.from, o.to])
        expect(times).toEqual([...new Set(times)].sort())
      }),
    )
  })
})

const consentsOf = (consents: boolean[]) => {
  const { consents: given, doNotCall } = contactLead({ facts: {}, consents })
  return { consents: given, doNotCall }
}
