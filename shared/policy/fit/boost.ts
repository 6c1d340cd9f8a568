import { type Additive, type Coded, sigmoid, sumsOf } from './additive.ts'
import type { Bins } from './bins.ts'
import { stepOf } from './boost-step.ts'
import { settle } from './openness.ts'
import { type Random, seeded } from './random.ts'

export interface BoostOptions {
  /** Passes over all fields. */
  rounds: number
  /** Share of each step that is taken. */
  rate: number
  /** Added to the curvature of each leaf: as much as so many rows of an even chance bring a quarter of. */
  ridge: number
  /** Log odds by which the known answers of all fields together may count for more, or less, than open ones on average (see openness.ts). */
  openness: number
  /** Up to this share of a row's answers is hidden, anew in each pass: so points hold for leads of which little is known, too. */
  hide: number
  seed: number
}

/** Fields step from one gradient: where they all say the same, their steps add up, and from two whole ones on the sum runs away. */
const MOST_STEPS = 1.5

/**
 * Boosting in which each tree sees one field alone, the fields taking turns (the idea of Y. Lou, R. Caruana and J. Gehrke,
 * "Intelligible models for classification and regression", KDD 2012): the sum stays additive by field. Each step is centred
 * over the rows whose answer is known, so that an open field adds what an average answer does. `weight`: of each row.
 */
export function boost(
  bins: readonly Bins[],
  coded: Coded,
  won: Uint8Array,
  weight: Float64Array,
  { rounds, rate, ridge, openness, hide, seed }: BoostOptions,
): Additive {
  const random = seeded(seed)
  const part = Math.min(rate, MOST_STEPS / bins.length)
  const points = bins.map((b) => new Float64Array(b.count))
  const fields = bins.map((b, f) => ({ bins: b, points: points[f]! }))
  let intercept = logOdds(won, weight)
  for (let round = 0; round < rounds; round++) {
    const shown = hide > 0 ? partlyHidden(coded, hide, random) : coded
    const p = sumsOf({ intercept, fields }, shown).map(sigmoid)
    for (const [f, field] of bins.entries()) {
      const step = stepOf(field, points[f]!, slopes(shown[f]!, field.count, p, won, weight), part, ridge)
      for (let c = 0; c < step.length; c++) points[f]![c]! += step[c]!
    }
    settle(coded, points, weight, openness)
    intercept += interceptStep(p, won, weight, part * bins.length)
  }
  return { intercept, fields }
}

/** Each row keeps a share of its answers, drawn evenly between 1 - `hide` and 1. */
function partlyHidden(coded: Coded, hide: number, random: Random): Coded {
  const share = new Float64Array(coded[0]?.length ?? 0)
  for (let i = 0; i < share.length; i++) share[i] = hide * random()
  return coded.map((classes) => {
    const shown = classes.slice()
    for (let i = 0; i < shown.length; i++) if (random() < share[i]!) shown[i] = -1
    return shown
  })
}

/** By class: weight of the rows, sum of the gradients (won - p), sum of the curvatures p (1 - p). */
export interface Slopes {
  rows: Float64Array
  gradient: Float64Array
  curvature: Float64Array
}

function slopes(
  classes: Int16Array,
  count: number,
  probability: Float64Array,
  won: Uint8Array,
  weight: Float64Array,
): Slopes {
  const [rows, gradient, curvature] = [0, 0, 0].map(() => new Float64Array(count)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ]
  for (let i = 0; i < classes.length; i++) {
    const c = classes[i]!
    const w = weight[i]!
    if (c < 0 || w === 0) continue
    const p = probability[i]!
    rows[c]! += w
    gradient[c]! += w * (won[i]! - p)
    curvature[c]! += w * p * (1 - p)
  }
  return { rows, gradient, curvature }
}

function logOdds(won: Uint8Array, weight: Float64Array): number {
  let [wins, all] = [0, 0]
  for (let i = 0; i < won.length; i++) {
    wins += weight[i]! * won[i]!
    all += weight[i]!
  }
  return Math.log((wins + 0.5) / (all - wins + 0.5))
}

function interceptStep(p: Float64Array, won: Uint8Array, weight: Float64Array, rate: number): number {
  let [gradient, curvature] = [0, 1e-9]
  for (let i = 0; i < p.length; i++) {
    gradient += weight[i]! * (won[i]! - p[i]!)
    curvature += weight[i]! * p[i]! * (1 - p[i]!)
  }
  return (Math.min(1, rate) * gradient) / curvature
}
