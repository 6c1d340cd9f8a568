import type { Lead } from '../../lead/lead.ts'
import { compile } from '../compile.ts'
import { encode } from '../encode.ts'
import type { Policy } from '../policy.ts'

/** How often each answer was given, by field: in the policy's order of answers. Fields that are never open are left out. */
export interface AnswerCounts {
  leads: number
  byField: ReadonlyMap<string, readonly number[]>
}

/** Known answers of a field from which its probabilities are learned: shares are then within about 0.1. */
export const ANSWERS_NEEDED = 30

/** `unless`: how many answers are missing. */
export type LearnedAnswers =
  | { ok: true; draft: Policy; leads: number; fields: { field: string; answers: number }[] }
  | { ok: false; unless: string }

/** Counts what leads answered; outcomes are not needed. An answer that is stale on `asOf` (YYYY-MM-DD) does not count. */
export function countAnswers(policy: Policy, leads: Iterable<{ lead: Lead; asOf: string }>): AnswerCounts {
  const compiled = compile(policy)
  const fields = compiled.fields.filter((f) => !f.alwaysKnown)
  const byField = new Map(fields.map((f) => [f.source.field, f.source.answers.map(() => 0)]))
  let count = 0
  for (const { lead, asOf } of leads) {
    count++
    const { classes } = encode(compiled, lead, asOf)
    for (const f of fields) {
      const cls = classes[f.index]!
      if (cls >= 0) byField.get(f.source.field)![f.answerOf[cls]!]! += 1
    }
  }
  return { leads: count, byField }
}

/** Both together: they are of one policy. */
export const sumOfCounts = (a: AnswerCounts, b: AnswerCounts): AnswerCounts => ({
  leads: a.leads + b.leads,
  byField: new Map([...a.byField].map(([id, list]) => [id, list.map((n, i) => n + b.byField.get(id)![i]!)])),
})

/** The policy with the probabilities that the counts say, each answer given one lead on top; fields with too few answers stay as they are. */
export function withAnswers(policy: Policy, { byField }: AnswerCounts): Policy {
  return {
    ...policy,
    fields: policy.fields.map((f) => {
      const counts = byField.get(f.field) ?? []
      const known = sum(counts)
      if (known < ANSWERS_NEEDED) return f
      const share = (n: number) => Math.round(((n + 1) / (known + counts.length)) * 10_000) / 10_000
      return { ...f, answers: f.answers.map((a, i) => ({ ...a, probability: share(counts[i]!) })) }
    }),
  }
}

/** A draft in which nothing but the answers' probabilities is new: for the expected score, and the order of questions. */
export function learnAnswers(policy: Policy, counts: AnswerCounts): LearnedAnswers {
  const known = [...counts.byField].map(([field, list]) => ({ field, answers: sum(list) }))
  const fields = known.filter((f) => f.answers >= ANSWERS_NEEDED)
  if (fields.length > 0)
    return {
      ok: true,
      draft: withAnswers({ ...policy, version: policy.version + 1 }, counts),
      leads: counts.leads,
      fields,
    }
  const most = Math.max(0, ...known.map((f) => f.answers))
  return {
    ok: false,
    unless: `Too few answers to learn from: it takes ${ANSWERS_NEEDED} to one question (the most there are to one is ${most}).`,
  }
}

const sum = (list: readonly number[]) => list.reduce((s, n) => s + n, 0)
