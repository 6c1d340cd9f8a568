import { describe, expect, it } from 'vitest'
import { compile } from '../../shared/policy/compile.ts'
import { DEFAULT_POLICY } from '../../shared/policy/default-policy.ts'
import { encode } from '../../shared/policy/encode.ts'
import { encodeAll, rowOf } from '../../shared/policy/encode-all.ts'
import { seeded } from '../../shared/policy/fit/random.ts'
import { type Gathered, gather, gatherer } from '../../shared/policy/gather.ts'
import type { Policy } from '../../shared/policy/policy.ts'
import { whatIf } from '../../shared/policy/what-if.ts'
import fc from '../setup/fc.ts'
import { AS_OF, type LeadFacts, leadOf } from './lead-of.ts'
import { randomPolicy, testCatalog } from './random-policy.ts'

const DAYS = ['2026-11-22', '2026-11-20', '2026-05-01', '2010-01-01', '2026-12-24', 'not a day']
const day = fc.constantFrom(...DAYS)
const choice = fc.constantFrom(
  'a',
  'b',
  'c',
  'd',
  '7',
  'within3',
  'm3to6',
  'approved',
  'partner',
  'direct',
  'yes',
)
const value = fc.oneof(choice, fc.integer({ min: -14, max: 50 }))
const FIELDS = [
  ...['choice1', 'choice2', 'choice3', 'number1', 'number2', 'own.choice', 'own.number', 'own.gone'],
  ...['timeline', 'budget', 'responses', 'emailOptIn', 'territory'],
]
const some = <T>(of: fc.Arbitrary<T>) =>
  fc.dictionary(fc.constantFrom(...FIELDS), of, { noNullPrototype: true, maxKeys: 5 })

const facts: fc.Arbitrary<LeadFacts> = fc
  .record({
    answers: some(fc.record({ value, day })),
    place: fc.constantFrom<Record<string, string>>(
      {},
      { country: 'br' },
      { country: 'US', state: 'ca' },
      { state: 'US-CA' },
    ),
    declined: some(day),
    later: some(fc.oneof(day, fc.constant('call'))),
    responses: fc.nat(3),
    emailConsents: fc.array(fc.record({ given: fc.boolean(), at: day }), { maxLength: 2 }),
    calls: fc.array(fc.boolean(), { maxLength: 7 }),
    routeByHand: fc.constantFrom(undefined, undefined, 'hot' as const, null),
  })
  .map(({ answers, place, ...rest }) => ({ ...rest, answers: { ...answers, ...place } }))

/** The last call still going on, begun before or after what was said. */
const lead = fc.tuple(facts, fc.constantFrom(null, '2026-11-22T09', '2026-11-22T11')).map(([f, since]) => {
  const made = leadOf(f)
  const last = made.calls.at(-1)
  if (last && since)
    Object.assign(last, { disposition: null, flags: null, since: `${since}:00:00.000Z-0000-test` })
  return {
    ...made,
    responses: made.responses.map((r, i) => ({ ...r, at: i % 2 ? null : `${AS_OF}T10:00:00Z` })),
  }
})

const policy: fc.Arbitrary<Policy> = fc
  .tuple(
    fc.oneof(randomPolicy, fc.constant(DEFAULT_POLICY)),
    fc.array(fc.constantFrom(null, 0, 2, 300), { minLength: 12, maxLength: 12 }),
    fc.constantFrom<string[]>([], ['BR'], ['BR', 'US-CA']),
  )
  .map(([made, stale, partnerTerritories]) => ({
    ...made,
    partnerTerritories,
    fields: made.fields.map((f, i) => ({ ...f, staleAfterDays: stale[i % stale.length]! })),
  }))
const catalog = (id: string) => testCatalog(id)
const compiled = (p: Policy) => (p.name && p.ownFields ? compile(p, catalog) : compile(p))

describe('[WI5] leads as columns', () => {
  it('have in every row what encoding that lead alone gives, whatever the policy, in whatever parts they came', () => {
    fc.assert(
      fc.property(
        fc.array(lead, { minLength: 1, maxLength: 12 }),
        fc.array(policy, { minLength: 1, maxLength: 2 }),
        fc.nat(12),
        fc.integer({ min: 1, max: 3 }),
        (leads, policies, from, every) => {
          const parts = gatherer(1)
          for (const part of [leads.slice(0, from), leads.slice(from)]) parts.add(part)
          for (const one of policies.map(compiled)) {
            const [all, some] = [
              encodeAll(one, gather(leads), AS_OF),
              encodeAll(one, parts.gathered, AS_OF, { from, to: leads.length, every }),
            ]
            const slow = leads.map((l) => encode(one, l, AS_OF))
            expect(leads.map((_, i) => rowOf(all, i))).toEqual(slow)
            expect(Array.from({ length: some.count }, (_, i) => rowOf(some, i))).toEqual(
              slow.filter((_, i) => i >= from && (i - from) % every === 0),
            )
          }
        },
      ),
      { numRuns: 150 },
    )
  })

  it('answer the same for a policy that was kept from an earlier draft', () => {
    fc.assert(
      fc.property(
        fc.array(lead, { minLength: 1, maxLength: 12 }),
        fc.tuple(policy, policy, policy),
        (leads, [before, first, second]) => {
          const answer = (old: ReturnType<typeof compile>, now: Policy, from: Gathered) => {
            const work = whatIf(old, compiled(now), from, { asOf: AS_OF, random: seeded(1), chunk: 5 })
            for (;;) {
              const step = work.next()
              if (step.done) return step.value
            }
          }
          const [kept, all] = [compiled(before), gather(leads)]
          answer(kept, first, all)
          expect(answer(kept, second, all)).toEqual(answer(compiled(before), second, gather(leads)))
        },
      ),
      { numRuns: 40 },
    )
  })
})
