import { beforeAll, describe, expect, it } from 'vitest'
import { codeFor, sigmoid } from '../../../shared/policy/fit/additive.ts'
import { classesOf } from '../../../shared/policy/fit/bins.ts'
import { measure } from '../../../shared/policy/fit/measure.ts'
import { fitNaiveBayes, naiveBayes } from '../../../shared/policy/fit/naive-bayes.ts'
import {
  evidenceOf,
  fitScorecard,
  predictScorecard,
  referenceBins,
} from '../../../shared/policy/fit/scorecard.ts'
import { dataThere, type Golden, golden, type PublicSet, publicSet } from './shared-data.ts'

/** Reference tables call the bins of numbers q0, q1... */
const keyOf = (kind: string, label: string, c: number) => (kind === 'number' ? `q${c}` : label)

describe.skipIf(!dataThere).each(['xeducation', 'bank'] as const)('the reference models of %s', (name) => {
  let set: PublicSet
  let reference: Golden
  beforeAll(async () => {
    set = await publicSet(name)
    reference = golden(name)
  })

  function reproduces(model: string, probability: Float64Array) {
    const at = new Map(set.devIds.map((id, i) => [id, i]))
    const scores = Object.entries(reference.dev_scores_first200[model]!)
    expect(scores).toHaveLength(200)
    for (const [id, score] of scores) expect(Math.abs(probability[at.get(id)!]! - score)).toBeLessThan(1e-6)
    const m = measure(probability, set.dev.won)
    const said = reference.dev_metrics[model]!
    expect([m.auc, m.ap, m.brier, m.logLoss, m.ece]).toEqual(
      [said.auc!, said.ap!, said.brier!, said.logloss!, said.ece10!].map((x) => expect.closeTo(x, 6)),
    )
    // Rows of equal scores at the border may stand in another order there.
    expect(Math.abs(m.lift10 - said.lift10!)).toBeLessThan(0.02)
    expect(Math.abs(m.lift20 - said.lift20!)).toBeLessThan(0.02)
  }

  it('[FT1] [FT2] odoo_nb, fitted anew, gives the reference scores and measures', () => {
    reproduces('odoo_nb_binned', naiveBayes(fitNaiveBayes(referenceBins(set.fit), set.fit), set.dev))
  })

  it('[FT1] [FT2] the scorecard: bins and evidence are the same, its weights give the reference scores', () => {
    const bins = referenceBins(set.fit)
    const coded = codeFor(bins, set.dev)
    const sums = new Float64Array(set.dev.count).fill(reference.woe_lr.intercept)
    for (const [f, b] of bins.entries()) {
      if (b.kind === 'number')
        expect(b.edges).toEqual(reference.bin_edges[b.id]!.map((e) => expect.closeTo(e, 9)))
      const evidence = evidenceOf(b, classesOf(b, set.fit.columns[f]!.values), set.fit.won)
      for (const [c, label] of b.labels.entries())
        expect(evidence[c]).toBeCloseTo(reference.woe_lr.weights[b.id]![keyOf(b.kind, label, c)]!, 9)
      for (const [i, c] of coded[f]!.entries())
        if (c >= 0) sums[i]! += evidence[c]! * reference.woe_lr.coef[b.id]!
    }
    reproduces('woe_lr_neutral', sums.map(sigmoid))
  })

  it('[FT2] the scorecard, its regression fitted anew, differs by less than a thousandth', () => {
    const fitted = predictScorecard(fitScorecard(referenceBins(set.fit), set.fit), set.dev)
    const at = new Map(set.devIds.map((id, i) => [id, i]))
    for (const [id, score] of Object.entries(reference.dev_scores_first200.woe_lr_neutral!))
      expect(Math.abs(fitted[at.get(id)!]! - score)).toBeLessThan(1e-3)
  })
})
