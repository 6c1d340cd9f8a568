import type { Policy, PolicyField } from '../policy.ts'
import type { FittedField } from './additive.ts'
import { classesOfAnswers } from './policy-bins.ts'

/** What a field is to be worth: log odds of each answer, in the policy's order, the least of them 0. */
export interface Worth {
  field: string
  points: readonly number[]
}

/** An answer that nobody gave is worth what no answer is. */
export function worthOf(source: PolicyField, fitted: FittedField): Worth {
  const raw = classesOfAnswers(source, fitted.bins).map((c) => (c < 0 ? 0 : fitted.points[c]!))
  const least = Math.min(...raw)
  return { field: source.field, points: raw.map((p) => p - least) }
}

/** The policy with these worths as whole points: the weights of all dimensions add up to about what they did. */
export function withWorths(policy: Policy, worths: readonly Worth[]): Policy {
  const most = (w: Worth) => Math.max(...w.points)
  const total = policy.dimensions.reduce((s, d) => s + d.weight, 0) || 100
  const range = worths.reduce((s, w) => s + most(w), 0)
  const byField = new Map(worths.map((w) => [w.field, w]))
  const dimensionRange = policy.dimensions.map(({ id }) =>
    policy.fields.reduce(
      (s, f) => s + (f.dimension === id && byField.has(f.field) ? most(byField.get(f.field)!) : 0),
      0,
    ),
  )
  const perLogOdd = range === 0 ? 0 : Math.min(total / range, 95 / Math.max(...dimensionRange))
  const whole = new Map(worths.map((w) => [w.field, w.points.map((p) => Math.round(p * perLogOdd))]))
  const weight = new Map<string, number>(policy.dimensions.map((d) => [d.id, 0]))
  for (const f of policy.fields) {
    const points = whole.get(f.field)
    if (points && f.dimension !== null)
      weight.set(f.dimension, weight.get(f.dimension)! + Math.max(...points))
  }
  return {
    ...policy,
    dimensions: policy.dimensions.map((d) => ({ ...d, weight: weight.get(d.id)! })),
    fields: policy.fields.map((f) => {
      const points = whole.get(f.field)
      if (!points || f.dimension === null) return f
      const largest = Math.max(...points)
      return {
        ...f,
        share: largest === 0 ? 0 : largest / weight.get(f.dimension)!,
        answers: f.answers.map((a, i) => ({ ...a, share: largest === 0 ? 0 : points[i]! / largest })),
      }
    }),
  }
}
