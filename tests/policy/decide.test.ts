import { describe, expect, it } from 'vitest'
import { nextQuestions, openQuestions } from '../../shared/policy/ask.ts'
import { compile } from '../../shared/policy/compile.ts'
import { decide } from '../../shared/policy/decide.ts'
import { DEFAULT_POLICY } from '../../shared/policy/default-policy.ts'
import { explain } from '../../shared/policy/explain.ts'
import type { Condition } from '../../shared/policy/policy.ts'
import { inWords } from '../../shared/policy/words.ts'
import { AS_OF, type LeadFacts, leadOf } from './lead-of.ts'

const compiled = compile(DEFAULT_POLICY)
/** The lead of the design's picture. */
const MARCUS: LeadFacts = {
  answers: { need: 'replace', companySize: 's120to500', currentSolution: 'spreadsheet', territory: 'direct' },
  responses: 3,
}
const marcus = (more: Partial<LeadFacts> = {}, answers: LeadFacts['answers'] = {}) =>
  leadOf({ ...MARCUS, ...more, answers: { ...MARCUS.answers, ...answers } })
const tomorrow = '2026-11-23'

describe('routing', () => {
  it('[RT5] several routes and something to ask: the lead needs information', () => {
    expect(decide(compiled, marcus(), AS_OF)).toEqual({
      low: 28,
      high: 91,
      expected: 58.2,
      state: 'needsInformation',
      route: 'needInfo',
      possible: ['hot', 'nurture', 'high', 'low'],
      rule: null,
    })
  })

  it('[RT5] one possible route decides, even with fields open', () => {
    const lead = marcus({}, { timeline: 'm7to12' })
    expect(decide(compiled, lead, AS_OF)).toMatchObject({
      low: 39,
      high: 72,
      state: 'decided',
      route: 'nurture',
      rule: 2,
    })
    expect(openQuestions(compiled, lead, AS_OF)).toEqual([])
  })

  it('[RT6] nothing askable is left: forced by the expected score, open conditions counting as false', () => {
    const declined = { timeline: tomorrow, decisionRole: tomorrow, budget: tomorrow }
    expect(decide(compiled, marcus({ declined }), AS_OF)).toMatchObject({
      state: 'forced',
      route: 'high',
      rule: 3,
      possible: ['hot', 'nurture', 'high', 'low'],
    })
  })

  it('[RT6] a negated condition on an open field is not known either, and counts as false', () => {
    const policy = compile({
      ...DEFAULT_POLICY,
      rules: [
        { route: 'hot', when: { not: { field: 'timeline', in: ['researching'] } } },
        { route: 'low', when: { all: [] } },
      ],
    })
    const lead = leadOf({ declined: { timeline: tomorrow } })
    expect(decide(policy, lead, AS_OF)).toMatchObject({ state: 'forced', route: 'low', rule: 1 })
  })

  it('[RT6] the expected score decides before it is rounded to a tenth', () => {
    const policy = compile({
      ...DEFAULT_POLICY,
      dimensions: [{ id: 'timing', label: 'Timing', weight: 100 }],
      fields: [
        {
          ...DEFAULT_POLICY.fields[0]!,
          answers: [
            { id: 'within3', share: 1, probability: 0.5446 },
            { id: 'm3to6', share: 0 },
            { id: 'm7to12', share: 0 },
            { id: 'later', share: 0 },
            { id: 'researching', share: 0, probability: 0.4554 },
          ],
        },
      ],
      rules: [
        { route: 'high', when: { score: { min: 55 } } },
        { route: 'low', when: { all: [] } },
      ],
    })
    const lead = leadOf({ declined: { timeline: tomorrow } })
    expect(decide(policy, lead, AS_OF)).toMatchObject({ expected: 54.5, route: 'low', state: 'forced' })
  })

  it('[RT7] the attempts are used up: forced, though the questions still stand for a person who rings back', () => {
    const calls = new Array(DEFAULT_POLICY.maxAttempts).fill(false)
    expect(decide(compiled, marcus({ calls }), AS_OF)).toMatchObject({ state: 'forced', route: 'high' })
    expect(openQuestions(compiled, marcus({ calls }), AS_OF)).toHaveLength(3)
    expect(decide(compiled, marcus({ calls: calls.slice(1) }), AS_OF).state).toBe('needsInformation')
    expect(decide(compiled, marcus({ calls: [...calls, true] }), AS_OF).state).toBe('needsInformation')
  })

  it('[RT8] a route set by hand stands until it is withdrawn', () => {
    const lead = marcus({ routeByHand: 'hot' })
    expect(decide(compiled, lead, AS_OF)).toMatchObject({
      state: 'byHand',
      route: 'hot',
      rule: null,
      low: 28,
    })
    expect(explain(compiled, lead, AS_OF)).toMatchObject({
      because: 'Set by hand: They know the owner',
      ask: [],
    })
    expect(decide(compiled, marcus({ routeByHand: null }), AS_OF).state).toBe('needsInformation')
  })
})

