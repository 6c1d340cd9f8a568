import { sigmoid } from './additive.ts'
import { type Isotonic, isotonic, rateAt } from './isotonic.ts'
import { brier } from './measure.ts'
import { type Platt, platt } from './platt.ts'
import { foldsOf } from './table.ts'

/** Turns a sum of points into a probability. */
export interface Calibration extends Platt {
  /** By the log odds that slope and shift give. Left out: these are the probability. */
  curve?: Isotonic
}

/** So much of Platt's curve keeps the other one rising throughout: no two sums that differ have one probability, and none 0 or 1. */
const PLATT_SHARE = 0.1
const FOLDS = 5
/** With fewer rows an isotonic curve follows chance (A. Niculescu-Mizil and R. Caruana, "Predicting good probabilities", ICML 2005). */
const ISOTONIC_ROWS = 1000

export function calibrated({ slope, shift, curve }: Calibration, sum: number): number {
  const odds = slope * sum + shift
  const p = sigmoid(odds)
  return curve ? PLATT_SHARE * p + (1 - PLATT_SHARE) * rateAt(curve, odds) : p
}

/**
 * Platt's curve, or with an isotonic one over it where there are enough rows and that has the smaller Brier error on rows it was not fitted to.
 * `unseen`: each row's probability by a calibration that did not know its outcome.
 */
export function calibrate(
  sums: Float64Array,
  won: Uint8Array,
  seed: number,
): { calibration: Calibration; unseen: Float64Array } {
  const ways = sums.length < ISOTONIC_ROWS ? [platt] : [platt, plattAndIsotonic]
  const choices = ways.map((learn) => ({
    learn,
    unseen: crossFitted(learn, sums, won, seed),
  }))
  const best = choices.reduce((a, b) => (brier(b.unseen, won) < brier(a.unseen, won) ? b : a))
  return { calibration: best.learn(sums, won), unseen: best.unseen }
}

function plattAndIsotonic(sums: Float64Array, won: Uint8Array): Calibration {
  const { slope, shift } = platt(sums, won)
  return {
    slope,
    shift,
    curve: isotonic(
      sums.map((s) => slope * s + shift),
      won,
    ),
  }
}

function crossFitted(
  learn: (sums: Float64Array, won: Uint8Array) => Calibration,
  sums: Float64Array,
  won: Uint8Array,
  seed: number,
): Float64Array {
  const fold = foldsOf(won, FOLDS, seed)
  const probability = new Float64Array(sums.length)
  for (let k = 0; k < FOLDS; k++) {
    const seen = (_: number, i: number) => fold[i] !== k
    const calibration = learn(sums.filter(seen), won.filter(seen))
    for (let i = 0; i < sums.length; i++)
      if (fold[i] === k) probability[i] = calibrated(calibration, sums[i]!)
  }
  return probability
}
