import type { CompiledPolicy } from './compile.ts'
import type { CompiledField } from './compiled-field.ts'
import { dayNumber, type Encoded } from './encode.ts'
import { territoryOf } from './facts.ts'
import type { Gathered, GatheredField } from './gather.ts'
import { MAX_AGE_DAYS } from './points.ts'
import { isDeclined, isPostponed } from './unsaid.ts'

/** Leads as columns under one policy: what `encode` gives of each, a row each. */
export interface Columns {
  count: number
  /** For each field of the policy, the class of its answer (-1: open) and the answer's age in days. */
  classes: readonly Int8Array[]
  ages: readonly Uint16Array[]
  /** A bit (1 << index) for each field that is not to be asked today: it has no question, or was declined. */
  blocked: Int32Array
  /** A bit for each field that the person will tell later. */
  waiting: Int32Array
  /** 1: the attempts are used up. */
  exhausted: Uint8Array
  /** Route set by hand, as index into ROUTES; -1: none. */
  byHand: Int8Array
}

/** Every so many of the rows in [from, to). */
export interface Rows {
  from: number
  to: number
  every: number
}

/** `asOf`: the day (YYYY-MM-DD) as of which ages count. */
export function encodeAll(
  compiled: CompiledPolicy,
  gathered: Gathered,
  asOf: string,
  rows: Rows = { from: 0, to: gathered.count, every: 1 },
): Columns {
  const count = Math.max(0, Math.ceil((rows.to - rows.from) / rows.every))
  const today = dayNumber(asOf)
  const columns: Columns = {
    count,
    classes: compiled.fields.map(() => new Int8Array(count).fill(-1)),
    ages: compiled.fields.map(() => new Uint16Array(count)),
    blocked: new Int32Array(count),
    waiting: new Int32Array(count),
    exhausted: new Uint8Array(count),
    byHand: new Int8Array(count),
  }
  for (const field of compiled.fields) {
    const [classes, ages] = [columns.classes[field.index]!, columns.ages[field.index]!]
    const derived = gathered.derived.get(field.id)
    const stated = derived ? undefined : gathered.stated.get(field.id)
    const column = derived ?? stated
    if (column)
      fillField(classes, ages, field, column, stated ? field.source.staleAfterDays : null, today, rows)
    if (field.id === 'territory') fillTerritories(classes, ages, compiled, field, gathered, rows)
    markUnsaid(columns, field, gathered.stated.get(field.id), asOf, rows)
  }
  const { maxAttempts } = compiled.policy
  for (let i = 0, row = rows.from; i < count; i++, row += rows.every) {
    columns.exhausted[i] = gathered.attempts[row]! >= maxAttempts ? 1 : 0
    columns.byHand[i] = gathered.byHand[row]!
  }
  return columns
}

function fillField(
  classes: Int8Array,
  ages: Uint16Array,
  field: CompiledField,
  { values, at, days }: GatheredField,
  stale: number | null,
  today: number,
  { from, every }: Rows,
): void {
  const classOf = Int8Array.from(values, (value) => (value === null ? -1 : field.classOf(value)))
  const aging = field.maxAge > 0 || field.source.staleAfterDays !== null
  for (let i = 0, row = from; i < classes.length; i++, row += every) {
    const value = at[row]!
    if (value === 0) continue
    classes[i] = classOf[value]!
    if (!aging) continue
    const age = Math.min(Math.max(today - days[row]!, 0), MAX_AGE_DAYS)
    ages[i] = age
    if (stale !== null && age > stale) classes[i] = -1
  }
}

/** Where nobody stated one that counts, it follows from where the lead is. */
function fillTerritories(
  classes: Int8Array,
  ages: Uint16Array,
  { policy }: CompiledPolicy,
  field: CompiledField,
  { stated }: Gathered,
  { from, every }: Rows,
): void {
  const [country, state] = [stated.get('country'), stated.get('state')]
  const states = state?.values.length ?? 1
  const known = new Map<number, number>()
  for (let i = 0, row = from; i < classes.length; i++, row += every) {
    if (classes[i]! >= 0) continue
    const [inCountry, inState] = [country?.at[row] ?? 0, state?.at[row] ?? 0]
    const place = inCountry * states + inState
    let cls = known.get(place)
    if (cls === undefined) {
      cls = field.classOf(
        territoryOf(country?.values[inCountry] ?? null, state?.values[inState] ?? null, policy),
      )
      known.set(place, cls)
    }
    classes[i] = cls
    ages[i] = 0
  }
}

function markUnsaid(
  { blocked, waiting }: Columns,
  field: CompiledField,
  column: GatheredField | undefined,
  asOf: string,
  { from, to, every }: Rows,
): void {
  const bit = 1 << field.index
  if (field.source.question === null) {
    for (let i = 0; i < blocked.length; i++) blocked[i]! |= bit
    return
  }
  for (const unsaid of column?.unsaid ?? []) {
    const i = (unsaid.row - from) / every
    if (unsaid.row < from || unsaid.row >= to || !Number.isInteger(i)) continue
    if (isDeclined(unsaid, asOf)) blocked[i]! |= bit
    else if (isPostponed(unsaid, asOf)) waiting[i]! |= bit
  }
}

/** A row as `encode` gives it. */
export function rowOf(columns: Columns, row: number): Encoded {
  return {
    classes: columns.classes.map((column) => column[row]!),
    ages: columns.ages.map((column) => column[row]!),
    blocked: columns.blocked[row]!,
    waiting: columns.waiting[row]!,
    exhausted: columns.exhausted[row] === 1,
    byHand: columns.byHand[row]!,
  }
}
