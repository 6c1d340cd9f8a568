import { codeFor, sumsOf } from '../../shared/policy/fit/additive.ts'
import { calibrated } from '../../shared/policy/fit/calibration.ts'
import type { Fitted } from '../../shared/policy/fit/fit.ts'
import { auc } from '../../shared/policy/fit/measure.ts'
import type { FactTable } from '../../shared/policy/fit/table.ts'

/** What hiding the fields that a person is asked for does. */
export interface Neutrality {
  /** Rows in which all of them are known, their mean probability, and the same with those fields hidden. */
  complete: number
  shown: number
  hidden: number
  /** Of all rows with an outcome, those fields hidden. */
  aucHidden: number
}

/** Null where no row is complete, or nothing is asked. */
export function neutralityOf(
  { model, calibration }: Fitted,
  test: FactTable,
  known: { rows: Int32Array; won: Uint8Array },
  ask: readonly string[],
): Neutrality | null {
  const bins = model.fields.map((f) => f.bins)
  const coded = codeFor(bins, test)
  const probability = (classes: typeof coded) => sumsOf(model, classes).map((s) => calibrated(calibration, s))
  const shown = probability(coded)
  const hidden = probability(
    coded.map((c, f) => (ask.includes(bins[f]!.id) ? new Int16Array(c.length).fill(-1) : c)),
  )
  const asked = test.columns.filter((c) => ask.includes(c.id))
  const complete = Array.from(shown.keys()).filter((i) => asked.every((c) => c.values[i] !== null))
  if (asked.length === 0 || complete.length === 0) return null
  const mean = (list: Float64Array) => complete.reduce((s, i) => s + list[i]!, 0) / complete.length
  return {
    complete: complete.length,
    shown: mean(shown),
    hidden: mean(hidden),
    aucHidden: auc(
      Float64Array.from(known.rows, (i) => hidden[i]!),
      known.won,
    ),
  }
}
