import type { DeskPolicy } from './desk-policy.ts'

/** Rows of a field's average answer that each conditional share is given on top. */
const SMOOTHING = 20

/**
 * How likely each answer is given those a lead has given: the answers are taken as independent of each other given the one in
 * question (naive Bayes), from tables of pairs. `known`: the class by field, -1 where open.
 */
export function answersGiven({
  bins,
  learned,
  probability,
}: DeskPolicy): (known: readonly number[]) => number[][] {
  const pairs = bins.map((a, f) =>
    bins.map((b, g) => (f === g ? null : together(learned[f]!, learned[g]!, a.count, b.count))),
  )
  /** log of p(answer `b` of g, given answer `a` of f) / p(answer b of g). */
  const evidence = (f: number, a: number, g: number, b: number) => {
    const { count, rows } = pairs[f]![g]!
    const usual = probability[g]![b]!
    return Math.log((count[a]![b]! + SMOOTHING * usual) / (rows[a]! + SMOOTHING) / usual)
  }
  return (known) =>
    probability.map((usual, f) => {
      if (known[f]! >= 0) return [...usual]
      const odds = usual.map((p, a) =>
        known.reduce((s, b, g) => (b < 0 ? s : s + evidence(f, a, g, b)), Math.log(p)),
      )
      const most = Math.max(...odds)
      const weights = odds.map((x) => Math.exp(x - most))
      const all = weights.reduce((s, w) => s + w, 0)
      return weights.map((w) => w / all)
    })
}

function together(a: Int16Array, b: Int16Array, classes: number, others: number) {
  const count = Array.from({ length: classes }, () => new Float64Array(others))
  for (let i = 0; i < a.length; i++) if (a[i]! >= 0 && b[i]! >= 0) count[a[i]!]![b[i]!]! += 1
  return { count, rows: count.map((list) => list.reduce((s, n) => s + n, 0)) }
}
