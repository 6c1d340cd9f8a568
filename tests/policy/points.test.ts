import { describe, expect, it } from 'vitest'
import { compile } from '../../shared/policy/compile.ts'
import { decide } from '../../shared/policy/decide.ts'
import { DEFAULT_POLICY } from '../../shared/policy/default-policy.ts'
import { explain } from '../../shared/policy/explain.ts'
import { answerPoints, roundHalfUp } from '../../shared/policy/points.ts'
import type { PolicyField } from '../../shared/policy/policy.ts'
import fc from '../setup/fc.ts'
import { AS_OF, leadOf } from './lead-of.ts'

const timeline = DEFAULT_POLICY.fields[0]!
const compiled = compile(DEFAULT_POLICY)
const on = (value: string, day: string) => leadOf({ answers: { timeline: { value, day } } })
const timing = (value: string, day: string) => explain(compiled, on(value, day), AS_OF).dimensions[0]!

describe('[SC2] points', () => {
  it.each([
    [2.5, 3],
    [-2.5, -2],
    [10.4999999999, 11],
    [10.49, 10],
    [-0.5, 0],
    [-0.51, -1],
    [0, 0],
  ])('[SC2] %d rounds to %d', (x, rounded) => {
    expect(roundHalfUp(x)).toBe(rounded)
    expect(Object.is(roundHalfUp(x), -0)).toBe(false)
  })

  it('[SC2] are weight x shares, rounded half up', () => {
    expect(answerPoints(timeline, 30, 0)).toEqual([30, 21, 11, 3, 0])
    const third: PolicyField = { ...timeline, share: 4 / 7, answers: [{ id: 'within3', share: 0.75 }] }
    expect(answerPoints(third, 7, 0)).toEqual([3])
  })

  it('[SC2] halve every half-life and approach nothing', () => {
    expect(answerPoints(timeline, 30, 45)).toEqual([15, 11, 5, 2, 0])
    expect(answerPoints(timeline, 30, 90)[0]).toBe(8)
    expect(answerPoints(timeline, 30, 3650)[0]).toBe(0)
  })

  it('[SC2] never grow with age', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 100 }),
        fc.nat(400),
        fc.integer({ min: 1, max: 90 }),
        (weight, age, half) => {
          const field = { ...timeline, halfLifeDays: half }
          const before = answerPoints(field, weight, age)
          for (const [i, points] of answerPoints(field, weight, age + 1).entries()) {
            expect(points).toBeLessThanOrEqual(before[i]!)
          }
        },
      ),
    )
  })
})

describe('[SC5] fading', () => {
  it('[SC5] counts whole days from the day of the answer; a day to come is today', () => {
    expect(timing('within3', AS_OF)).toMatchObject({ low: 30, high: 30 })
    expect(timing('within3', '2026-10-08')).toMatchObject({ low: 15, high: 15 })
    expect(timing('within3', '2026-10-08').fields[0]).toMatchObject({ faded: 15 })
    expect(timing('within3', '2027-10-08')).toMatchObject({ low: 30, high: 30 })
  })

  it('[SC5] never changes what a condition says of the answer', () => {
    const lead = leadOf({
      answers: {
        timeline: { value: 'within3', day: '2026-06-01' },
        decisionRole: 'decides',
        need: 'urgent',
        budget: 'approved',
        companySize: 's501up',
        currentSolution: 'competitor',
      },
      responses: 5,
    })
    // 2 of the 30 points are left, and yet the timeline is still within 3 months.
    expect(decide(compiled, lead, AS_OF)).toMatchObject({ low: 72, route: 'high', state: 'decided' })
    const kind = compile({
      ...DEFAULT_POLICY,
      rules: [{ route: 'hot', when: { field: 'timeline', in: ['within3'] } }, ...DEFAULT_POLICY.rules],
    })
    expect(decide(kind, lead, AS_OF)).toMatchObject({ route: 'hot', rule: 0 })
  })

  it('[SC5] an answer older than staleAfterDays leaves the field open again', () => {
    expect(explain(compiled, on('within3', '2026-05-26'), AS_OF).open).not.toContain('timeline')
    expect(explain(compiled, on('within3', '2026-05-25'), AS_OF).open).toContain('timeline')
    expect(timing('within3', '2026-05-25')).toMatchObject({ low: 0, high: 30 })
  })

  it('[SC6] an answer that the policy does not know leaves the field open', () => {
    expect(explain(compiled, on('someday', AS_OF), AS_OF).open).toContain('timeline')
  })
})
