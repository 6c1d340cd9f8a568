import type { Lead } from '../lead/lead.ts'
import { ROUTES } from '../lead/route.ts'
import type { CompiledPolicy } from './compile.ts'
import type { CompiledField } from './compiled-field.ts'
import { attemptsSinceCompleted, knownValue } from './facts.ts'
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

/** `asOf`: the day (YYYY-MM-DD) as of which ages count. */
export function encodeAll(compiled: CompiledPolicy, leads: readonly Lead[], asOf: string): Columns {
  const count = leads.length
  const columns: Columns = {
    count,
    classes: compiled.fields.map(() => new Int8Array(count)),
    ages: compiled.fields.map(() => new Uint16Array(count)),
    blocked: new Int32Array(count),
    exhausted: new Uint8Array(count),
    byHand: new Int8Array(count),
  }
  const today = dayNumber(asOf)
  for (let i = 0; i < count; i++) encodeInto(columns, i, compiled, leads[i]!, asOf, today)
  return columns
}

function encodeInto(
  columns: Columns,
  i: number,
  compiled: CompiledPolicy,
  lead: Lead,
  asOf: string,
  today: number,
): void {
  let blocked = 0
  for (const field of compiled.fields) {
    const age = encodeField(columns, i, compiled, field, lead, today)
    columns.ages[field.index]![i] = age
    if (field.source.question === null || isDeclined(lead, field, asOf)) blocked |= 1 << field.index
  }
  columns.blocked[i] = blocked
  columns.exhausted[i] = attemptsSinceCompleted(lead) >= compiled.policy.maxAttempts ? 1 : 0
  const byHand = lead.routeByHand?.route
  columns.byHand[i] = byHand ? ROUTES.indexOf(byHand) : -1
}

/** Sets the class; returns the age in days. A value that is none of the field's answers leaves it open, a stale one too. */
function encodeField(
  columns: Columns,
  i: number,
  compiled: CompiledPolicy,
  field: CompiledField,
  lead: Lead,
  today: number,
): number {
  const known = knownValue(lead, compiled.policy, field.id)
  const age = known?.day == null ? 0 : Math.min(Math.max(today - dayNumber(known.day), 0), MAX_AGE_DAYS)
  const stale = field.source.staleAfterDays
  const open = known === null || (!known.derived && stale !== null && age > stale)
  columns.classes[field.index]![i] = open ? -1 : field.classOf(known.value)
  return age
}

function isDeclined(lead: Lead, field: CompiledField, asOf: string): boolean {
  const version = lead.fields[field.id]?.[0]
  return version?.value === null && version.reaskOn !== undefined && version.reaskOn > asOf
}

/** Days since 1970 of a day 'YYYY-MM-DD'; 0 for what is no day. */
export function dayNumber(day: string): number {
  const ms = Date.parse(day)
  return Number.isNaN(ms) ? 0 : Math.floor(ms / 86_400_000)
}
