import { type Additive, codeFor, sigmoid, sumsOf } from './additive.ts'
import type { Bins } from './bins.ts'
import { ridgeLogistic } from './ridge-logistic.ts'
import type { FactTable, OutcomeTable } from './table.ts'

/**
 * The additive scorecard of credit scoring: each answer's weight of evidence (0 where open), and a regularised logistic
 * regression that says how much each field's evidence counts beside the others'.
 */
export function fitScorecard(bins: readonly Bins[], table: OutcomeTable): Additive {
  const coded = codeFor(bins, table)
  const evidence = bins.map((b, f) => evidenceOf(b, coded[f]!, table.won))
  const columns = evidence.map((e, f) => Float64Array.from(coded[f]!, (c) => (c < 0 ? 0 : e[c]!)))
  const { intercept, weights } = ridgeLogistic(columns, table.won, 1)
  return {
    intercept,
    fields: bins.map((b, f) => ({ bins: b, points: evidence[f]!.map((x) => x * weights[f]!) })),
  }
}

/** The probability of each row. */
export function predictScorecard(model: Additive, table: FactTable): Float64Array {
  const coded = codeFor(
    model.fields.map((f) => f.bins),
    table,
  )
  return sumsOf(model, coded).map(sigmoid)
}

/** Rows of an average field that each answer is given on top. */
const SMOOTHING = 5

/** Log odds of each answer, less those of all known answers of the field. */
export function evidenceOf(bins: Bins, classes: Int16Array, outcome: Uint8Array): Float64Array {
  const [won, lost] = [new Float64Array(bins.count), new Float64Array(bins.count)]
  for (let i = 0; i < classes.length; i++) if (classes[i]! >= 0) (outcome[i] ? won : lost)[classes[i]!]! += 1
  const [wins, losses] = [won, lost].map((list) => list.reduce((s, x) => s + x, 0)) as [number, number]
  if (wins === 0 || losses === 0) return new Float64Array(bins.count)
  const rate = wins / (wins + losses)
  return won.map(
    (w, c) =>
      Math.log((w + SMOOTHING * rate) / (lost[c]! + SMOOTHING * (1 - rate))) - Math.log(wins / losses),
  )
}

/** Numbers cut at their tenths as NumPy's quantile has them, choices each by itself: what the reference models are fitted to. */
export function referenceBins(table: OutcomeTable): Bins[] {
  return table.columns.map((column) => {
    const base = {
      id: column.id,
      kind: column.kind,
      edges: [] as number[],
      classOf: new Map<string, number>(),
    }
    if (column.kind === 'choice') {
      const labels = [...new Set(column.values.filter((v) => v !== null).map(String))]
      return { ...base, classOf: new Map(labels.map((l, c) => [l, c])), labels, count: labels.length }
    }
    const known = column.values.filter((v): v is number => typeof v === 'number').sort((a, b) => a - b)
    const edges = [...new Set([1, 2, 3, 4, 5, 6, 7, 8, 9].map((k) => quantile(known, k / 10)))]
    const used = edges.filter((e) => !Number.isNaN(e))
    return {
      ...base,
      edges: used,
      labels: [...used, Number.POSITIVE_INFINITY].map(String),
      count: used.length + 1,
    }
  })
}

/** Between the two nearest of the sorted values, in proportion. */
function quantile(sorted: readonly number[], q: number): number {
  const at = q * (sorted.length - 1)
  const low = Math.floor(at)
  const [a, b] = [sorted[low]!, sorted[Math.min(low + 1, sorted.length - 1)]!]
  const part = at - low
  // As NumPy interpolates: from the nearer end.
  return part < 0.5 ? a + (b - a) * part : b - (b - a) * (1 - part)
}
