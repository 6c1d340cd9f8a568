import type { WorkingCalendar } from '../../../../shared/calendar/calendar.ts'
import { type Stretch, stretches, stretchesText, WEEKDAYS } from './hours-text.ts'

/** Working hours as they are typed: a line of stretches for each day. */
export interface CalendarDraft {
  always: boolean
  zone: string
  /** By weekday: '09:00-12:00, 13:00-17:30'; '' for a free day. */
  week: Record<string, string>
  holidays: string
  absences: WorkingCalendar['absences']
}

const DAY: Stretch = [0, 1440]
const WORKDAY = '09:00–17:00'

/** @param calendar null: around the clock @param zone where nothing says another */
export function calendarDraft(calendar: WorkingCalendar | null, zone: string): CalendarDraft {
  const always = calendar === null || isAlways(calendar)
  return {
    always,
    zone: calendar?.zone ?? zone,
    week: Object.fromEntries(
      WEEKDAYS.map((d) => [
        d,
        always ? (Number(d) < 6 ? WORKDAY : '') : stretchesText(calendar.week[d] ?? []),
      ]),
    ),
    holidays: calendar?.holidays ?? '',
    absences: calendar?.absences ?? [],
  }
}

/** The calendar it comes to; null: around the clock. Who works so and is away at times has a calendar of whole days. */
export function calendarOf(d: CalendarDraft): WorkingCalendar | null {
  if (d.always && d.absences.length === 0) return null
  const week = WEEKDAYS.map((day) => [day, d.always ? [DAY] : stretches(d.week[day] ?? '')] as const)
  return {
    zone: d.zone,
    week: Object.fromEntries(week.flatMap(([day, list]) => (list && list.length > 0 ? [[day, list]] : []))),
    holidays: d.always || d.holidays.trim() === '' ? null : d.holidays.trim().toUpperCase(),
    absences: d.absences,
  }
}

/** The days whose text is no list of stretches. */
export const badDays = (d: CalendarDraft): string[] =>
  d.always ? [] : WEEKDAYS.filter((day) => stretches(d.week[day] ?? '') === null)

const isAlways = ({ week, holidays }: WorkingCalendar) =>
  holidays === null &&
  WEEKDAYS.every((d) => week[d]?.length === 1 && week[d][0]?.[0] === 0 && week[d][0]?.[1] === 1440)
