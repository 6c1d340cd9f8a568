import { isZone } from '../contact/clock.ts'
import { hasHolidays } from '../contact/holidays.ts'
import { type WorkingCalendar, workingCalendar } from './calendar.ts'

/** One thing wrong with a calendar: where in it, and what. */
interface CalendarProblem {
  path: (string | number)[]
  message: string
}

/** What is wrong with a calendar beyond its schema; empty when it can be counted by. */
export function checkCalendar({ zone, week, holidays, absences }: WorkingCalendar): CalendarProblem[] {
  const problems: CalendarProblem[] = []
  if (!isZone(zone)) problems.push({ path: ['zone'], message: `there is no time zone '${zone}'` })
  for (const [day, windows] of Object.entries(week)) {
    for (const [i, [from, to]] of windows.entries()) {
      const path = ['week', day, i]
      const before = windows[i - 1]
      if (from >= to) problems.push({ path, message: `${clock(from)} to ${clock(to)} ends before it begins` })
      else if (before && from < before[0])
        problems.push({ path, message: 'stands after a later one: stretches go in order' })
      else if (before && from <= before[1])
        problems.push({
          path,
          message: `${clock(from)} to ${clock(to)} is not apart from the one before it, which ends at ${clock(before[1])}`,
        })
    }
  }
  if (Object.values(week).every((windows) => windows.length === 0))
    problems.push({
      path: ['week'],
      message: 'has no working time: for around the clock leave the calendar out',
    })
  if (holidays !== null && !hasHolidays(holidays))
    problems.push({ path: ['holidays'], message: `no public holidays are known of '${holidays}'` })
  for (const [i, { from, to }] of absences.entries())
    if (Date.parse(from) >= Date.parse(to))
      problems.push({ path: ['absences', i, 'to'], message: 'the absence ends before it begins' })
  return problems
}

/** A calendar as people hand it in: refused with everything that is wrong with it. */
export const calendarInput = workingCalendar.superRefine((calendar, context) => {
  for (const problem of checkCalendar(calendar)) context.addIssue({ code: 'custom', ...problem })
})

const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
