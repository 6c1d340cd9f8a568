import type { FieldId } from '../lead/catalog.ts'
import type { Lead } from '../lead/lead.ts'
import { atomsOf } from './compiled-rules.ts'
import type { Supplement } from './decision.ts'
import { dayNumber } from './encode.ts'
import { knownValue } from './facts.ts'
import { fieldIn } from './own-fields.ts'
import type { Policy, PolicyField } from './policy.ts'
import { isDeclined, isPostponed, unsaidOf } from './unsaid.ts'

/** The fields that can decide anything: they have a dimension, or stand in a rule. The others are asked for whoever receives the lead. */
export function decidingFields(policy: Policy): PolicyField[] {
  const { byField } = atomsOf(policy)
  return policy.fields.filter((f) => f.dimension !== null || byField.has(f.field))
}

/** What is worth asking although it decides nothing: open, with a question, not declined; in the policy's order. `asOf`: YYYY-MM-DD. */
export function supplementsOf(policy: Policy, lead: Lead, asOf: string): Supplement[] {
  const deciding = new Set(decidingFields(policy))
  return policy.fields.flatMap((source) => {
    const field = source.field as FieldId
    if (source.question === null || deciding.has(source) || isKnown(policy, source, lead, asOf)) return []
    const unsaid = unsaidOf(lead, field)
    if (unsaid && (isDeclined(unsaid, asOf) || isPostponed(unsaid, asOf))) return []
    return [{ field, question: source.question }]
  })
}

/** As for the fields that decide: too old, or none of the answers, is not known. */
function isKnown(policy: Policy, source: PolicyField, lead: Lead, asOf: string): boolean {
  const known = knownValue(lead, policy, source.field as FieldId)
  if (known === null) return false
  const { staleAfterDays, answers } = source
  const age = known.day === null || known.derived ? 0 : dayNumber(asOf) - dayNumber(known.day)
  if (staleAfterDays !== null && age > staleAfterDays) return false
  return fieldIn(policy, source.field)?.kind !== 'choice' || answers.some((a) => a.id === known.value)
}
