import { chosen, type Field, type FieldId, type FieldValue } from '../lead/catalog.ts'
import type { Lead } from '../lead/lead.ts'
import { dayNumber } from './encode.ts'
import { derivedValue, isAlwaysKnown, knownValue } from './facts.ts'
import { fieldIn } from './own-fields.ts'
import type { Condition, Policy } from './policy.ts'

/** What a condition is asked of: any field of the catalog or of the campaign's own, whether the policy asks for it or not. */
export interface HoldsGround {
  lead: Lead
  policy: Policy
  /** The day (YYYY-MM-DD) as of which answers are too old to count. */
  asOf: string
  /** The score that stands for the lead: the expected one. */
  score: number
}

/** Whether a condition holds of a lead as it is; as for a forced lead, what an open field leaves undecided does not hold. Texts are compared whatever their case. */
export function holds(when: Condition, ground: HoldsGround): boolean {
  return truthOf(when, ground) === true
}

/** Kleene's three values: null is "not known". */
function truthOf(when: Condition, ground: HoldsGround): boolean | null {
  if ('all' in when) return joined(when.all, ground, false)
  if ('any' in when) return joined(when.any, ground, true)
  if ('not' in when) {
    const truth = truthOf(when.not, ground)
    return truth === null ? null : !truth
  }
  if ('score' in when) return within(Math.floor(ground.score + 0.5), when.score)
  const value = valueThatCounts(when.field, ground)
  if (value === null) return null
  if ('in' in when) return isAmong(fieldIn(ground.policy, when.field)?.kind, value, when.in)
  return typeof value === 'number' ? within(value, when) : null
}

function joined(parts: readonly Condition[], ground: HoldsGround, decisive: boolean): boolean | null {
  let truth: boolean | null = !decisive
  for (const part of parts) {
    const value = truthOf(part, ground)
    if (value === decisive) return decisive
    if (value === null) truth = null
  }
  return truth
}

const within = (value: number, { min, max }: { min?: number; max?: number }): boolean =>
  (min === undefined || value >= min) && (max === undefined || value <= max)

function isAmong(kind: Field['kind'] | undefined, value: FieldValue, ids: readonly string[]): boolean {
  if (kind === 'choice') return ids.includes(String(value))
  if (kind === 'choices') return chosen(value).some((id) => ids.includes(id))
  const folded = fold(String(value))
  return ids.some((id) => fold(id) === folded)
}

const fold = (text: string): string => text.trim().toLowerCase()

/** The value that counts: an answer older than the policy lets it stand leaves the field open, or derived. */
function valueThatCounts(field: string, { lead, policy, asOf }: HoldsGround): FieldValue | null {
  if (!fieldIn(policy, field)) return null
  const id = field as FieldId
  const known = knownValue(lead, policy, id)
  const limit = policy.fields.find((f) => f.field === field)?.staleAfterDays ?? null
  if (known === null || known.derived || known.day === null || limit === null) return known?.value ?? null
  if (dayNumber(asOf) - dayNumber(known.day) <= limit) return known.value
  return isAlwaysKnown(field) ? (derivedValue(lead, policy, id)?.value ?? null) : null
}
