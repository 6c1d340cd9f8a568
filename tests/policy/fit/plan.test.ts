import { describe, expect, it } from 'vitest'
import type { Additive } from '../../../shared/policy/fit/additive.ts'
import { auc } from '../../../shared/policy/fit/measure.ts'
import { learnPlan, nextOf, pointsOf, startScores } from '../../../shared/policy/fit/plan.ts'
import { seeded } from '../../../shared/policy/fit/random.ts'

const COUNT = 4000
const random = seeded(11)
const codes = (draw: (row: number) => number) => Int16Array.from({ length: COUNT }, (_, row) => draw(row))
const coin = () => (random() < 0.5 ? 0 : 1)

/** Each field has two classes, of so many points less or more. */
const model = (...points: number[]): Additive => ({
  intercept: 0,
  fields: points.map((p, i) => ({
    bins: { id: `f${i}`, kind: 'choice', edges: [], classOf: new Map(), labels: ['no', 'yes'], count: 2 },
    points: Float64Array.of(-p, p),
  })),
})
const wonBy = (odds: (row: number) => number) =>
  Uint8Array.from({ length: COUNT }, (_, row) => (random() < 1 / (1 + Math.exp(-odds(row))) ? 1 : 0))

describe('[QU1] the plan of questions', () => {
  it('learns what asking a field adds to the order of all, in each round', () => {
    const additive = model(1.5, 0.5)
    const coded = [codes(coin), codes(coin)]
    const won = wonBy((row) => pointsOf(additive, coded, 0, row) + pointsOf(additive, coded, 1, row))
    const { rounds } = learnPlan(additive, coded, won, [0, 1], 1)
    const before = startScores(additive, coded, [0, 1], COUNT)
    const first = before.map((s, row) => s + pointsOf(additive, coded, 0, row))
    const second = first.map((s, row) => s + pointsOf(additive, coded, 1, row))
    // A lead's part is counted once among the won and once among the lost.
    const added = (scores: Float64Array, to: Float64Array) => (2 * (auc(to, won) - auc(scores, won))) / COUNT
    expect(rounds).toHaveLength(2)
    expect(rounds[0]!.gain[0]![0]).toBeCloseTo(added(before, first), 12)
    expect(rounds[1]!.gain[0]![1]).toBeCloseTo(added(first, second), 12)
  })

  it('asks each band of the score what adds most there', () => {
    // What stands first is known: it makes two bands. In the low one the second field tells of the outcome, in the high one the third.
    const additive = model(10, 1, 1)
    const coded = [codes(coin), codes(coin), codes(coin)]
    const won = wonBy((row) => 3 * pointsOf(additive, coded, coded[0]![row] === 0 ? 1 : 2, row))
    const plan = learnPlan(additive, coded, won, [1, 2], 2)
    const open = new Set([1, 2])
    expect(nextOf(plan, 0, -10, open).field).toBe(1)
    expect(nextOf(plan, 0, 10, open).field).toBe(2)
  })

  it('counts questions that stay unanswered: what hardly anybody tells comes later, however much it says', () => {
    const additive = model(5, 1)
    const coded = [codes(() => (random() < 0.02 ? coin() : -1)), codes(coin)]
    const won = wonBy((row) => pointsOf(additive, coded, 0, row) + pointsOf(additive, coded, 1, row))
    const plan = learnPlan(additive, coded, won, [0, 1], 1)
    const open = new Set([0, 1])
    const next = nextOf(plan, 0, 0, open)
    expect(next.field).toBe(1)
    expect(next.gain).toBeGreaterThan(nextOf(plan, 0, 0, new Set([0])).gain)
  })
})
