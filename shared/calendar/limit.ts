import type { WorkingCalendar } from './calendar.ts'
import { addWorkingMinutes } from './working-time.ts'

/**
 * When so many minutes of working time have passed since `from` (ISO), by the first of the calendars that has so much; around the clock
 * where none has.
 */
export function limitAt(
  calendars: readonly (WorkingCalendar | null | undefined)[],
  from: string,
  minutes: number,
): string {
  for (const calendar of calendars) {
    const at = calendar ? addWorkingMinutes(calendar, from, minutes) : null
    if (at !== null) return at
  }
  return new Date(Date.parse(from) + Math.round(minutes * 60_000)).toISOString()
}
