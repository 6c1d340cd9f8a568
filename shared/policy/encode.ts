import type { Lead } from '../lead/lead.ts'
import { ROUTES } from '../lead/route.ts'
import type { CompiledPolicy } from './compile.ts'
import type { CompiledField } from './compiled-field.ts'
import { attemptsSinceCompleted, derivedValue, knownValue } from './facts.ts'
import { MAX_AGE_DAYS } from './points.ts'
import { isDeclined, isPostponed, unsaidOf } from './unsaid.ts'

/** What scoring needs of one lead: `classes` (-1: open) and `ages` (in days) by field of the policy. */
export interface Encoded {
  classes: number[]
  ages: number[]
  /** A bit (1 << index) for each field that is not to be asked today: it has no question, or was declined. */
  blocked: number
  /** A bit for each field that the person will tell later: not asked now, and yet not refused. */
  waiting: number
  /** The attempts are used up. */
  exhausted: boolean
  /** Route set by hand, as index into ROUTES; -1: none. */
  byHand: number
}

/** `asOf`: the day (YYYY-MM-DD) as of which ages count. */
export function encode(compiled: CompiledPolicy, lead: Lead, asOf: string): Encoded {
  const into: Encoded = { classes: [], ages: [], blocked: 0, waiting: 0, exhausted: false, byHand: -1 }
  const today = dayNumber(asOf)
  for (const field of compiled.fields) {
    encodeField(into, compiled, field, lead, today)
    const bit = 1 << field.index
    const unsaid = field.source.question === null ? null : unsaidOf(lead, field.id)
    if (field.source.question === null || (unsaid && isDeclined(unsaid, asOf))) into.blocked |= bit
    else if (unsaid && isPostponed(unsaid, asOf)) into.waiting |= bit
  }
  const { maxAttempts } = compiled.policy
  into.exhausted = lead.calls.length >= maxAttempts && attemptsSinceCompleted(lead) >= maxAttempts
  const byHand = lead.routeByHand?.route
  into.byHand = byHand ? ROUTES.indexOf(byHand) : -1
  return into
}

/** A value that is none of the field's answers leaves it open, a stale one too; a field that is never open is derived then. */
function encodeField(
  into: Encoded,
  compiled: CompiledPolicy,
  field: CompiledField,
  lead: Lead,
  today: number,
): void {
  const known = knownValue(lead, compiled.policy, field.id)
  let cls = known === null ? -1 : field.classOf(known.value)
  let age = known === null ? 0 : ageOf(known.day, field, today)
  const stale = field.source.staleAfterDays
  if (known !== null && !known.derived && stale !== null && age > stale) cls = -1
  if (cls < 0 && field.alwaysKnown) {
    const derived = derivedValue(lead, compiled.policy, field.id)!
    cls = field.classOf(derived.value)
    age = ageOf(derived.day, field, today)
  }
  into.classes[field.index] = cls
  into.ages[field.index] = age
}

/** In days; 0 where nothing depends on it. */
function ageOf(day: string | null, field: CompiledField, today: number): number {
  if (day === null || (field.maxAge === 0 && field.source.staleAfterDays === null)) return 0
  return Math.min(Math.max(today - dayNumber(day), 0), MAX_AGE_DAYS)
}

/** Days since 1970 of a day 'YYYY-MM-DD' or an instant that begins with one; 0 for what is no day. */
export function dayNumber(day: string): number {
  const ms = Date.UTC(number(day, 0, 4), number(day, 5, 7) - 1, number(day, 8, 10))
  return Number.isNaN(ms) ? 0 : Math.floor(ms / 86_400_000)
}

function number(text: string, from: number, to: number): number {
  let value = 0
  for (let i = from; i < to; i++) {
    const digit = text.charCodeAt(i) - 48
    if (!(digit >= 0 && digit <= 9)) return Number.NaN
    value = value * 10 + digit
  }
  return value
}
