import { describe, expect, it } from 'vitest'
import type { Lead } from '../../shared/lead/lead.ts'
import { ROUTES } from '../../shared/lead/route.ts'
import { compile } from '../../shared/policy/compile.ts'
import { decide } from '../../shared/policy/decide.ts'
import { DEFAULT_POLICY } from '../../shared/policy/default-policy.ts'
import { seeded } from '../../shared/policy/fit/random.ts'
import { gather } from '../../shared/policy/gather.ts'
import type { Policy } from '../../shared/policy/policy.ts'
import { type WhatIf, type WhatIfOptions, whatIf } from '../../shared/policy/what-if.ts'
import { randomLeads } from '../bench/score/random-leads.ts'
import { AS_OF, leadOf } from './lead-of.ts'

/** The default policy with Budget worth 8 more, and High potential from 50 on. */
const DRAFT: Policy = {
  ...DEFAULT_POLICY,
  version: 2,
  dimensions: DEFAULT_POLICY.dimensions.map((d) => (d.id === 'budget' ? { ...d, weight: 26 } : d)),
  rules: DEFAULT_POLICY.rules.map((r) => (r.route === 'high' ? { ...r, when: { score: { min: 50 } } } : r)),
}
const before = compile(DEFAULT_POLICY)
const after = compile(DRAFT)

function run(leads: readonly Lead[], options: Partial<WhatIfOptions> = {}, draft = after) {
  const steps = whatIf(before, draft, gather(leads), { asOf: AS_OF, random: seeded(1), ...options })
  const progress: number[] = []
  for (;;) {
    const step = steps.next()
    if (step.done) return { result: step.value, progress }
    progress.push(step.value.done)
  }
}

const leads = randomLeads(700, 5).map((lead, i) => ({ ...lead, id: `lead-${i}` }))
const { result, progress } = run(leads, { chunk: 300 })
const cells = (flow: WhatIf['flow']) => ROUTES.flatMap((a) => ROUTES.map((b) => [a, b, flow[a][b]] as const))

describe('[WI1] the flow between routes', () => {
  it('is what deciding lead by lead gives', () => {
    const truth = new Map<string, number>()
    for (const lead of leads) {
      const key = `${decide(before, lead, AS_OF).route} ${decide(after, lead, AS_OF).route}`
      truth.set(key, (truth.get(key) ?? 0) + 1)
    }
    for (const [a, b, n] of cells(result.flow)) expect([a, b, n]).toEqual([a, b, truth.get(`${a} ${b}`) ?? 0])
    expect(result.changed).toBeGreaterThan(0)
    expect(result.changed).toBe(cells(result.flow).reduce((s, [a, b, n]) => s + (a === b ? 0 : n), 0))
  })

  it('counts each lead once in routes, states and channels of either policy', () => {
    for (const side of [result.before, result.after])
      for (const counts of [
        Object.values(side.routes),
        Object.values(side.states),
        Object.values(side.channels).map((c) => c.leads),
      ])
        expect(counts.reduce((s, n) => s + n, 0)).toBe(leads.length)
  })

  it('sums cost and expected pay-off by channel', () => {
    const channel = { cost: 2, share: 0.5 }
    const channels = {
      sales: { cost: 30, share: 1 },
      callCenter: channel,
      web: channel,
      partner: channel,
      nurture: channel,
    }
    const even = { slope: 0, shift: 0 }
    const { before: sums } = run(leads, {
      economics: { value: 100, channels, chance: { before: even, after: even } },
    }).result
    const { sales, web } = sums.channels
    expect([sales.cost, sales.payOff]).toEqual([30 * sales.leads, 50 * sales.leads])
    expect([web.cost, web.payOff]).toEqual([2 * web.leads, 25 * web.leads])
  })
})

describe('[WI2] who changes says why', () => {
  const hot = {
    timeline: 'within3',
    need: 'urgent',
    budget: 'planned',
    decisionRole: 'uses',
    companySize: 's120to500',
    currentSolution: 'spreadsheet',
  }
  const only = (facts: Parameters<typeof leadOf>[0], draft: Policy) =>
    run([leadOf(facts)], {}, compile(draft)).result.examples

  it('other points: the field that moved most first', () => {
    const answers = {
      timeline: 'm3to6',
      need: 'curious',
      budget: 'approved',
      decisionRole: 'uses',
      companySize: 's20to119',
      currentSolution: 'nothing',
    }
    expect(only({ answers }, DRAFT)).toEqual([
      expect.objectContaining({
        from: 'low',
        to: 'high',
        why: 'points',
        fields: [{ field: 'budget', before: 18, after: 26 }],
      }),
    ])
  })

  it('another rule, in words', () => {
    const rules = DEFAULT_POLICY.rules.map((r) =>
      r.route === 'high' ? { ...r, when: { score: { min: 90 } } } : r,
    )
    expect(only({ answers: hot }, { ...DEFAULT_POLICY, rules })).toEqual([
      expect.objectContaining({
        from: 'high',
        to: 'low',
        why: 'rules',
        fields: [],
        rules: { before: 'Score is at least 55', after: 'Otherwise' },
      }),
    ])
  })

  it('a question less: what the one asks is decided without it by the other', () => {
    const { timeline: _, ...answers } = hot
    const rules = DEFAULT_POLICY.rules.slice(-1)
    expect(only({ answers }, { ...DEFAULT_POLICY, rules })).toEqual([
      expect.objectContaining({ from: 'needInfo', to: 'low', why: 'questions' }),
    ])
  })

  it('nobody changes under the same policy, and nothing is told', () => {
    const { result: same } = run(leads, {}, before)
    expect([same.changed, same.examples]).toEqual([0, []])
    expect(same.after.questions, 'asked in play, by the same luck').toBe(same.before.questions)
  })
})

describe('[WI3] questions until a decision', () => {
  it('none where nothing is open; one or more where something is', () => {
    expect(run([leadOf({ answers: { country: 'BR' } })]).result.before.questions).toBeNull()
    const asked = run([leadOf({ answers: { need: 'replace' } })]).result.before.questions!
    expect(asked).toBeGreaterThanOrEqual(1)
    expect(asked).toBeLessThanOrEqual(5)
  })

  it('a field that a person declined is not asked in play either', () => {
    const later = '2027-01-01'
    const declined = {
      budget: later,
      need: later,
      decisionRole: later,
      companySize: later,
      currentSolution: later,
    }
    expect(run([leadOf({ declined })]).result.before.questions).toBe(1)
  })
})

describe('[WI4] in steps', () => {
  it('tells progress after each chunk, and chunks change nothing', () => {
    expect(progress).toEqual([300, 600, 700])
    expect(run(leads, { chunk: 41 }).result).toEqual(result)
  })

  it('ends when nobody asks any more', () => {
    const steps = whatIf(before, after, gather(leads), { asOf: AS_OF, random: seeded(1), chunk: 100 })
    expect(steps.next()).toEqual({ done: false, value: { done: 100, of: 700 } })
    steps.return(result)
    expect(steps.next().done).toBe(true)
  })
})
