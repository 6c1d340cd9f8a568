import { type Additive, type Coded, codeFor, sumsOf } from './additive.ts'
import { type Bins, binsOf } from './bins.ts'
import { boost } from './boost.ts'
import { type Calibration, calibrate, calibrated } from './calibration.ts'
import { tooLittle } from './enough.ts'
import { type FactTable, foldsOf, type OutcomeTable } from './table.ts'

/** Points by field that add up to a probability. */
export interface Fitted {
  model: Additive
  calibration: Calibration
  /** Of each row it was fitted to, by a fit and a calibration that had not seen the row. */
  unseen: Float64Array
}

/** `unless`: why nothing was fitted. */
export type FitResult = { ok: true; fitted: Fitted } | { ok: false; unless: string }

export interface FitOptions {
  maxBins: number
  minRows: number
  rounds: number
  rate: number
  ridge: number
  openness: number
  hide: number
  /** Parts for the sums of rows not seen, on which the calibration is fitted. */
  folds: number
  seed: number
}

/** Chosen by cross-validation on the two public sets; see docs/evaluate.md. */
export const FIT_OPTIONS: FitOptions = {
  maxBins: 40,
  minRows: 20,
  rounds: 60,
  rate: 0.05,
  ridge: 15,
  openness: 0.25,
  hide: 0.7,
  folds: 3,
  seed: 1,
}

/** Fits points to leads with a known outcome. The same table and options give the same points. `given`: classes cut already, a field a column. */
export function fitPoints(
  table: OutcomeTable,
  options: Partial<FitOptions> = {},
  given?: readonly Bins[],
): FitResult {
  const unless = tooLittle(table)
  if (unless !== null) return { ok: false, unless }
  const settings = { ...FIT_OPTIONS, ...options }
  const bins = given ?? table.columns.map((c) => binsOf(c, settings))
  const coded = codeFor(bins, table)
  const { calibration, unseen } = calibrate(
    unseenSums(bins, coded, table.won, settings),
    table.won,
    settings.seed,
  )
  const model = boost(bins, coded, table.won, new Float64Array(table.count).fill(1), settings)
  return { ok: true, fitted: { model, calibration, unseen } }
}

/** A fold's rows have weight 0 in the fit that scores them; bins, which do not know the outcome, are those of all rows. */
function unseenSums(
  bins: readonly Bins[],
  coded: Coded,
  won: Uint8Array,
  settings: FitOptions,
): Float64Array {
  const fold = foldsOf(won, settings.folds, settings.seed)
  const sums = new Float64Array(won.length)
  for (let k = 0; k < settings.folds; k++) {
    const weight = Float64Array.from(fold, (f) => (f === k ? 0 : 1))
    const part = sumsOf(boost(bins, coded, won, weight, settings), coded)
    for (let i = 0; i < sums.length; i++) if (fold[i] === k) sums[i] = part[i]!
  }
  return sums
}

/** The probability of each row. */
export function predict({ model, calibration }: Fitted, table: FactTable): Float64Array {
  const coded = codeFor(
    model.fields.map((f) => f.bins),
    table,
  )
  return sumsOf(model, coded).map((s) => calibrated(calibration, s))
}
