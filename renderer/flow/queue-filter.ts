import type { RouteId } from '../../shared/lead/route.ts'
import { isLater, isPastDue } from '../../shared/policy/work.ts'
import type { LeadRow } from '../db/views.ts'
import { isWorkable } from './workable.ts'

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

/** What a row is looked at by. @param now epoch milliseconds */
export function filterOf(filter: QueueFilter, now: number): (row: LeadRow) => boolean {
  const at = new Date(now).toISOString()
  const midnight = new Date(new Date(now).setHours(24, 0, 0, 0)).toISOString()
  const tests: ((row: LeadRow) => boolean)[] = []
  const { routes, due, callback, there, campaign } = filter
  if (routes.length > 0) tests.push((r) => routes.includes(r.route))
  if (campaign !== null) tests.push((r) => r.campaign === campaign)
  if (callback !== 'any') tests.push((r) => (r.work.do === 'callback') === (callback === 'only'))
  if (due === 'now') tests.push((r) => !isLater(r.work, at))
  if (due === 'pastDue') tests.push((r) => r.phone !== '' && isPastDue(r.work, at))
  if (due === 'today') tests.push((r) => r.due < midnight)
  if (due === 'later') tests.push((r) => r.due >= midnight)
  if (there === 'open') tests.push((r) => isWorkable(r, at))
  else if (there !== 'any') {
    const partOf = partOfDay(now)
    tests.push((r) => r.timeZone !== null && partOf(r.timeZone) === there)
  }
  return (row) => tests.every((test) => test(row))
}

/** Which part of the day it is in a zone; each zone is worked out once. */
function partOfDay(now: number): (zone: string) => QueueFilter['there'] | null {
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
