import type { FieldId } from '../lead/catalog.ts'
import type { Lead } from '../lead/lead.ts'
import { ROUTES } from '../lead/route.ts'
import type { CompiledPolicy } from './compile.ts'
import type { CompiledField } from './compiled-field.ts'
import { attemptsSinceCompleted, derivedValue, knownValue } from './facts.ts'
import { MAX_AGE_DAYS } from './points.ts'

/** Leads as columns: what scoring needs of them, a row each. */
export interface Columns {
  count: number
  /** For each field of the policy, the class of its answer (-1: open) and the answer's age in days. */
  classes: readonly Int8Array[]
  ages: readonly Uint16Array[]
  /** A bit (1 << index) for each field that is not to be asked today: it has no question, or was declined. */
  blocked: Int32Array
  /** 1: the attempts are used up. */
  exhausted: Uint8Array
  /** Route set by hand, as index into ROUTES; -1: none. */
  byHand: Int8Array
}

/** The same of one lead: `classes` and `ages` by field. */
export interface Encoded {
  classes: number[]
  ages: number[]
  blocked: number
  /** A bit for each field that the person will tell later: not asked now, and yet not refused. */
  waiting: number
  exhausted: boolean
  byHand: number
}

/** `asOf`: the day (YYYY-MM-DD) as of which ages count. */
export function encodeAll(compiled: CompiledPolicy, leads: readonly Lead[], asOf: string): Columns {
  const count = leads.length
  const classes = compiled.fields.map(() => new Int8Array(count))
  const ages = compiled.fields.map(() => new Uint16Array(count))
  const blocked = new Int32Array(count)
  const exhausted = new Uint8Array(count)
  const byHand = new Int8Array(count)
  const scratch = blank()
  const today = dayNumber(asOf)
  for (let i = 0; i < count; i++) {
    encodeInto(scratch, compiled, leads[i]!, asOf, today)
    for (let f = 0; f < classes.length; f++) {
      classes[f]![i] = scratch.classes[f]!
      ages[f]![i] = scratch.ages[f]!
    }
    blocked[i] = scratch.blocked
    exhausted[i] = scratch.exhausted ? 1 : 0
    byHand[i] = scratch.byHand
  }
  return { count, classes, ages, blocked, exhausted, byHand }
}

export function encode(compiled: CompiledPolicy, lead: Lead, asOf: string): Encoded {
  const encoded = blank()
  encodeInto(encoded, compiled, lead, asOf, dayNumber(asOf))
  return encoded
}

const blank = (): Encoded => ({ classes: [], ages: [], blocked: 0, waiting: 0, exhausted: false, byHand: -1 })

function encodeInto(into: Encoded, compiled: CompiledPolicy, lead: Lead, asOf: string, today: number): void {
  into.blocked = 0
  into.waiting = 0
  for (const field of compiled.fields) {
    encodeField(into, compiled, field, lead, today)
    if (field.source.question === null || isDeclined(lead, field.id, asOf)) into.blocked |= 1 << field.index
    else if (isPostponed(lead, field.id, asOf)) into.waiting |= 1 << field.index
  }
  const { maxAttempts } = compiled.policy
  into.exhausted = lead.calls.length >= maxAttempts && attemptsSinceCompleted(lead) >= maxAttempts
  const byHand = lead.routeByHand?.route
  into.byHand = byHand ? ROUTES.indexOf(byHand) : -1
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

/** Whether the person would not say, and may not be asked again today. */
export function isDeclined(lead: Lead, field: FieldId, asOf: string): boolean {
  const version = lead.fields[field]?.[0]
  return (
    version?.value === null &&
    version.later === undefined &&
    version.reaskOn !== undefined &&
    version.reaskOn > asOf
  )
}

export function isPostponed(lead: Lead, field: FieldId, asOf: string): boolean {
  const version = lead.fields[field]?.[0]
  if (version?.later === undefined || version.value !== null) return false
  if (version.later === 'day') return (version.reaskOn ?? '') > asOf
  const last = lead.calls.at(-1)
  return last !== undefined && last.disposition === null && last.since < version.stamp
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
