import type { Field, FieldId, FieldValue } from '../lead/catalog.ts'
import { isAlwaysKnown } from './facts.ts'
import { fadingTable } from './points.ts'
import type { Condition, PolicyField } from './policy.ts'

/**
 * A field of the policy as small tables. Its values fall into classes 0..k-1 (a choice each; for numbers, the stretches
 * between the ends of bins and of conditions); -1 is open. Classes that no condition tells apart form one group.
 */
export interface CompiledField {
  index: number
  id: FieldId
  source: PolicyField
  /** Never open: derived where nobody stated it. */
  alwaysKnown: boolean
  classes: number
  classOf(value: FieldValue): number
  /** Index into source.answers, for each class. */
  answerOf: readonly number[]
  /** Points and probability of each class while unfaded: what an open field may still bring. */
  points: readonly number[]
  probability: readonly number[]
  min: number
  max: number
  mean: number
  /** Points by [age in days x (classes + 1) + class + 1]; an open field's are 0. */
  aged: Int32Array
  maxAge: number
  inRules: boolean
  groupOf: readonly number[]
  groups: number
}

/** A value below, at or above `at`: a cut either has `at` itself above it ('>=') or below it ('>'). */
interface Cut {
  at: number
  inclusive: boolean
}

export type FieldCondition = Extract<Condition, { field: string }>

export function compileField(
  index: number,
  source: PolicyField,
  entry: Field,
  weight: number,
  conditions: readonly FieldCondition[],
): CompiledField {
  const cuts = entry.kind === 'number' ? cutsOf(source, conditions) : []
  const classes = entry.kind === 'number' ? cuts.length + 1 : source.answers.length
  const all = Array.from({ length: classes }, (_, c) => c)
  const choices = new Map<FieldValue, number>(source.answers.map((a, i) => [a.id, i]))
  const classOf = (value: FieldValue) =>
    entry.kind !== 'number'
      ? (choices.get(value) ?? -1)
      : typeof value === 'number'
        ? cuts.filter((cut) => passed(cut, value)).length
        : -1
  const answerOf = all.map((c) => (entry.kind === 'number' ? binOf(source, cuts, c) : c))
  const rows = fadingTable(source, weight)
  const points = answerOf.map((a) => rows[0]![a]!)
  const probability = probabilities(source, answerOf)
  const truth = all.map((c) =>
    conditions.map((when) => (holdsFor(when, source, cuts, c) ? '1' : '0')).join(''),
  )
  const kinds = [...new Set(truth)]
  return {
    index,
    id: source.field as FieldId,
    source,
    alwaysKnown: isAlwaysKnown(source.field),
    classes,
    classOf,
    answerOf,
    points,
    probability,
    min: Math.min(...points),
    max: Math.max(...points),
    mean: points.reduce((sum, p, c) => sum + p * probability[c]!, 0),
    aged: Int32Array.from(rows.flatMap((row) => [0, ...answerOf.map((a) => row[a]!)])),
    maxAge: rows.length - 1,
    inRules: conditions.length > 0,
    groupOf: truth.map((t) => kinds.indexOf(t)),
    groups: kinds.length,
  }
}

/** True when every value of the class meets the condition: a class lies wholly inside or outside. */
export function holdsFor(
  when: FieldCondition,
  source: PolicyField,
  cuts: readonly Cut[],
  cls: number,
): boolean {
  if ('in' in when) return when.in.includes(source.answers[cls]!.id)
  const { min, max } = when
  const from = min === undefined ? 0 : 1 + indexOfCut(cuts, { at: min, inclusive: true })
  const to = max === undefined ? cuts.length : indexOfCut(cuts, { at: max, inclusive: false })
  return cls >= from && cls <= to
}

const passed = (cut: Cut, value: number) => (cut.inclusive ? value >= cut.at : value > cut.at)
const order = (a: Cut, b: Cut) => a.at - b.at || Number(b.inclusive) - Number(a.inclusive)
const indexOfCut = (cuts: readonly Cut[], cut: Cut) => cuts.findIndex((c) => order(c, cut) === 0)

export function cutsOf(source: PolicyField, conditions: readonly FieldCondition[]): Cut[] {
  const cuts: Cut[] = source.answers.flatMap((a) =>
    a.upTo === undefined ? [] : [{ at: a.upTo, inclusive: false }],
  )
  for (const when of conditions) {
    if ('in' in when) continue
    if (when.min !== undefined) cuts.push({ at: when.min, inclusive: true })
    if (when.max !== undefined) cuts.push({ at: when.max, inclusive: false })
  }
  return cuts.sort(order).filter((cut, i) => i === 0 || order(cuts[i - 1]!, cut) !== 0)
}

/** The bin that a class lies in: bins end at cuts, so the class begins where the last passed bin ended. */
function binOf(source: PolicyField, cuts: readonly Cut[], cls: number): number {
  const below = cuts.slice(0, cls)
  return source.answers.filter((a) => below.some((c) => !c.inclusive && c.at === a.upTo)).length
}

/** Learned, or uniform over the answers; a bin that conditions cut in pieces shares its probability among them evenly. */
function probabilities(source: PolicyField, answerOf: readonly number[]): number[] {
  const learned = source.answers.some((a) => a.probability !== undefined)
  const weights = source.answers.map((a) => (learned ? (a.probability ?? 0) : 1))
  const sum = weights.reduce((x, y) => x + y, 0)
  return answerOf.map((a) => weights[a]! / sum / answerOf.filter((other) => other === a).length)
}
