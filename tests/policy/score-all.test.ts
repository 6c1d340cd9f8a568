import { expect, it } from 'vitest'
import { ROUTES } from '../../shared/lead/route.ts'
import { compile } from '../../shared/policy/compile.ts'
import { decide } from '../../shared/policy/decide.ts'
import { DEFAULT_POLICY } from '../../shared/policy/default-policy.ts'
import { encodeAll } from '../../shared/policy/encode-all.ts'
import { gather } from '../../shared/policy/gather.ts'
import type { Policy } from '../../shared/policy/policy.ts'
import { STATES, scoreAll } from '../../shared/policy/score-all.ts'
import fc from '../setup/fc.ts'
import { AS_OF, leadOf } from './lead-of.ts'
import { answersOf, randomAnswers, testCatalog } from './random-policy.ts'

/** So many shapes that no table of all of them is made: every answer of seven fields is told apart. */
function widePolicy(answers: Record<string, Policy['fields'][number]['answers']>): Policy {
  const ids = Object.keys(answers)
  const nth = (n: number) =>
    ids.map((id) => {
      const answer = answers[id]![n % answers[id]!.length]!
      return id.startsWith('number')
        ? { field: id, min: n * 3, max: n * 3 + 2 }
        : { field: id, in: [answer.id] }
    })
  return {
    ...DEFAULT_POLICY,
    dimensions: [{ id: 'need', label: 'Need', weight: 100 }],
    fields: ids.map((id) => ({
      field: id,
      dimension: 'need',
      share: 1,
      question: 'What?',
      answers: answers[id]!,
      halfLifeDays: null,
      staleAfterDays: null,
      reaskDays: 1,
    })),
    rules: [
      { route: 'hot', when: { all: [{ any: nth(0) }, { score: { min: 120 } }] } },
      { route: 'nurture', when: { all: [{ any: nth(1) }, { score: { max: 40 } }] } },
      { route: 'partner', when: { all: [{ any: nth(2) }, { score: { min: 60, max: 90 } }] } },
      { route: 'low', when: { all: [] } },
    ],
  }
}

it('[SC9] a list under a policy of very many shapes has what deciding lead by lead gives', () => {
  const ids = ['choice1', 'choice2', 'choice3', 'choice4', 'choice5', 'number1', 'number2']
  const random = fc.record(Object.fromEntries(ids.map((id) => [id, answersOf(id)]))).chain((answers) => {
    const policy = widePolicy(answers)
    return fc.record({
      policy: fc.constant(policy),
      leads: fc.array(randomAnswers(policy), { minLength: 5, maxLength: 20 }),
    })
  })
  let wide = 0
  fc.assert(
    fc.property(random, ({ policy, leads }) => {
      const compiled = compile(policy, testCatalog)
      if (compiled.shapeCount * compiled.size > 1 << 22) wide += 1
      const list = leads.map((given, i) => {
        const known = Object.entries(given).flatMap(([id, a]) => (a ? [[id, a.value] as const] : []))
        return leadOf({
          answers: Object.fromEntries(known),
          declined: i % 3 ? {} : { choice1: '2027-01-01' },
        })
      })
      const scores = scoreAll(compiled, encodeAll(compiled, gather(list), AS_OF))
      for (const [i, lead] of list.entries()) {
        const { low, high, expected, route, state, rule } = decide(compiled, lead, AS_OF)
        expect({
          low: scores.low[i],
          high: scores.high[i],
          expected: scores.expected[i],
          route: ROUTES[scores.route[i]!],
          state: STATES[scores.state[i]!],
          rule: scores.rule[i]! < 0 ? null : scores.rule[i],
        }).toEqual({ low, high, expected, route, state, rule })
      }
    }),
    { numRuns: 40 },
  )
  expect(wide).toBeGreaterThan(10)
})
