import type { RouteId } from '../../shared/lead/route.ts'
import { isLater, isPastDue } from '../../shared/policy/work.ts'
import type { LeadRow } from '../db/views.ts'
import { type Look, NEVER } from './lists/look.ts'
import { isWorkable, workableUntil } from './workable.ts'

const QUARTER_MS = 15 * 60_000

export const DUE = ['any', 'now', 'pastDue', 'today', 'later'] as const
export const CALLBACK = ['any', 'only', 'without'] as const
export const THERE = ['any', 'open', 'morning', 'afternoon', 'evening'] as const

/** What a lead must be, all of it at once. */
export interface QueueFilter {
  /** One of these; empty: any. */
  routes: readonly RouteId[]
  due: (typeof DUE)[number]
  callback: (typeof CALLBACK)[number]
  /** By the lead's own clock: may be called at this moment; before 12, 12 to 17, from 17 on. */
  there: (typeof THERE)[number]
  /** A campaign's id; null: any. */
  campaign: string | null
}

export const ANY: QueueFilter = { routes: [], due: 'any', callback: 'any', there: 'any', campaign: null }

/** What rows are looked at by. */
export function lookOf({ routes, due, callback, there, campaign }: QueueFilter): Look<LeadRow> {
  const looks: Look<LeadRow>[] = []
  const midnight = ofMoment(midnightAfter)
  if (routes.length > 0) looks.push({ passes: (r) => routes.includes(r.route) })
  if (campaign !== null) looks.push({ passes: (r) => r.campaign === campaign })
  if (callback !== 'any') looks.push({ passes: (r) => (r.work.do === 'callback') === (callback === 'only') })
  if (due === 'now') looks.push({ passes: (r, at) => !isLater(r.work, at), until: dueOf })
  if (due === 'pastDue') looks.push(PAST_DUE)
  if (due === 'today') looks.push({ passes: (r, at) => r.due < midnight(at), until: (_, at) => midnight(at) })
  if (due === 'later')
    looks.push({ passes: (r, at) => r.due >= midnight(at), until: (_, at) => midnight(at) })
  if (there === 'open') looks.push({ passes: isWorkable, until: workableUntil })
  else if (there !== 'any') looks.push(partOfDay(there))
  return {
    passes: (row, at) => looks.every((look) => look.passes(row, at)),
    until: (row, at) => looks.reduce((first, { until }) => earlier(first, until?.(row, at) ?? NEVER), NEVER),
  }
}

/** Late, and somebody could be called. */
export const PAST_DUE: Look<LeadRow> = {
  passes: (r, at) => r.phone !== '' && isPastDue(r.work, at),
  until: dueOf,
}

/** A call back that was promised for today, or before. */
export function callbacksToday(): Look<LeadRow> {
  const midnight = ofMoment(midnightAfter)
  return {
    passes: ({ work }, at) => work.do === 'callback' && work.due < midnight(at),
    until: ({ work }, at) => (work.do === 'callback' ? midnight(at) : NEVER),
  }
}

function dueOf({ work }: LeadRow, at: string): string {
  return 'due' in work && work.due >= at ? work.due : NEVER
}

const earlier = (a: string, b: string): string => (a < b ? a : b)

/** Worked out once a moment: it is asked for every row. */
function ofMoment<V>(make: (at: string) => V): (at: string) => V {
  let known: { at: string; value: V } | null = null
  return (at) => {
    if (known?.at !== at) known = { at, value: make(at) }
    return known.value
  }
}

/** By this machine's clock. ISO instants. */
const midnightAfter = (at: string): string => new Date(new Date(at).setHours(24, 0, 0, 0)).toISOString()

/** Hours begin in every zone at a quarter of an hour by the clock. */
const quarterAfter = (at: string): string =>
  new Date((Math.floor(Date.parse(at) / QUARTER_MS) + 1) * QUARTER_MS).toISOString()

/** Which part of the day it is where the lead is. */
function partOfDay(wanted: QueueFilter['there']): Look<LeadRow> {
  const parts = ofMoment((at) => partsOf(Date.parse(at)))
  const quarter = ofMoment(quarterAfter)
  return {
    passes: (r, at) => r.timeZone !== null && parts(at)(r.timeZone) === wanted,
    until: ({ timeZone }, at) => (timeZone === null ? NEVER : quarter(at)),
  }
}

/** Each zone is worked out once. */
function partsOf(now: number): (zone: string) => QueueFilter['there'] | null {
  const known = new Map<string, QueueFilter['there'] | null>()
  return (zone) => {
    const found = known.get(zone)
    if (found !== undefined) return found
    const hour = hourIn(zone, now)
    const part = hour === null ? null : hour < 12 ? 'morning' : hour < 17 ? 'afternoon' : 'evening'
    known.set(zone, part)
    return part
  }
}

/** null for a zone that this machine does not know. */
function hourIn(zone: string, now: number): number | null {
  try {
    return Number(
      new Intl.DateTimeFormat('en', { hour: 'numeric', hourCycle: 'h23', timeZone: zone }).format(now),
    )
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}
