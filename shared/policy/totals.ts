import type { CompiledField } from './compiled-field.ts'

/** The totals that open fields can reach together, and how likely each is. Index 0 is the lowest total of the policy. */
export interface Totals {
  reached: Uint8Array
  probability: Float64Array
}

export const noTotals = (size: number): Totals => ({
  reached: new Uint8Array(size),
  probability: new Float64Array(size),
})

/** Nothing open: the total 0 for certain. */
export function zeroTotals(size: number, zeroAt: number): Totals {
  const totals = noTotals(size)
  totals.reached[zeroAt] = 1
  totals.probability[zeroAt] = 1
  return totals
}

/** Adds to `target` all totals of `source` with `points` on top. */
export function addShifted(target: Totals, source: Totals, points: number, probability: number): void {
  for (let i = 0; i < source.reached.length; i++) {
    if (source.reached[i] === 0) continue
    target.reached[i + points] = 1
    target.probability[i + points]! += source.probability[i]! * probability
  }
}

/** The totals after one more open field, whichever its answer. */
export function withField(source: Totals, field: CompiledField): Totals {
  const target = noTotals(source.reached.length)
  for (let c = 0; c < field.classes; c++) {
    addShifted(target, source, field.points[c]!, field.probability[c]!)
  }
  return target
}

export function merge(target: Totals, source: Totals): void {
  addShifted(target, source, 0, 1)
}
