import type { Bins } from './bins.ts'
import type { Slopes } from './boost.ts'
import { monotone } from './monotone.ts'

/** What one turn of a field adds to each of its classes. */
export function stepOf(
  bins: Bins,
  points: Float64Array,
  slopes: Slopes,
  rate: number,
  ridge: number,
): Float64Array {
  const step = bins.kind === 'number' ? leaves(slopes, ridge) : perClass(slopes, ridge)
  for (let c = 0; c < step.length; c++) step[c]! *= rate
  if (bins.monotone) bend(step, points, slopes.rows, bins.monotone)
  return step
}

function perClass({ gradient, curvature }: Slopes, ridge: number): Float64Array {
  return gradient.map((g, c) => g / (curvature[c]! + ridge))
}

/** The best tree of three leaves over neighbouring classes: greedy, one cut and then a second. */
function leaves(slopes: Slopes, ridge: number): Float64Array {
  const n = slopes.gradient.length
  const first = bestCut(slopes, 0, n, ridge)
  const cuts = [0, n]
  if (first) {
    const [left, right] = [bestCut(slopes, 0, first.at, ridge), bestCut(slopes, first.at, n, ridge)]
    cuts.push(first.at)
    if (left && (!right || left.gain >= right.gain)) cuts.push(left.at)
    else if (right) cuts.push(right.at)
  }
  cuts.sort((a, b) => a - b)
  const step = new Float64Array(n)
  for (let i = 1; i < cuts.length; i++) {
    const { g, h } = sum(slopes, cuts[i - 1]!, cuts[i]!)
    step.fill(g / (h + ridge), cuts[i - 1]!, cuts[i]!)
  }
  return step
}

function bestCut(
  slopes: Slopes,
  from: number,
  to: number,
  ridge: number,
): { at: number; gain: number } | null {
  const all = sum(slopes, from, to)
  let best: { at: number; gain: number } | null = null
  let [g, h] = [0, 0]
  for (let at = from + 1; at < to; at++) {
    g += slopes.gradient[at - 1]!
    h += slopes.curvature[at - 1]!
    const gain = g ** 2 / (h + ridge) + (all.g - g) ** 2 / (all.h - h + ridge)
    if (best === null || gain > best.gain) best = { at, gain }
  }
  return best
}

function sum({ gradient, curvature }: Slopes, from: number, to: number): { g: number; h: number } {
  let [g, h] = [0, 0]
  for (let c = from; c < to; c++) {
    g += gradient[c]!
    h += curvature[c]!
  }
  return { g, h }
}

/** Changes the step so that points and step together go one way. */
function bend(step: Float64Array, points: Float64Array, rows: Float64Array, way: 'up' | 'down'): void {
  const wanted = monotone(
    points.map((p, c) => p + step[c]!),
    rows,
    way,
  )
  for (let c = 0; c < step.length; c++) step[c] = wanted[c]! - points[c]!
}
