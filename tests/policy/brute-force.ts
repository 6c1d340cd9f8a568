import type { FieldValue } from '../../shared/lead/catalog.ts'
import type { RouteId } from '../../shared/lead/route.ts'
import type { Condition, Policy, PolicyField } from '../../shared/policy/policy.ts'

/**
 * The definition, read literally: every completion of the open fields is written out, its points added, its rules read from the top.
 * Shares no code with the core.
 */
export type Answers = Record<string, FieldValue>

export interface Enumerated {
  low: number
  high: number
  expected: number
  routes: Set<RouteId>
  rules: Set<number>
  /** Open fields that lead to different routes for some completion of the others. */
  relevant: Set<string>
  /** Probability of each route. */
  probability: Map<RouteId, number>
}

/** `ages` in days of the known answers. */
export function enumerate(policy: Policy, known: Answers, ages: Record<string, number>): Enumerated {
  const open = policy.fields.filter((f) => known[f.field] === undefined)
  const base = policy.fields
    .filter((f) => known[f.field] !== undefined)
    .reduce((sum, f) => sum + pointsOf(policy, f, known[f.field]!, ages[f.field] ?? 0), 0)

  const result: Enumerated = {
    low: Number.POSITIVE_INFINITY,
    high: Number.NEGATIVE_INFINITY,
    expected: 0,
    routes: new Set(),
    rules: new Set(),
    relevant: new Set(),
    probability: new Map(),
  }
  const routeOfCase = new Map<string, RouteId>()
  for (const { answers, total, p } of completions(policy, open, known, base)) {
    const rule = policy.rules.findIndex((r) => holds(r.when, answers, total))
    const { route } = policy.rules[rule]!
    result.low = Math.min(result.low, total)
    result.high = Math.max(result.high, total)
    result.expected += p * total
    result.routes.add(route)
    result.rules.add(rule)
    result.probability.set(route, (result.probability.get(route) ?? 0) + p)
    for (const f of open) {
      const others = `${f.field}|${open.map((o) => (o === f ? '' : answers[o.field])).join('|')}`
      const before = routeOfCase.get(others)
      if (before !== undefined && before !== route) result.relevant.add(f.field)
      routeOfCase.set(others, route)
    }
  }
  return result
}

interface Completion {
  answers: Answers
  total: number
  p: number
}

function completions(
  policy: Policy,
  open: readonly PolicyField[],
  known: Answers,
  base: number,
): Completion[] {
  let cases: Completion[] = [{ answers: known, total: base, p: 1 }]
  for (const f of open) {
    const values = valuesOf(policy, f)
    cases = cases.flatMap((c) =>
      values.map(({ value, p }) => ({
        answers: { ...c.answers, [f.field]: value },
        total: c.total + pointsOf(policy, f, value, 0),
        p: c.p * p,
      })),
    )
  }
  return cases
}

/** Every choice; for numbers, one value for each stretch between the ends of bins and ranges. */
function valuesOf(policy: Policy, f: PolicyField): { value: FieldValue; p: number }[] {
  const learned = f.answers.some((a) => a.probability !== undefined)
  const sum = f.answers.reduce((s, a) => s + (learned ? (a.probability ?? 0) : 1), 0)
  const p = f.answers.map((a) => (learned ? (a.probability ?? 0) : 1) / sum)
  if (!isNumber(f)) return f.answers.map((a, i) => ({ value: a.id, p: p[i]! }))
  const ranges: Range[] = f.answers.flatMap((a) => (a.upTo === undefined ? [] : [{ max: a.upTo }]))
  for (const rule of policy.rules) collectRanges(rule.when, f.field, ranges)
  const ends = [...new Set(ranges.flatMap((r) => [r.min, r.max]).filter((end) => end !== undefined))].sort(
    (a, b) => a - b,
  )
  const candidates = [
    (ends[0] ?? 0) - 1,
    ...ends.flatMap((end, i) => [end, (end + (ends[i + 1] ?? end + 2)) / 2]),
  ]
  // Neighbours that no bin and no range tells apart are one stretch: one value stands for it.
  const sides = (value: number) => ranges.map((r) => within(value, r)).join()
  const values = candidates.filter((value, i) => i === 0 || sides(value) !== sides(candidates[i - 1]!))
  return values.map((value) => {
    const bin = binOf(f, value)
    return { value, p: p[bin]! / values.filter((v) => binOf(f, v) === bin).length }
  })
}

type Range = { min?: number; max?: number }

function collectRanges(when: Condition, field: string, ranges: Range[]): void {
  if ('all' in when || 'any' in when) {
    for (const part of 'all' in when ? when.all : when.any) collectRanges(part, field, ranges)
  } else if ('not' in when) collectRanges(when.not, field, ranges)
  else if ('field' in when && when.field === field && !('in' in when)) {
    if (when.min !== undefined) ranges.push({ min: when.min })
    if (when.max !== undefined) ranges.push({ max: when.max })
  }
}

export const isNumber = (f: { field: string }) => /^(?:own\.)?number/.test(f.field) || f.field === 'responses'

const binOf = (f: PolicyField, value: number) =>
  f.answers.findIndex((a) => a.upTo === undefined || value <= a.upTo)

export function pointsOf(policy: Policy, f: PolicyField, value: FieldValue, age: number): number {
  const weight = policy.dimensions.find((d) => d.id === f.dimension)?.weight ?? 0
  const answer =
    typeof value === 'number' ? f.answers[binOf(f, value)]! : f.answers.find((a) => a.id === value)!
  const fade = f.halfLifeDays === null ? 1 : 0.5 ** (age / f.halfLifeDays)
  const exact = weight * f.share * answer.share * fade
  return Math.floor(Number(exact.toFixed(9)) + 0.5)
}

export function holds(when: Condition, answers: Answers, total: number): boolean {
  if ('all' in when) return when.all.every((part) => holds(part, answers, total))
  if ('any' in when) return when.any.some((part) => holds(part, answers, total))
  if ('not' in when) return !holds(when.not, answers, total)
  if ('score' in when) return within(total, when.score)
  const value = answers[when.field]!
  if ('in' in when) return when.in.includes(String(value))
  return within(Number(value), when)
}

const within = (x: number, { min, max }: Range) =>
  (min === undefined || x >= min) && (max === undefined || x <= max)
