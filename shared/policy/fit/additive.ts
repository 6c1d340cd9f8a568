import { type Bins, classesOf } from './bins.ts'
import type { FactTable } from './table.ts'

/** Log odds that add up by field; an open field adds nothing. */
export interface Additive {
  intercept: number
  fields: readonly FittedField[]
}

export interface FittedField {
  bins: Bins
  /** Log odds of each class. */
  points: Float64Array
}

/** For each field of the model, the class of each row; -1: open. */
export type Coded = readonly Int16Array[]

/** Codes the table's columns for the model's fields, found by id; a column that is missing is open throughout. */
export function codeFor(bins: readonly Bins[], table: FactTable): Coded {
  const columns = new Map(table.columns.map((c) => [c.id, c]))
  return bins.map((b) => {
    const column = columns.get(b.id)
    return column ? classesOf(b, column.values) : new Int16Array(table.count).fill(-1)
  })
}

/** The sum of each row, with the intercept. */
export function sumsOf(model: Additive, coded: Coded): Float64Array {
  const count = coded[0]?.length ?? 0
  const sums = new Float64Array(count).fill(model.intercept)
  for (const [f, field] of model.fields.entries()) addTo(sums, coded[f]!, field.points)
  return sums
}

export function addTo(sums: Float64Array, classes: Int16Array, points: Float64Array): void {
  for (let i = 0; i < sums.length; i++) {
    const c = classes[i]!
    if (c >= 0) sums[i]! += points[c]!
  }
}

export const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x))
