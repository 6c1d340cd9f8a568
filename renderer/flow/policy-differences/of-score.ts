import { fieldIn, fieldLabel, valueLabelIn } from '../../../shared/policy/own-fields.ts'
import type { Policy, PolicyField } from '../../../shared/policy/policy.ts'
import { inWords } from '../../../shared/policy/words.ts'
import { type Difference, isSame, when } from './difference.ts'

type Said = { route: Policy['rules'][number]['route']; words: string }

/** Points of each answer, unfaded: what a person adds up. */
export const pointsOf = (policy: Policy, field: PolicyField): number[] => {
  const weight = policy.dimensions.find((d) => d.id === field.dimension)?.weight ?? 0
  return field.answers.map((a) => Math.floor(weight * field.share * a.share + 0.5))
}

export function scoreDifferences(before: Policy, after: Policy): Difference[] {
  return [
    ...when({ what: 'name', before: before.name, after: after.name }),
    ...weights(before, after),
    ...rules(before, after),
    ...fields(before, after),
  ]
}

function weights(before: Policy, after: Policy): Difference[] {
  const ids = new Set([...after.dimensions, ...before.dimensions].map((d) => d.id))
  return [...ids].flatMap((id): Difference[] => {
    const [was, now] = [before, after].map((p) => p.dimensions.find((d) => d.id === id))
    const dimension = now?.label ?? was?.label ?? id
    return [
      ...(was && now ? when({ what: 'dimension', before: was.label, after: now.label }) : []),
      ...when({ what: 'weight', dimension, before: was?.weight ?? null, after: now?.weight ?? null }),
    ]
  })
}

/** Rules that are the same at the beginning and at the end are passed over: one more moves the others, and changes none. */
function rules(before: Policy, after: Policy): Difference[] {
  const [was, now] = [before, after].map((policy) =>
    policy.rules.map((rule) => ({ route: rule.route, words: inWords(rule.when, policy) })),
  ) as [Said[], Said[]]
  const shorter = Math.min(was.length, now.length)
  let head = 0
  while (head < shorter && isSame(was[head], now[head])) head += 1
  let tail = 0
  while (tail < shorter - head && isSame(was.at(-1 - tail), now.at(-1 - tail))) tail += 1
  const length = Math.max(was.length, now.length) - head - tail
  const rule = (list: Said[], at: number) => (at < list.length - tail ? (list[at] ?? null) : null)
  return Array.from({ length }, (_, i) => head + i).flatMap((i) =>
    when({ what: 'rule', at: i + 1, before: rule(was, i), after: rule(now, i) }),
  )
}

function fields(before: Policy, after: Policy): Difference[] {
  const gone = before.fields.filter((b) => !after.fields.some((a) => a.field === b.field))
  return [
    ...gone.map(
      ({ field }): Difference => ({
        what: 'counts',
        field: fieldLabel(before, field),
        before: true,
        after: false,
      }),
    ),
    ...after.fields.flatMap((now): Difference[] => {
      const was = before.fields.find((b) => b.field === now.field)
      if (was) return fieldDifferences([before, was], [after, now])
      return [{ what: 'counts', field: fieldLabel(after, now.field), before: false, after: true }]
    }),
  ]
}

type Side = [policy: Policy, field: PolicyField]

function fieldDifferences([before, was]: Side, [after, now]: Side): Difference[] {
  const field = fieldLabel(after, now.field)
  const chances = (f: PolicyField) => f.answers.map((a) => a.probability ?? null)
  const dimension = (p: Policy, f: PolicyField) =>
    p.dimensions.find((d) => d.id === f.dimension)?.label ?? f.dimension
  const said = (p: Policy, f: PolicyField) =>
    f.answers.map((a) => ({ answer: answerLabel(p, f, a.id), share: a.probability ?? null }))
  return [
    ...(was.dimension === now.dimension
      ? []
      : when({ what: 'countsTo', field, before: dimension(before, was), after: dimension(after, now) })),
    ...answers(field, [before, was], [after, now]),
    ...(isSame(pointsOf(before, was), pointsOf(after, now)) ? shares(field, was, [after, now]) : []),
    ...when({ what: 'question', field, before: was.question, after: now.question }),
    ...when({ what: 'fading', field, before: was.halfLifeDays, after: now.halfLifeDays }),
    ...when({ what: 'stale', field, before: was.staleAfterDays, after: now.staleAfterDays }),
    ...when({ what: 'reask', field, before: was.reaskDays, after: now.reaskDays }),
    ...(isSame(chances(was), chances(now))
      ? []
      : when({ what: 'chances', field, before: said(before, was), after: said(after, now) })),
  ]
}

function shares(field: string, was: PolicyField, [policy, now]: Side): Difference[] {
  return [
    ...when({ what: 'share', field, answer: null, before: was.share, after: now.share }),
    ...now.answers.flatMap(({ id, share }) => {
      const before = was.answers.find((a) => a.id === id)?.share ?? share
      return when({ what: 'share', field, answer: answerLabel(policy, now, id), before, after: share })
    }),
  ]
}

function answers(field: string, [before, was]: Side, [after, now]: Side): Difference[] {
  const [old, points] = [pointsOf(before, was), pointsOf(after, now)]
  const ids = [...now.answers, ...was.answers].map((a) => a.id)
  return [...new Set(ids)].flatMap((id): Difference[] => {
    const [i, k] = [was.answers.findIndex((a) => a.id === id), now.answers.findIndex((a) => a.id === id)]
    const answer = k < 0 ? answerLabel(before, was, id) : answerLabel(after, now, id)
    return [
      ...when({ what: 'points', field, answer, before: old[i] ?? null, after: points[k] ?? null }),
      ...when({
        what: 'end',
        field,
        answer,
        before: was.answers[i]?.upTo ?? null,
        after: now.answers[k]?.upTo ?? null,
      }),
    ]
  })
}

/** A choice by its label; a bin of numbers by its place. */
function answerLabel(policy: Policy, field: PolicyField, id: string): string {
  if (fieldIn(policy, field.field)?.kind !== 'number') return valueLabelIn(policy, field.field, id)
  return String(field.answers.findIndex((a) => a.id === id) + 1)
}
