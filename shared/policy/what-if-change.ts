import { ROUTES, type RouteId } from '../lead/route.ts'
import type { CompiledPolicy } from './compile.ts'
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

export function changeOf(
  lead: string,
  before: CompiledPolicy,
  after: CompiledPolicy,
  old: Side,
  now: Side,
  row: number,
): Change {
  const [was, is] = [pointsAt(before, old, row), pointsAt(after, now, row)]
  const fields = [...new Set([...was.keys(), ...is.keys()])]
    .map((field) => ({ field, before: was.get(field) ?? 0, after: is.get(field) ?? 0 }))
    .filter((f) => f.before !== f.after)
    .sort((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before))
  const [states, same] = [
    [old.scores.state[row]!, now.scores.state[row]!],
    old.scores.low[row] === now.scores.low[row] && old.scores.high[row] === now.scores.high[row],
  ]
  const why = states.includes(BY_HAND)
    ? 'byHand'
    : fields.length > 0 || !same
      ? 'points'
      : states.includes(NEEDS_INFORMATION)
        ? 'questions'
        : 'rules'
  return {
    lead,
    from: ROUTES[old.scores.route[row]!]!,
    to: ROUTES[now.scores.route[row]!]!,
    why,
    expected: { before: old.scores.expected[row]!, after: now.scores.expected[row]! },
    fields,
    rules: { before: ruleAt(before, old, row), after: ruleAt(after, now, row) },
  }
}

function pointsAt(compiled: CompiledPolicy, { columns }: Side, row: number): Map<string, number> {
  const points = new Map<string, number>()
  for (const field of compiled.fields) {
    const cls = columns.classes[field.index]![row]!
    if (cls < 0) continue
    const age = Math.min(columns.ages[field.index]![row]!, field.maxAge)
    points.set(field.id, field.aged[age * (field.classes + 1) + cls + 1]!)
  }
  return points
}

function ruleAt({ policy }: CompiledPolicy, { scores }: Side, row: number): string | null {
  const rule = scores.rule[row]!
  return rule < 0 ? null : inWords(policy.rules[rule]!.when, policy)
}
