import { expect, it } from 'vitest'
import { ROUTES } from '../../shared/lead/route.ts'
import { nextQuestions, openQuestions } from '../../shared/policy/ask.ts'
import { compile } from '../../shared/policy/compile.ts'
import { decide } from '../../shared/policy/decide.ts'
import { encodeAll } from '../../shared/policy/encode-all.ts'
import { explain } from '../../shared/policy/explain.ts'
import { gather } from '../../shared/policy/gather.ts'
import type { Policy } from '../../shared/policy/policy.ts'
import { STATES, scoreAll } from '../../shared/policy/score-all.ts'
import fc from '../setup/fc.ts'
import { type Answers, enumerate, isNumber } from './brute-force.ts'
import { AS_OF, leadOf } from './lead-of.ts'
import { randomAnswers, randomCase, testCatalog } from './random-policy.ts'

const RUNS = 1000

function setUp(policy: Policy, given: Record<string, { value: string | number; age: number } | null>) {
  const known: Answers = {}
  const ages: Record<string, number> = {}
  const answers: Record<string, { value: string | number; day: string }> = {}
  for (const [field, answer] of Object.entries(given)) {
    if (!answer) continue
    known[field] = answer.value
    ages[field] = Math.min(answer.age, 3650)
    const day = new Date(Date.parse(AS_OF) - answer.age * 86_400_000).toISOString().slice(0, 10)
    answers[field] = { value: answer.value, day }
  }
  const lead = leadOf({ answers })
  return { compiled: compile(policy, testCatalog), lead, truth: enumerate(policy, known, ages) }
}

const holdsForRandomCases = (check: (s: ReturnType<typeof setUp>) => void) =>
  fc.assert(
    fc.property(randomCase, ({ policy, answers }) => check(setUp(policy, answers))),
    { numRuns: RUNS },
  )

it('[SC3] low and high are the least and the greatest total that any completion reaches', () => {
  holdsForRandomCases(({ compiled, lead, truth }) => {
    const { low, high } = decide(compiled, lead, AS_OF)
    expect([low, high]).toEqual([truth.low, truth.high])
  })
})

it('[SC4] expected is the mean over the completions and lies between low and high', () => {
  holdsForRandomCases(({ compiled, lead, truth }) => {
    const { low, high, expected } = decide(compiled, lead, AS_OF)
    expect(Math.abs(expected - truth.expected)).toBeLessThanOrEqual(0.05 + 1e-6)
    expect(low <= expected && expected <= high).toBe(true)
  })
})

it('[RT1] [RT2] [RT3] the possible routes are those that enumeration of all completions finds', () => {
  let several = 0
  holdsForRandomCases(({ compiled, lead, truth }) => {
    const { possible, state, rule } = decide(compiled, lead, AS_OF)
    expect(new Set(possible)).toEqual(truth.routes)
    expect(possible).toHaveLength(truth.routes.size)
    if (possible.length > 1) several += 1
    if (state === 'decided') expect(rule).toBe(Math.min(...truth.rules))
  })
  // Random cases that are nearly all settled would show nothing.
  expect(several).toBeGreaterThan(RUNS / 10)
})

it('[NQ1] a field is asked exactly when its answers lead to different routes for some completion of the others', () => {
  holdsForRandomCases(({ compiled, lead, truth }) => {
    const asked = compiled.policy.fields.filter((f) => truth.relevant.has(f.field) && f.question !== null)
    const open = openQuestions(compiled, lead, AS_OF)
    expect(new Set<string>(open)).toEqual(new Set(asked.map((f) => f.field)))
    const { state } = decide(compiled, lead, AS_OF)
    if (truth.routes.size > 1) expect(state).toBe(asked.length > 0 ? 'needsInformation' : 'forced')
    else expect(state).toBe('decided')
  })
})

