import { type Bins, classesOf } from './bins.ts'
import type { FactTable, OutcomeTable } from './table.ts'

/** What CRMs call predictive scoring, as Odoo computes it: every value's frequency among won and lost leads, multiplied. */
export interface NaiveBayes {
  won: number
  lost: number
  fields: readonly { bins: Bins; won: Float64Array; lost: Float64Array }[]
}

/** Odoo's start of every frequency, so that none is 0. */
const START = 0.1

export function fitNaiveBayes(bins: readonly Bins[], table: OutcomeTable): NaiveBayes {
  const wins = table.won.reduce((s, w) => s + w, 0)
  return {
    won: wins,
    lost: table.count - wins,
    fields: bins.map((b, f) => {
      const classes = classesOf(b, table.columns[f]!.values)
      const [won, lost] = [new Float64Array(b.count).fill(START), new Float64Array(b.count).fill(START)]
      for (let i = 0; i < classes.length; i++)
        if (classes[i]! >= 0) (table.won[i] ? won : lost)[classes[i]!]! += 1
      return { bins: b, won, lost }
    }),
  }
}

/** Probability of each row. A value that is open, or was never seen, says nothing. The table has the columns it was fitted to. */
export function naiveBayes(model: NaiveBayes, table: FactTable): Float64Array {
  const odds = new Float64Array(table.count).fill(Math.log(model.won / model.lost))
  for (const [f, { bins, won, lost }] of model.fields.entries()) {
    const [wonAll, lostAll] = [won, lost].map((list) => list.reduce((s, x) => s + x, 0)) as [number, number]
    const classes = classesOf(bins, table.columns[f]!.values)
    for (let i = 0; i < classes.length; i++) {
      const c = classes[i]!
      if (c >= 0) odds[i]! += Math.log(won[c]! / wonAll) - Math.log(lost[c]! / lostAll)
    }
  }
  return odds.map((x) => 1 / (1 + Math.exp(-x)))
}
