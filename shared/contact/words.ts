import type { Window } from './rules.ts'

/** Pieces of the sentences an agent reads. */

const WEEKDAYS = ['', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
export const weekdayName = (weekday: number): string => WEEKDAYS[weekday] ?? ''

/** '8:00'. */
export const clockText = (minute: number): string =>
  `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`

/** '10:00 to 13:00 and 14:00 to 20:00'. */
export const windowsText = (windows: readonly Window[]): string =>
  windows.map(([from, to]) => `${clockText(from)} to ${clockText(to)}`).join(' and ')

/** 'Los Angeles'. */
export const cityOf = (zone: string): string => (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ')

/** '10 August 2026'. @param day 'YYYY-MM-DD' */
export const dayText = (day: string): string =>
  new Date(day).toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  })

/** 'a, b and c'. */
export const listText = (items: readonly string[]): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`