it('[NQ3] the gain is the expected reduction of the weighted entropy of the enumerated routes', () => {
  const entropy = (policy: Policy, probability: ReadonlyMap<keyof Policy['routes'], number>) =>
    [...probability].reduce(
      (sum, [route, p]) => sum - (p > 0 ? policy.routes[route].cost * p * Math.log2(p) : 0),
      0,
    )
  fc.assert(
    fc.property(randomCase, ({ policy, answers }) => {
      const { compiled, lead, truth } = setUp(policy, answers)
      const questions = nextQuestions(compiled, lead, AS_OF)
      for (const [i, q] of questions.entries()) {
        if (i > 0) expect(questions[i - 1]!.gain).toBeGreaterThanOrEqual(q.gain)
        const field = policy.fields.find((f) => f.field === q.field)!
        if (isNumber(field)) continue
        const learned = field.answers.some((a) => a.probability !== undefined)
        const sum = field.answers.reduce((s, a) => s + (a.probability ?? 0), 0)
        const after = field.answers.map((a) => {
          const given = setUp(policy, { ...answers, [field.field]: { value: a.id, age: 0 } }).truth
          return (
            (learned ? (a.probability ?? 0) / sum : 1 / field.answers.length) *
            entropy(policy, given.probability)
          )
        })
        const gain = entropy(policy, truth.probability) - after.reduce((x, y) => x + y, 0)
        expect(q.gain).toBeCloseTo(gain, 6)
      }
    }),
    { numRuns: 400 },
  )
})

it('[NQ4] the outcome of an answer is what deciding says once it is given', () => {
  fc.assert(
    fc.property(randomCase, ({ policy, answers }) => {
      const { compiled, lead } = setUp(policy, answers)
      for (const question of nextQuestions(compiled, lead, AS_OF)) {
        if (isNumber(question)) continue
        for (const outcome of question.outcomes) {
          const then = leadOf({ answers: { ...answered(answers), [question.field]: outcome.answer } })
          const { low, high, possible } = decide(compiled, then, AS_OF)
          expect([outcome.low, outcome.high, new Set(outcome.possible)]).toEqual([
            low,
            high,
            new Set(possible),
          ])
        }
      }
    }),
    { numRuns: 400 },
  )
})

it('[NQ5] the order is the same whatever was computed before, and equal gains stand in the order of the policy', () => {
  const others = randomCase.chain(({ policy, answers }) =>
    fc.record({
      policy: fc.constant(policy),
      answers: fc.constant(answers),
      before: fc.array(randomAnswers(policy), { maxLength: 4 }),
    }),
  )
  fc.assert(
    fc.property(others, ({ policy, answers, before }) => {
      const { compiled, lead } = setUp(policy, answers)
      const fresh = nextQuestions(compiled, lead, AS_OF)
      const used = compile(policy, testCatalog)
      for (const given of before) nextQuestions(used, setUp(policy, given).lead, AS_OF)
      expect(nextQuestions(used, lead, AS_OF)).toEqual(fresh)
      const place = (i: number) => policy.fields.findIndex((f) => f.field === fresh[i]!.field)
      for (let i = 1; i < fresh.length; i++)
        if (fresh[i]!.gain === fresh[i - 1]!.gain) expect(place(i)).toBeGreaterThan(place(i - 1))
    }),
    { numRuns: 200 },
  )
})

function answered(given: Record<string, { value: string | number; age: number } | null>) {
  return Object.fromEntries(
    Object.entries(given).flatMap(([field, a]) =>
      a
        ? [
            [
              field,
              {
                value: a.value,
                day: new Date(Date.parse(AS_OF) - a.age * 86_400_000).toISOString().slice(0, 10),
              },
            ],
          ]
        : [],
    ),
  )
}

it('[SC7] [SC9] scoring a list in columns and deciding lead by lead agree, and dimensions and fields add up', () => {
  holdsForRandomCases(({ compiled, lead }) => {
    const one = decide(compiled, lead, AS_OF)
    const scores = scoreAll(compiled, encodeAll(compiled, gather([lead, lead]), AS_OF))
    for (const i of [0, 1]) {
      expect([scores.low[i], scores.high[i], scores.expected[i]]).toEqual([one.low, one.high, one.expected])
      expect(ROUTES[scores.route[i]!]).toBe(one.route)
      expect(STATES[scores.state[i]!]).toBe(one.state)
      expect(scores.rule[i]).toBe(one.rule ?? -1)
      expect(ROUTES.filter((_, bit) => scores.possible[i]! & (1 << bit)).sort()).toEqual(
        [...one.possible].sort(),
      )
    }
    const { dimensions } = explain(compiled, lead, AS_OF)
    expect(dimensions.reduce((sum, d) => sum + d.low, 0)).toBe(one.low)
    expect(dimensions.reduce((sum, d) => sum + d.high, 0)).toBe(one.high)
    const fields = dimensions.flatMap((d) => d.fields)
    expect(fields.reduce((sum, f) => sum + f.low, 0)).toBe(one.low)
    expect(fields.reduce((sum, f) => sum + f.high, 0)).toBe(one.high)
  })
})