describe('asking', () => {
  it("[NQ3] the design's lead is asked for the timeline first", () => {
    const questions = nextQuestions(compiled, marcus(), AS_OF)
    expect(questions.map((q) => q.field)).toEqual(['timeline', 'decisionRole', 'budget'])
    expect(questions[0]!.question).toBe('When do you expect to have this in place?')
  })

  it("[NQ4] and each answer leads where the design's picture says", () => {
    const [timeline] = nextQuestions(compiled, marcus(), AS_OF)
    expect(timeline!.outcomes.map((o) => [o.answer, o.low, o.high, o.possible])).toEqual([
      ['within3', 58, 91, ['hot', 'high']],
      ['m3to6', 49, 82, ['high', 'low']],
      ['m7to12', 39, 72, ['nurture']],
      ['later', 31, 64, ['nurture', 'low']],
      ['researching', 28, 61, ['nurture', 'low']],
    ])
  })

  it('[DK8] what they will tell later is not asked until then, and forces nothing', () => {
    const later = { timeline: tomorrow, decisionRole: tomorrow, budget: tomorrow }
    const lead = marcus({ later })
    expect(openQuestions(compiled, lead, AS_OF)).toEqual([])
    expect(decide(compiled, lead, AS_OF)).toMatchObject({ state: 'needsInformation', route: 'needInfo' })
    expect(openQuestions(compiled, lead, tomorrow)).toHaveLength(3)
    // One that was refused beside it does not force the lead either: the other is still to come.
    const mixed = marcus({
      later: { timeline: tomorrow },
      declined: { decisionRole: tomorrow, budget: tomorrow },
    })
    expect(decide(compiled, mixed, AS_OF).state).toBe('needsInformation')
  })

  it('[DK8] what they will tell next time is asked again once the call is over', () => {
    const lead = marcus({ later: { timeline: 'call' }, calls: [false] })
    const [call] = lead.calls
    if (!call) throw new Error('a call was made')
    expect(openQuestions(compiled, lead, AS_OF)).toContain('timeline')
    const running = { ...lead, calls: [{ ...call, since: '2026-11-22T09:00:00.000Z', disposition: null }] }
    expect(openQuestions(compiled, running, AS_OF)).not.toContain('timeline')
    const next = { ...call, id: 'next', since: '2026-11-22T12:00:00.000Z', disposition: null }
    expect(openQuestions(compiled, { ...lead, calls: [call, next] }, AS_OF)).toContain('timeline')
  })

  it('[NQ2] a declined field is asked again from its re-ask date on', () => {
    expect(openQuestions(compiled, marcus({ declined: { timeline: tomorrow } }), AS_OF)).toEqual([
      'decisionRole',
      'budget',
    ])
    expect(openQuestions(compiled, marcus({ declined: { timeline: AS_OF } }), AS_OF)).toContain('timeline')
  })

  it('[NQ1] fields that only matter together are all asked', () => {
    const both: Condition = {
      all: [
        { field: 'budget', in: ['approved'] },
        { field: 'decisionRole', in: ['decides'] },
      ],
    }
    const policy = compile({
      ...DEFAULT_POLICY,
      rules: [
        { route: 'hot', when: both },
        { route: 'low', when: { all: [] } },
      ],
    })
    expect(openQuestions(policy, leadOf({}), AS_OF)).toEqual(['decisionRole', 'budget'])
  })

  it('[SC9] explaining the lead on screen takes less than 5 ms', () => {
    const times = Array.from({ length: 50 }, () => {
      const fresh = compile(DEFAULT_POLICY)
      const start = performance.now()
      explain(fresh, marcus(), AS_OF)
      return performance.now() - start
    })
    expect(times.sort((a, b) => a - b)[25]).toBeLessThan(5)
  })
})

describe('[RT9] the deciding rule in words', () => {
  it('[RT9] names fields and answers as people read them', () => {
    const lead = marcus({}, { timeline: 'within3', decisionRole: 'decides', budget: 'approved' })
    expect(explain(compiled, lead, AS_OF).because).toBe(
      'Purchase timeline is within 3 months and decision role is decides or recommends, and score is at least 75',
    )
    expect(explain(compiled, marcus(), AS_OF).because).toBe('')
  })

  it.each<[Condition, string]>([
    [{ all: [] }, 'Otherwise'],
    [{ any: [] }, 'Never'],
    [{ score: { min: 35, max: 54 } }, 'Score is between 35 and 54'],
    [{ not: { field: 'responses', max: 2 } }, 'Not (responses is at most 2)'],
    [
      {
        any: [
          { field: 'companySize', in: ['s501up'] },
          { all: [{ field: 'emailOptIn', in: ['yes'] }, { score: { min: 5 } }] },
        ],
      },
      'Company size is over 500 or (e-mail opt-in is yes, and score is at least 5)',
    ],
  ])('[RT9] %j', (when, text) => {
    expect(inWords(when)).toBe(text)
  })
})
