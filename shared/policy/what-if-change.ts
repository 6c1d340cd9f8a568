import { ROUTES, type RouteId } from '../lead/route.ts'
import type { CompiledPolicy } from './compile.ts'
import type { CompiledField } from './compiled-field.ts'
import type { Side } from './what-if.ts'
import { inWords } from './words.ts'

/** One lead that another policy sends elsewhere. */
export interface Change {
  lead: string
  from: RouteId
  to: RouteId
  /**
   * points: what its answers are worth, or how the open ones may end, differs. questions: the points are the same, but it is decided
   * by the one and asked by the other. rules: the points are the same, another rule wins. byHand: somebody set the one.
   */
  why: 'points' | 'rules' | 'questions' | 'byHand'
  expected: { before: number; after: number }
  /** Known fields whose points differ, the largest difference first. */
  fields: readonly { field: string; before: number; after: number }[]
  /** The rules that decided, in words; null where none did. */
  rules: { before: string | null; after: string | null }
}

const BY_HAND = 3
const NEEDS_INFORMATION = 1

/** A field of either policy: null where the one does not have it. */
interface Pair {
  field: string
  before: CompiledField | null
  after: CompiledField | null
}

export interface Comparison {
  before: CompiledPolicy
  after: CompiledPolicy
  pairs: readonly Pair[]
}

export function comparisonOf(before: CompiledPolicy, after: CompiledPolicy): Comparison {
  const ids = [...new Set([...before.fields, ...after.fields].map((f) => f.id))]
  const named = (policy: CompiledPolicy, id: string) => policy.fields.find((f) => f.id === id) ?? null
  const pairs = ids.map((field) => ({ field, before: named(before, field), after: named(after, field) }))
  return { before, after, pairs }
}

/** Why a row changes, and the field whose points differ most; null where none do. */
export function reasonOf(
  { pairs }: Comparison,
  old: Side,
  now: Side,
  row: number,
): { why: Change['why']; field: string | null } {
  let [field, most]: [string | null, number] = [null, 0]
  for (const pair of pairs) {
    const difference = Math.abs(pointsAt(pair.after, now, row) - pointsAt(pair.before, old, row))
    if (difference > most) [field, most] = [pair.field, difference]
  }
  const [was, is] = [old.scores.state[row]!, now.scores.state[row]!]
  if (was === BY_HAND || is === BY_HAND) return { why: 'byHand', field }
  const same = old.scores.low[row] === now.scores.low[row] && old.scores.high[row] === now.scores.high[row]
  if (field !== null || !same) return { why: 'points', field }
  return { why: was === NEEDS_INFORMATION || is === NEEDS_INFORMATION ? 'questions' : 'rules', field }
}

/** The whole story of a row that changes. */
export function changeOf(comparison: Comparison, lead: string, old: Side, now: Side, row: number): Change {
  const fields = comparison.pairs
    .map(({ field, before, after }) => ({
      field,
      before: pointsAt(before, old, row),
      after: pointsAt(after, now, row),
    }))
    .filter((f) => f.before !== f.after)
    .sort((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before))
  return {
    lead,
    from: ROUTES[old.scores.route[row]!]!,
    to: ROUTES[now.scores.route[row]!]!,
    why: reasonOf(comparison, old, now, row).why,
    expected: { before: old.scores.expected[row]!, after: now.scores.expected[row]! },
    fields,
    rules: { before: ruleAt(comparison.before, old, row), after: ruleAt(comparison.after, now, row) },
  }
}

/** Of the known answer; 0 while open. */
function pointsAt(field: CompiledField | null, { columns }: Side, row: number): number {
  if (!field) return 0
  const age = Math.min(columns.ages[field.index]![row]!, field.maxAge)
  return field.aged[age * (field.classes + 1) + columns.classes[field.index]![row]! + 1]!
}

function ruleAt({ policy }: CompiledPolicy, { scores }: Side, row: number): string | null {
  const rule = scores.rule[row]!
  return rule < 0 ? null : inWords(policy.rules[rule]!.when, policy)
}
