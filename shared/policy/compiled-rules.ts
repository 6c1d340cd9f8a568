import type { CompiledField, FieldCondition } from './compiled-field.ts'
import { cutsOf, holdsFor } from './compiled-field.ts'
import type { Condition, Policy } from './policy.ts'

/** A condition over groups of classes and bands of the score. */
export type CompiledCondition =
  | { op: 'all' | 'any'; of: CompiledCondition[] }
  | { op: 'not'; of: CompiledCondition }
  /** Holds for these groups of the field at this level. */
  | { op: 'field'; level: number; groups: readonly boolean[] }
  /** Holds for the bands from..to, both inclusive. */
  | { op: 'score'; from: number; to: number }

export type Truth = true | false | null

/** Kleene's three values: null is "not known". `groups` by level, -1 = open; `band` null = not known. */
export function evaluate(when: CompiledCondition, groups: readonly number[], band: number | null): Truth {
  if (when.op === 'field') {
    const group = groups[when.level] ?? -1
    return group < 0 ? null : when.groups[group]!
  }
  if (when.op === 'score') return band === null ? null : band >= when.from && band <= when.to
  if (when.op === 'not') {
    const truth = evaluate(when.of, groups, band)
    return truth === null ? null : !truth
  }
  const decisive = when.op === 'any'
  let truth: Truth = !decisive
  for (const part of when.of) {
    const value = evaluate(part, groups, band)
    if (value === decisive) return decisive
    if (value === null) truth = null
  }
  return truth
}

/** The conditions on each field, and all ends of score ranges as ascending whole numbers: band b holds the totals from cuts[b-1] up to below cuts[b]. */
export function atomsOf(policy: Policy): { byField: Map<string, FieldCondition[]>; scoreCuts: number[] } {
  const byField = new Map<string, FieldCondition[]>()
  const cuts = new Set<number>()
  const walk = (when: Condition): void => {
    if ('all' in when) when.all.forEach(walk)
    else if ('any' in when) when.any.forEach(walk)
    else if ('not' in when) walk(when.not)
    else if ('score' in when) {
      if (when.score.min !== undefined) cuts.add(firstIn(when.score.min))
      if (when.score.max !== undefined) cuts.add(firstAbove(when.score.max))
    } else byField.set(when.field, [...(byField.get(when.field) ?? []), when])
  }
  for (const rule of policy.rules) walk(rule.when)
  return { byField, scoreCuts: [...cuts].sort((a, b) => a - b) }
}

const firstIn = (min: number) => Math.ceil(min)
const firstAbove = (max: number) => Math.floor(max) + 1

export function compileCondition(
  when: Condition,
  levels: readonly CompiledField[],
  byField: ReadonlyMap<string, FieldCondition[]>,
  scoreCuts: readonly number[],
): CompiledCondition {
  const inner = (part: Condition) => compileCondition(part, levels, byField, scoreCuts)
  if ('all' in when) return { op: 'all', of: when.all.map(inner) }
  if ('any' in when) return { op: 'any', of: when.any.map(inner) }
  if ('not' in when) return { op: 'not', of: inner(when.not) }
  if ('score' in when) {
    const { min, max } = when.score
    return {
      op: 'score',
      from: min === undefined ? 0 : scoreCuts.indexOf(firstIn(min)) + 1,
      to: max === undefined ? scoreCuts.length : scoreCuts.indexOf(firstAbove(max)),
    }
  }
  const level = levels.findIndex((f) => f.id === when.field)
  const field = levels[level]!
  const cuts = cutsOf(field.source, byField.get(when.field)!)
  const groups: boolean[] = []
  for (let c = 0; c < field.classes; c++) groups[field.groupOf[c]!] = holdsFor(when, field.source, cuts, c)
  return { op: 'field', level, groups }
}
