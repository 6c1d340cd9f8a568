import { checkPolicy } from '../check-policy.ts'
import { compile } from '../compile.ts'
import { type Policy, policySchema } from '../policy.ts'
import { PolicyError } from '../policy-error.ts'
import { calibrated } from './calibration.ts'
import { withWorths, worthOf } from './draft.ts'
import { FIT_OPTIONS, type FitOptions, type Fitted, fitPoints } from './fit.ts'
import { type AnswerCounts, withAnswers } from './learn-answers.ts'
import { type Measures, measure } from './measure.ts'
import { fitNaiveBayes, naiveBayes } from './naive-bayes.ts'
import { platt } from './platt.ts'
import { policyBins } from './policy-bins.ts'
import { referenceBins } from './scorecard.ts'
import { foldsOf, indexesOf, type OutcomeTable, rowsOf } from './table.ts'
import { sameShare, withThresholds } from './thresholds.ts'

/** A draft for a supervisor to try, change and publish: nothing here publishes it. */
export type Proposal =
  | {
      ok: true
      draft: Policy
      fitted: Fitted
      /** Fits measured on leads they had not seen; the present points with a calibration of their own. */
      measures: { present: Measures; proposed: Measures; naiveBayes: Measures }
    }
  | { ok: false; unless: string }

/**
 * Fits the points of the policy's scored fields to outcomes (`table`: see from-leads.ts). The draft has new points and weights, the
 * probability of each answer by what any leads answered (`answers`: those without an outcome, too), and thresholds that as many of these leads reach as before; the rest stays.
 * Throws PolicyError should the draft not hold together.
 */
export function propose(
  policy: Policy,
  table: OutcomeTable,
  answers: AnswerCounts,
  options: Partial<FitOptions> = {},
): Proposal {
  const sources = table.columns.map((c) => policy.fields.find((f) => f.field === c.id)!)
  const bins = table.columns.map((c, i) => policyBins(sources[i]!, c))
  const result = fitPoints(table, options, bins)
  if (!result.ok) return result
  const { fitted } = result
  const worths = fitted.model.fields.map((f, i) => worthOf(sources[i]!, f))
  const weighed = withAnswers(withWorths({ ...policy, version: policy.version + 1 }, worths), answers)
  const [before, after] = [expectedScores(policy, table), expectedScores(weighed, table)]
  const draft = withThresholds(weighed, (score) => sameShare(score, before, after))
  const problems = checkPolicy(policySchema.parse(draft))
  if (problems.length > 0) throw new PolicyError(problems)
  const present = platt(before, table.won)
  return {
    ok: true,
    draft,
    fitted,
    measures: {
      present: measure(
        before.map((s) => calibrated(present, s)),
        table.won,
      ),
      proposed: measure(fitted.unseen, table.won),
      naiveBayes: measure(unseenNaiveBayes(table, options.folds ?? FIT_OPTIONS.folds), table.won),
    },
  }
}

/** The expected score of each row under a policy, unfaded. */
export function expectedScores(policy: Policy, table: OutcomeTable): Float64Array {
  const columns = new Map(table.columns.map((c) => [c.id, c]))
  const scores = new Float64Array(table.count)
  for (const field of compile(policy).fields) {
    const values = columns.get(field.id)?.values
    for (let i = 0; i < scores.length; i++) {
      const value = values?.[i] ?? null
      const cls = value === null ? -1 : field.classOf(value)
      scores[i]! += cls < 0 ? field.mean : field.points[cls]!
    }
  }
  return scores
}

function unseenNaiveBayes(table: OutcomeTable, folds: number): Float64Array {
  const fold = foldsOf(table.won, folds, FIT_OPTIONS.seed)
  const probability = new Float64Array(table.count)
  for (let k = 0; k < folds; k++) {
    const seen = rowsOf(
      table,
      indexesOf(table.count, (i) => fold[i] !== k),
    )
    const held = indexesOf(table.count, (i) => fold[i] === k)
    const part = naiveBayes(fitNaiveBayes(referenceBins(seen), seen), rowsOf(table, held))
    for (const [j, i] of held.entries()) probability[i] = part[j]!
  }
  return probability
}
