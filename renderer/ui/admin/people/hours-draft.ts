import type { Receiver } from '../../../../shared/api/distribution.ts'
import type { WorkingCalendar } from '../../../../shared/calendar/calendar.ts'

export const WEEKDAYS = ['1', '2', '3', '4', '5', '6', '7'] as const

/** Working hours as they are typed: a line of stretches for each day. */
export interface HoursDraft {
  always: boolean
  zone: string
  /** By weekday: '09:00-12:00, 13:00-17:30'; '' for a free day. */
  week: Record<string, string>
  holidays: string
  absences: WorkingCalendar['absences']
  capacity: number | null
}

const DAY: [number, number] = [0, 1440]
const WORKDAY = '09:00–17:00'

export function draftOf({ calendar, capacity }: Receiver, zone: string): HoursDraft {
  const week = Object.fromEntries(
    WEEKDAYS.map((d) => [
      d,
      calendar === null ? (Number(d) < 6 ? WORKDAY : '') : stretchesText(calendar.week[d] ?? []),
    ]),
  )
  return {
    always: calendar === null || isAlways(calendar),
    zone: calendar?.zone ?? zone,
    week: calendar !== null && isAlways(calendar) ? draftOf({ calendar: null, capacity }, zone).week : week,
    holidays: calendar?.holidays ?? '',
    absences: calendar?.absences ?? [],
    capacity,
  }
}

/** What of it central is to keep. Who works around the clock and is away at times has a calendar of whole days. */
export function receiverOf(d: HoursDraft): Receiver {
  if (d.always && d.absences.length === 0) return { calendar: null, capacity: d.capacity }
  const week = Object.fromEntries(
    WEEKDAYS.map((day) => [day, d.always ? [DAY] : stretches(d.week[day] ?? '')]),
  )
  const holidays = d.always || d.holidays.trim() === '' ? null : d.holidays.trim().toUpperCase()
  const said = Object.fromEntries(
    Object.entries(week).flatMap(([day, list]) => (list && list.length > 0 ? [[day, list]] : [])),
  )
  return { calendar: { zone: d.zone, week: said, holidays, absences: d.absences }, capacity: d.capacity }
}

/** The days whose text is no list of stretches. */
export const badDays = (d: HoursDraft): string[] =>
  d.always ? [] : WEEKDAYS.filter((day) => stretches(d.week[day] ?? '') === null)

const isAlways = ({ week, holidays }: WorkingCalendar) =>
  holidays === null &&
  WEEKDAYS.every((d) => week[d]?.length === 1 && week[d][0]?.[0] === 0 && week[d][0]?.[1] === 1440)

const stretchesText = (list: readonly (readonly [number, number])[]) =>
  list.map(([from, to]) => `${time(from)}–${time(to)}`).join(', ')

const time = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

/** '9-12, 13:00–17:30' -> [[540, 720], [780, 1050]]; null when it is none. */
export function stretches(text: string): [number, number][] | null {
  if (text.trim() === '') return []
  const found: [number, number][] = []
  for (const part of text.split(/[,;]/u)) {
    const m = /^\s*(\d{1,2})(?::(\d{2}))?\s*[-–—]\s*(\d{1,2})(?::(\d{2}))?\s*$/u.exec(part)
    if (!m) return null
    const [from, to] = [Number(m[1]) * 60 + Number(m[2] ?? 0), Number(m[3]) * 60 + Number(m[4] ?? 0)]
    if (from >= to || to > 1440 || Number(m[2] ?? 0) > 59 || Number(m[4] ?? 0) > 59) return null
    found.push([from, to])
  }
  return found
}
