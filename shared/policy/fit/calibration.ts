import { sigmoid } from './additive.ts'
import { monotone } from './monotone.ts'
import { type Platt, platt } from './platt.ts'

/** Sums of points into probabilities: in one slope, or in steps that never fall. */
export type Calibration = { kind: 'platt'; curve: Platt } | { kind: 'isotonic'; steps: readonly Step[] }

/** Sums from `from` on, up to the next step, have this probability. */
export interface Step {
  from: number
  probability: number
}

export const plattOf = (sums: Float64Array, won: Uint8Array): Calibration => ({
  kind: 'platt',
  curve: platt(sums, won),
})

/** The steps nearest to the outcomes that never fall (pool adjacent violators); needs more rows than Platt's slope to be worth it. */
export function isotonicOf(sums: Float64Array, won: Uint8Array): Calibration {
  const order = Int32Array.from(sums, (_, i) => i).sort((a, b) => sums[a]! - sums[b]!)
  const values: number[] = []
  const wins: number[] = []
  const rows: number[] = []
  for (const i of order) {
    if (values.at(-1) !== sums[i]) {
      values.push(sums[i]!)
      wins.push(0)
      rows.push(0)
    }
    wins[wins.length - 1]! += won[i]!
    rows[rows.length - 1]! += 1
  }
  const fitted = monotone(
    Float64Array.from(wins, (w, k) => w / rows[k]!),
    Float64Array.from(rows),
  )
  const steps: Step[] = []
  for (const [k, probability] of fitted.entries())
    if (k === 0 || probability > steps.at(-1)!.probability) steps.push({ from: values[k]!, probability })
  return { kind: 'isotonic', steps }
}

export function calibrated(calibration: Calibration, sum: number): number {
  if (calibration.kind === 'platt') return sigmoid(calibration.curve.slope * sum + calibration.curve.shift)
  const { steps } = calibration
  let probability = steps[0]?.probability ?? 0
  for (const step of steps) {
    if (step.from > sum) break
    probability = step.probability
  }
  return probability
}
