import { describe, expect, it } from 'vitest'
import { checkPolicy } from '../../../shared/policy/check-policy.ts'
import { DEFAULT_POLICY } from '../../../shared/policy/default-policy.ts'
import {
  ANSWERS_NEEDED,
  countAnswers,
  learnAnswers,
  sumOfCounts,
} from '../../../shared/policy/fit/learn-answers.ts'
import { AS_OF, leadOf } from '../lead-of.ts'

const lead = (answers: Record<string, string | number>, asOf = AS_OF) => ({ lead: leadOf({ answers }), asOf })
const times = <T>(count: number, one: T): T[] => Array.from({ length: count }, () => one)
const learn = (leads: ReturnType<typeof lead>[]) =>
  learnAnswers(DEFAULT_POLICY, countAnswers(DEFAULT_POLICY, leads))

describe('[FT13] probabilities learned from answers alone', () => {
  const leads = [
    ...times(26, lead({ budget: 'approved', need: 'urgent' })),
    ...times(14, lead({ budget: 'none', companySize: 35 })),
    ...times(10, lead({})),
  ]
  const learned = learn(leads)
  if (!learned.ok) throw new Error(learned.unless)
  const answersOf = (field: string) => learned.draft.fields.find((f) => f.field === field)!.answers

  it('are the shares of those who answered, each answer given one lead on top', () => {
    expect(Object.fromEntries(answersOf('budget').map((a) => [a.id, a.probability]))).toEqual({
      approved: 0.6279,
      planned: 0.0233,
      none: 0.3488,
    })
    expect(learned).toMatchObject({ leads: 50, fields: [{ field: 'budget', answers: 40 }] })
  })

  it('leave everything else as it is: points, rules, fields that too few answered', () => {
    const { version, fields, ...rest } = learned.draft
    const { version: from, fields: before, ...others } = DEFAULT_POLICY
    expect(version).toBe(from + 1)
    expect(rest).toEqual(others)
    expect(fields.filter((f) => f.field !== 'budget')).toEqual(before.filter((f) => f.field !== 'budget'))
    expect(answersOf('budget').map((a) => a.share)).toEqual(
      before.find((f) => f.field === 'budget')!.answers.map((a) => a.share),
    )
    expect(checkPolicy(learned.draft)).toEqual([])
  })

  it('come out alike whatever batches the leads are counted in', () => {
    const [some, others] = [leads.slice(0, 17), leads.slice(17)]
    expect(sumOfCounts(countAnswers(DEFAULT_POLICY, others), countAnswers(DEFAULT_POLICY, some))).toEqual(
      countAnswers(DEFAULT_POLICY, leads),
    )
  })

  it('do not count what is stale', () => {
    const stale = DEFAULT_POLICY.fields.find((f) => f.staleAfterDays !== null)!
    const given = (asOf: string) =>
      countAnswers(DEFAULT_POLICY, [lead({ [stale.field]: stale.answers[0]!.id }, asOf)]).byField.get(
        stale.field,
      )
    expect(given(AS_OF)).toContain(1)
    expect(given('2030-01-01')).not.toContain(1)
  })

  it('are refused on too few answers, and it is said how many it takes', () => {
    expect(learn(times(ANSWERS_NEEDED, lead({ budget: 'none' }))).ok).toBe(true)
    expect(learn(times(ANSWERS_NEEDED - 1, lead({ budget: 'none' })))).toEqual({
      ok: false,
      unless: 'Too few answers to learn from: it takes 30 to one question (the most there are to one is 29).',
    })
    expect(learn([])).toMatchObject({ ok: false })
  })
})
