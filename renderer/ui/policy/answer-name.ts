import { fieldIn, valueLabelIn } from '../../../shared/policy/own-fields.ts'
import type { Policy, PolicyField } from '../../../shared/policy/policy.ts'
import { count } from '../format/time.ts'

/** A choice by its label, a bin of numbers by its end. */
export function answerName(policy: Policy, field: PolicyField, id: string): string {
  if (fieldIn(policy, field.field)?.kind !== 'number') return valueLabelIn(policy, field.field, id)
  const at = field.answers.findIndex((a) => a.id === id)
  const end = field.answers[at]?.upTo
  const before = field.answers[at - 1]?.upTo
  return end === undefined ? `> ${count(before ?? 0)}` : `≤ ${count(end)}`
}
