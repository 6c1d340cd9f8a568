import { codeFor } from '../../shared/policy/fit/additive.ts'
import {
  type Curve,
  fixedCurve,
  orderByImportance,
  type Played,
  plannedCurve,
  questionsFor,
  randomCurve,
  whomToAsk,
} from '../../shared/policy/fit/ask-curve.ts'
import { type Comparison, compare } from '../../shared/policy/fit/bootstrap.ts'
import { type Fitted, fitPoints, predict } from '../../shared/policy/fit/fit.ts'
import {
  type CalibrationBin,
  calibrationBins,
  type Measures,
  measure,
} from '../../shared/policy/fit/measure.ts'
import { fitNaiveBayes, naiveBayes } from '../../shared/policy/fit/naive-bayes.ts'
import { learnPlan } from '../../shared/policy/fit/plan.ts'
import { fitScorecard, predictScorecard, referenceBins } from '../../shared/policy/fit/scorecard.ts'
import type { FactTable, OutcomeTable } from '../../shared/policy/fit/table.ts'
import { inWholePoints } from '../../shared/policy/fit/whole.ts'
import { type Neutrality, neutralityOf } from './neutrality.ts'

export interface Model {
  id: 'fitted' | 'scorecard' | 'odoo_nb'
  label: string
  /** Of each test row. */
  probability: Float64Array
}

export interface Measured {
  model: Model
  measures: Measures
  calibration: readonly CalibrationBin[]
  /** What the fitted points have over this model; null for themselves. */
  against: Comparison | null
}

export interface Questions {
  fields: readonly string[]
  curves: readonly {
    id: 'random' | 'fixed' | 'ours'
    label: string
    curve: Curve
    to80: number
    to90: number
  }[]
  whom: { evenly: number; chosen: number }
}

export interface Evaluation {
  fitted: Fitted
  models: readonly Model[]
  /** Null where no test row has an outcome. */
  results: { measured: readonly Measured[]; questions: Questions; neutrality: Neutrality | null } | null
}

/** Fits on the one table and scores the other. `known`: the test rows that have an outcome. Throws an Error in words where there is too little to learn from. */
export function evaluate(
  train: OutcomeTable,
  test: FactTable,
  known: { rows: Int32Array; won: Uint8Array },
  asked: { ask: readonly string[]; questions: readonly string[] },
  resamples = 1000,
): Evaluation {
  const result = fitPoints(train)
  if (!result.ok) throw new Error(result.unless)
  const fitted = inWholePoints(result.fitted)
  const reference = referenceBins(train)
  const models: Model[] = [
    { id: 'fitted', label: 'Fitted points', probability: predict(fitted, test) },
    {
      id: 'scorecard',
      label: 'Neutral scorecard',
      probability: predictScorecard(fitScorecard(reference, train), test),
    },
    { id: 'odoo_nb', label: 'odoo_nb', probability: naiveBayes(fitNaiveBayes(reference, train), test) },
  ]
  if (known.rows.length === 0) return { fitted, models, results: null }
  const { won } = known
  const of = (m: Model) => Float64Array.from(known.rows, (i) => m.probability[i]!)
  const ours = of(models[0]!)
  return {
    fitted,
    models,
    results: {
      measured: models.map((model, i) => ({
        model,
        measures: measure(of(model), won),
        calibration: calibrationBins(of(model), won),
        against: i === 0 ? null : compare(ours, of(model), won, { rounds: resamples }),
      })),
      questions: questionsOf(fitted, train, test, known, asked.questions),
      neutrality: neutralityOf(fitted, test, known, asked.ask),
    },
  }
}

function questionsOf(
  { model }: Fitted,
  train: OutcomeTable,
  test: FactTable,
  known: { rows: Int32Array; won: Uint8Array },
  questions: readonly string[],
): Questions {
  const bins = model.fields.map((f) => f.bins)
  const ask = bins.flatMap((b, f) => (questions.includes(b.id) ? [f] : []))
  const played = (table: FactTable, rows: Int32Array | null, won: Uint8Array): Played => ({
    model,
    // Facts that nobody asks for are left out, so that every curve begins with nothing.
    coded: codeFor(bins, table).map((c, f) => {
      const classes = rows ? Int16Array.from(rows, (i) => c[i]!) : c
      return ask.includes(f) ? classes : classes.fill(-1)
    }),
    won,
    ask,
  })
  const learned = played(train, null, train.won)
  const tested = played(test, known.rows, known.won)
  const plan = learnPlan(model, learned.coded, learned.won, ask)
  const curve = (id: Questions['curves'][number]['id'], label: string, points: Curve) => ({
    id,
    label,
    curve: points,
    to80: questionsFor(points, 0.8),
    to90: questionsFor(points, 0.9),
  })
  return {
    fields: ask.map((f) => bins[f]!.id),
    curves: [
      curve('random', 'Random order', randomCurve(tested)),
      curve('fixed', 'By importance', fixedCurve(tested, orderByImportance(learned))),
      curve('ours', 'Ours, lead by lead', plannedCurve(tested, plan)),
    ],
    whom: whomToAsk(tested, plan, 2),
  }
}
