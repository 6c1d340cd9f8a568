import { describe, expect, it } from 'vitest'
import { USUAL_ECONOMICS } from '../../../renderer/flow/what-if/economics.ts'
import { whatIfEngine } from '../../../renderer/flow/what-if/engine.ts'
import type { FromWhatIf, Run } from '../../../renderer/flow/what-if/messages.ts'
import { onScaleOf, spreadOf } from '../../../renderer/flow/what-if/scale.ts'
import { fold } from '../../../shared/events/fold.ts'
import { DEFAULT_POLICY } from '../../../shared/policy/default-policy.ts'
import type { Policy } from '../../../shared/policy/policy.ts'
import { sampleLeads } from '../ui/story/sample-leads.ts'

const NOW = Date.parse('2026-11-23T10:00:00.000Z')
const LEADS = sampleLeads(300, NOW).map((events) => fold(null, events))

/** Everybody gets twice the points, and every threshold stands twice as high: the same policy on another scale. */
const twice = (policy: Policy): Policy => ({
  ...policy,
  dimensions: policy.dimensions.map((d) => ({ ...d, weight: 2 * d.weight })),
  rules: policy.rules.map((r) => ({ ...r, when: doubled(r.when) })),
})
const doubled = (when: Policy['rules'][number]['when']): typeof when => {
  if ('all' in when) return { all: when.all.map(doubled) }
  if ('any' in when) return { any: when.any.map(doubled) }
  if ('not' in when) return { not: doubled(when.not) }
  return 'score' in when && when.score.min !== undefined ? { score: { min: 2 * when.score.min - 1 } } : when
}

function trial() {
  const heard: FromWhatIf[] = []
  let told: () => void = () => undefined
  const hear = whatIfEngine((message) => {
    heard.push(message)
    told()
  })
  hear({ kind: 'leads', anew: true, leads: LEADS.slice(0, 100) })
  hear({ kind: 'leads', anew: false, leads: LEADS.slice(100) })
  const run = (id: number, after: Policy, before = DEFAULT_POLICY): Run => ({
    ...{ id, before, after, asOf: '2026-11-23', economics: USUAL_ECONOMICS },
  })
  return {
    heard,
    ask: (id: number, after: Policy) => hear({ kind: 'run', ...run(id, after) }),
    /** Resolves with the end of that run. */
    end: (id: number) =>
      new Promise<FromWhatIf>((resolve) => {
        told = () => {
          const last = heard.find((m) => m.id === id && m.kind !== 'progress')
          if (last) resolve(last)
        }
      }),
  }
}

describe('[UI32] a draft is tried', () => {
  it('on all leads that were handed over, with progress; one that is overtaken is left', async () => {
    const { heard, ask, end } = trial()
    ask(1, DEFAULT_POLICY)
    ask(2, twice(DEFAULT_POLICY))
    const done = await end(2)
    if (done.kind !== 'done') throw new Error(done.kind)
    expect(done.result.leads).toBe(300)
    expect(heard.filter((m) => m.id === 2).map((m) => m.kind)).toEqual(['progress', 'done'])
    expect(heard.some((m) => m.id === 1 && m.kind === 'done')).toBe(false)
  })

  it('by what it does, not by how high its points are: the same on another scale pays the same', async () => {
    const { ask, end } = trial()
    ask(1, twice(DEFAULT_POLICY))
    const done = await end(1)
    if (done.kind !== 'done') throw new Error(done.kind)
    const total = (side: 'before' | 'after') =>
      Object.values(done.result[side].channels).reduce((sum, c) => sum + c.payOff, 0)
    expect(total('before')).toBeGreaterThan(0)
    expect(total('after') / total('before')).toBeCloseTo(1, 1)
  })

  it('and one that cannot be compiled says why', async () => {
    const { ask, end } = trial()
    ask(1, { ...DEFAULT_POLICY, rules: [{ route: 'hot', when: { field: 'shoeSize', in: ['44'] } }] })
    expect(await end(1)).toMatchObject({ kind: 'failed', message: expect.stringContaining('shoeSize') })
  })
})

it('[UI32] scores are read on one scale', () => {
  const before = spreadOf(Float64Array.of(10, 20, 30))
  const after = spreadOf(Float64Array.of(110, 130, 150))
  const chance = onScaleOf(before, after, { slope: 0.05, shift: -4 })
  expect(chance.slope * 110 + chance.shift).toBeCloseTo(0.05 * 10 - 4)
  expect(chance.slope * 150 + chance.shift).toBeCloseTo(0.05 * 30 - 4)
  expect(onScaleOf(before, spreadOf(new Float64Array()), { slope: 0.05, shift: -4 }).slope).toBe(0)
})
