import { describe, expect, it } from 'vitest'
import { checkPolicy } from '../../../shared/policy/check-policy.ts'
import { DEFAULT_POLICY } from '../../../shared/policy/default-policy.ts'
import { tableOf } from '../../../shared/policy/fit/from-leads.ts'
import { countAnswers } from '../../../shared/policy/fit/learn-answers.ts'
import { expectedScores, propose } from '../../../shared/policy/fit/propose.ts'
import { answerPoints } from '../../../shared/policy/points.ts'
import { leadOf } from '../lead-of.ts'
import { madeUp } from './made-up.ts'

const leads = madeUp(1500, 4)
const table = tableOf(DEFAULT_POLICY, leads)
const answers = countAnswers(DEFAULT_POLICY, leads)
const proposal = propose(DEFAULT_POLICY, table, answers)
if (!proposal.ok) throw new Error(proposal.unless)
const { draft, measures } = proposal

const pointsOf = (field: string) => {
  const source = draft.fields.find((f) => f.field === field)!
  const { weight } = draft.dimensions.find((d) => d.id === source.dimension)!
  return Object.fromEntries(source.answers.map((a, i) => [a.id, answerPoints(source, weight, 0)[i]!]))
}

describe('[FT9] a proposal', () => {
  it('is a draft that holds together, and leaves the present policy and everything but points alone', () => {
    expect(checkPolicy(draft)).toEqual([])
    expect(draft.version).toBe(DEFAULT_POLICY.version + 1)
    expect(draft.routes).toEqual(DEFAULT_POLICY.routes)
    expect(draft.fields.map((f) => [f.field, f.question, f.halfLifeDays])).toEqual(
      DEFAULT_POLICY.fields.map((f) => [f.field, f.question, f.halfLifeDays]),
    )
  })

  it('gives most points to what drives the outcome, in its order', () => {
    const [budget, need, size] = [pointsOf('budget'), pointsOf('need'), pointsOf('companySize')]
    expect(budget.approved!).toBeGreaterThan(budget.planned!)
    expect(budget.planned!).toBeGreaterThan(budget.none!)
    expect(need.urgent!).toBeGreaterThan(need.curious!)
    expect(budget.approved!).toBeGreaterThan(2 * Math.max(...Object.values(size)))
  })

  it('orders leads it has not seen better than the present points', () => {
    expect(measures.present.auc).toBeGreaterThan(0.6)
    expect(measures.proposed.auc).toBeGreaterThan(measures.present.auc + 0.03)
    expect(measures.proposed.auc).toBeGreaterThan(measures.naiveBayes.auc - 0.02)
  })

  it('learns how often each answer is given', () => {
    const { answers } = draft.fields.find((f) => f.field === 'timeline')!
    for (const a of answers) expect(a.probability).toBeCloseTo(0.2, 1)
  })

  it('moves thresholds so that as many leads reach them', () => {
    const [before, after] = [expectedScores(DEFAULT_POLICY, table), expectedScores(draft, table)]
    const reach = (scores: Float64Array, min: number) => scores.filter((s) => s >= min).length / scores.length
    const [old, now] = [DEFAULT_POLICY, draft].map((p) => {
      const when = p.rules.find((r) => r.route === 'high')!.when
      return ('score' in when && when.score.min) || 0
    }) as [number, number]
    expect(Math.abs(reach(after, now) - reach(before, old))).toBeLessThan(0.05)
  })

  it('[FT8] is refused on too few leads', () => {
    const few = tableOf(DEFAULT_POLICY, madeUp(40, 1))
    expect(propose(DEFAULT_POLICY, few, answers)).toMatchObject({ ok: false })
  })
})

describe('[FT9] only what was known when the lead was handed off', () => {
  const lead = leadOf({ answers: { budget: { value: 'approved', day: '2026-11-10' } } })
  const budgetAsOf = (asOf: string) =>
    tableOf(DEFAULT_POLICY, [{ lead, won: true, asOf }]).columns.find((c) => c.id === 'budget')!.values[0]

  it.each([
    ['2026-11-10', 'approved'],
    ['2026-11-09', null],
    ['2027-11-20', null],
  ])('as of %s the budget is %s', (asOf, expected) => {
    expect(budgetAsOf(asOf)).toBe(expected)
  })
})
