import type { PolicyField } from '../policy.ts'
import { type Bins, binsOf } from './bins.ts'
import { FIT_OPTIONS } from './fit.ts'
import type { FactColumn } from './table.ts'

/** The classes that the policy cuts a field into: its own bins of numbers; its choices, the rare ones grouped. */
export function policyBins(field: PolicyField, column: FactColumn): Bins {
  if (column.kind === 'choice') return binsOf(column, FIT_OPTIONS)
  const edges = field.answers.flatMap((a) => (a.upTo === undefined ? [] : [a.upTo]))
  return {
    id: field.field,
    kind: 'number',
    edges,
    classOf: new Map(),
    labels: field.answers.map((a) => a.id),
    count: field.answers.length,
  }
}

/** The class of each answer of the policy's field; -1 for one that too few leads gave to say anything. */
export const classesOfAnswers = (field: PolicyField, bins: Bins): number[] =>
  field.answers.map((a, i) => (bins.kind === 'number' ? i : (bins.classOf.get(a.id) ?? -1)))
