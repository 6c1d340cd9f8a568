import { CATALOG, type FieldValue } from '../lead/catalog.ts'
import type { Lead } from '../lead/lead.ts'
import { ROUTES } from '../lead/route.ts'
import { dayNumber } from './encode.ts'
import { attemptsSinceCompleted, FROM_LEAD_ALONE } from './facts.ts'
import { ofVersion, type Unsaid } from './unsaid.ts'

/**
 * What any policy may ask of leads, as columns: some 200 bytes a lead instead of the lead itself, and each policy is then a matter of small
 * tables. Parts are added as they come; nothing is ever taken out.
 */
export interface Gathered {
  count: number
  ids: string[]
  /** What was stated, by field; a field that no lead has is left out. */
  stated: Map<string, GatheredField>
  /** What follows from the lead whatever the policy, by field. */
  derived: Map<string, GatheredField>
  /** Calls since the last one that reached its purpose. */
  attempts: Uint16Array
  /** Index into ROUTES; -1: none. */
  byHand: Int8Array
}

export interface GatheredField {
  /** The different values; the first is null: nothing stands. */
  values: (FieldValue | null)[]
  /** By lead: index into `values`, and the day since when, as in `dayNumber`. */
  at: Int32Array
  days: Int32Array
  /** By rising row. */
  unsaid: (Unsaid & { row: number })[]
}

/** So late that whatever has it is not a day old. */
const NO_DAY = 0x7fffffff

/** Texts, dates and the like: no policy gives points for them. Two of them say where a lead is. */
const UNCOUNTED = new Set<string>(
  CATALOG.filter(
    (f) => f.kind !== 'choice' && f.kind !== 'number' && f.id !== 'country' && f.id !== 'state',
  ).map((f) => f.id),
)

export interface Gatherer {
  gathered: Gathered
  add(leads: readonly Lead[]): void
}

export function gather(leads: readonly Lead[]): Gathered {
  const all = gatherer(leads.length)
  all.add(leads)
  return all.gathered
}

/** @param room leads that are expected: more make it grow */
export function gatherer(room = 1024): Gatherer {
  const gathered: Gathered = {
    count: 0,
    ids: [],
    stated: new Map(),
    derived: new Map(),
    attempts: new Uint16Array(room),
    byHand: new Int8Array(room),
  }
  const indexes = new Map<GatheredField, Map<FieldValue, number>>()

  function columnOf(columns: Map<string, GatheredField>, id: string): GatheredField {
    const known = columns.get(id)
    if (known) return known
    const column = { values: [null], at: new Int32Array(room), days: new Int32Array(room), unsaid: [] }
    columns.set(id, column)
    indexes.set(column, new Map())
    return column
  }

  function put(column: GatheredField, row: number, value: FieldValue, day: string | null): void {
    const index = indexes.get(column)!
    let at = index.get(value)
    if (at === undefined) {
      at = column.values.push(value) - 1
      index.set(value, at)
    }
    column.at[row] = at
    column.days[row] = day === null ? NO_DAY : dayNumber(day)
  }

  function take(lead: Lead, row: number): void {
    gathered.ids.push(lead.id)
    for (const id in lead.fields) {
      if (UNCOUNTED.has(id)) continue
      const version = lead.fields[id as keyof Lead['fields']]?.[0]
      if (!version) continue
      const column = columnOf(gathered.stated, id)
      if (version.value !== null) put(column, row, version.value, version.stamp)
      else {
        const unsaid = ofVersion(lead, version)
        if (unsaid) column.unsaid.push({ row, ...unsaid })
      }
    }
    for (const id in FROM_LEAD_ALONE) {
      const { value, day } = FROM_LEAD_ALONE[id]!(lead)
      put(columnOf(gathered.derived, id), row, value, day)
    }
    gathered.attempts[row] = attemptsSinceCompleted(lead)
    const byHand = lead.routeByHand?.route
    gathered.byHand[row] = byHand ? ROUTES.indexOf(byHand) : -1
  }

  function grow(count: number): void {
    while (room < count) room = Math.max(1024, room * 2)
    for (const column of indexes.keys()) {
      column.at = longer(Int32Array, column.at, room)
      column.days = longer(Int32Array, column.days, room)
    }
    gathered.attempts = longer(Uint16Array, gathered.attempts, room)
    gathered.byHand = longer(Int8Array, gathered.byHand, room)
  }

  return {
    gathered,
    add(leads) {
      if (gathered.count + leads.length > room) grow(gathered.count + leads.length)
      for (const lead of leads) take(lead, gathered.count++)
    },
  }
}

function longer<T extends Int32Array | Uint16Array | Int8Array>(
  make: new (length: number) => T,
  column: T,
  room: number,
): T {
  const more = new make(room)
  more.set(column)
  return more
}
