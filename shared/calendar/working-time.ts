import { DAY } from '../contact/clock.ts'
import type { WorkingCalendar } from './calendar.ts'
import { PAGE, workingSpans } from './working-spans.ts'

/**
 * Time limits in working time. Instants are ISO text. A calendar of null works around the clock. Working time is counted by the clock of
 * the calendar's zone, to the millisecond; a moment belongs to a stretch from its beginning up to, and without, its end.
 */

const MINUTE = 60_000
/** Within what a limit is looked for. */
const YEAR = 366 * DAY

/** True while the calendar's person works. */
export function isWorking(calendar: WorkingCalendar | null, at: string): boolean {
  if (calendar === null) return true
  const moment = Date.parse(at)
  return workingSpans(calendar, Math.floor(moment / PAGE)).some(([from, to]) => from <= moment && moment < to)
}

/** The first instant of working time at or after `at`; null: there is none within a year. */
export function nextWorking(calendar: WorkingCalendar | null, at: string): string | null {
  const moment = Date.parse(at)
  if (calendar === null) return isoOf(moment)
  for (const [from] of spansFrom(calendar, moment, moment + YEAR)) return isoOf(from)
  return null
}

/**
 * The first instant at which so many minutes of working time have passed since `from`; null: a year does not have them.
 * @param minutes zero or more; with zero it is `from` itself
 */
export function addWorkingMinutes(
  calendar: WorkingCalendar | null,
  from: string,
  minutes: number,
): string | null {
  const start = Date.parse(from)
  let left = Math.round(minutes * MINUTE)
  if (calendar === null || left <= 0) return isoOf(start + left)
  for (const [begins, ends] of spansFrom(calendar, start, start + YEAR)) {
    if (left <= ends - begins) return isoOf(begins + left)
    left -= ends - begins
  }
  return null
}

/** Minutes of working time, in fractions too, from one instant to another; 0 when `to` is not later. */
export function workingMinutes(calendar: WorkingCalendar | null, from: string, to: string): number {
  const [start, end] = [Date.parse(from), Date.parse(to)]
  if (end <= start) return 0
  if (calendar === null) return (end - start) / MINUTE
  let total = 0
  for (const [begins, ends] of spansFrom(calendar, start, end)) total += ends - begins
  return total / MINUTE
}

/** Working time within [from, to), cut at the edges of the pages. */
function* spansFrom(calendar: WorkingCalendar, from: number, to: number) {
  for (let page = Math.floor(from / PAGE); page * PAGE < to; page += 1)
    for (const [begins, ends] of workingSpans(calendar, page)) {
      if (begins >= to) return
      if (ends > from) yield [Math.max(begins, from), Math.min(ends, to)] as const
    }
}

const isoOf = (at: number): string => new Date(at).toISOString()
