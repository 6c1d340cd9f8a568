import type { Coded } from './additive.ts'

/**
 * Keeps open fields neutral: the average answer of a field is worth as much as no answer, but for `openness` log odds that all
 * fields share, which go to those where the known differ most from the open. Changes the points.
 */
export function settle(
  coded: Coded,
  points: readonly Float64Array[],
  weight: Float64Array,
  openness: number,
): void {
  const means = points.map((p, f) => knownMean(coded[f]!, p, weight))
  const kept = towardsZero(means, openness)
  for (const [f, list] of points.entries())
    for (let c = 0; c < list.length; c++) list[c]! += kept[f]! - means[f]!
}

/** Mean points over the rows whose answer is known. */
export function knownMean(classes: Int16Array, points: Float64Array, weight: Float64Array): number {
  let [sum, all] = [0, 0]
  for (let i = 0; i < classes.length; i++) {
    if (classes[i]! < 0) continue
    sum += weight[i]! * points[classes[i]!]!
    all += weight[i]!
  }
  return all === 0 ? 0 : sum / all
}

/** The nearest list whose absolute values add up to at most `budget` (Euclidean projection onto the l1 ball, Duchi et al., ICML 2008). */
export function towardsZero(values: readonly number[], budget: number): number[] {
  const sizes = values.map(Math.abs).sort((a, b) => b - a)
  if (sizes.reduce((s, x) => s + x, 0) <= budget) return [...values]
  let [sum, cut] = [0, 0]
  for (const [k, size] of sizes.entries()) {
    sum += size
    const next = (sum - budget) / (k + 1)
    if (size >= next) cut = next
  }
  return values.map((x) => Math.sign(x) * Math.max(0, Math.abs(x) - cut))
}
