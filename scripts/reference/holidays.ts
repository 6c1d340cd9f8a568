import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { HolidayTable } from '../../shared/contact/holidays.ts'

/** What of the library date-holidays is used here; its own types do not resolve from an ES module. */
interface Holidays {
  getCountries(language?: string): Record<string, string>
  getStates(country: string, language?: string): Record<string, string> | undefined
  getHolidays(year: number, language?: string): Holiday[]
}
interface Holiday {
  /** 'YYYY-MM-DD hh:mm:ss', local. */
  date: string
  start: Date
  end: Date
  name: string
  type: string
}

const require = createRequire(import.meta.url)
const Holidays = require('date-holidays') as new (country?: string, state?: string) => Holidays
const { version } = require('date-holidays/package.json') as { version: string }

const YEARS = [2026, 2027, 2028, 2029, 2030]
const DAY = 86_400_000

/**
 * Writes resources/reference/holidays.json, a place to a line.
 * @param folder where the table goes, with its closing slash
 */
export function writeHolidays(folder: URL): void {
  const { days, ...rest } = holidays()
  const lines = Object.entries(days).map(
    ([place, names]) => `${JSON.stringify(place)}:${JSON.stringify(names)}`,
  )
  const text = `{"days":{\n${lines.join(',\n')}\n},\n${JSON.stringify(rest).slice(1)}\n`
  writeFileSync(new URL('holidays.json', folder), text)
}

function holidays(): HolidayTable {
  const days: HolidayTable['days'] = {}
  const states: HolidayTable['states'] = {}
  const all = new Holidays()
  for (const country of Object.keys(all.getCountries()).sort()) {
    const national = daysOf(new Holidays(country))
    days[country] = byName(national)
    for (const [state, name] of Object.entries(all.getStates(country) ?? {}).sort()) {
      const own = [...daysOf(new Holidays(country, state))].filter(([day]) => !national.has(day))
      states[`${country}-${state}`] = name
      if (own.length > 0) days[`${country}-${state}`] = byName(new Map(own))
    }
  }
  return {
    source: `date-holidays ${version}, https://github.com/commenthol/date-holidays, (c) commenthol and contributors; public holidays of ${YEARS[0]} to ${YEARS.at(-1)}, rearranged by name`,
    licence: 'CC BY-SA 3.0, https://creativecommons.org/licenses/by-sa/3.0/',
    days,
    states,
  }
}

function daysOf(calendar: Holidays): Map<string, string> {
  const found = new Map<string, string>()
  for (const holiday of YEARS.flatMap((year) => calendar.getHolidays(year, 'en')))
    if (holiday.type === 'public')
      for (const day of daysFrom(holiday)) if (!found.has(day)) found.set(day, holiday.name)
  return found
}

/** A holiday of part of a day counts as the whole day. */
function daysFrom({ date, start, end }: Holiday): string[] {
  const first = Date.parse(date.slice(0, 10))
  const length = Math.max(1, Math.round((end.getTime() - start.getTime()) / DAY))
  return Array.from({ length }, (_, i) =>
    new Date(first + i * DAY).toISOString().slice(2, 10).replaceAll('-', ''),
  )
}

function byName(days: Map<string, string>): Record<string, string> {
  const names: Record<string, string> = {}
  for (const [day, name] of [...days].sort()) names[name] = names[name] ? `${names[name]} ${day}` : day
  return names
}
