import table from '../../resources/reference/holidays.json' with { type: 'json' }
import { keyOf } from '../lead/intake/text.ts'

/** Public holidays of 2026 to 2030: resources/reference/holidays.json, written by `npm run reference`. */
export interface HolidayTable {
  source: string
  licence: string
  /** 'US', 'US-AL' -> name -> days as 'YYMMDD', joined by spaces. A state has only what its country has not. */
  days: Record<string, Record<string, string>>
  /** 'DE-BY' -> 'Bayern'. */
  states: Record<string, string>
}

const { days, states } = table as HolidayTable

const byPlace = new Map<string, Map<string, string>>()

/** The holiday of a country's or a state's own on a day ('YYYY-MM-DD'); null when it is none, or is not known. */
export function holidayOf(place: string, day: string): string | null {
  let known = byPlace.get(place)
  if (!known) {
    known = new Map(
      Object.entries(days[place] ?? {}).flatMap(([name, list]) =>
        list.split(' ').map((d) => [d, name] as const),
      ),
    )
    if (days[place]) byPlace.set(place, known)
  }
  return known.get(day.slice(2).replaceAll('-', '')) ?? null
}

/** True for a country or state whose holidays are known. */
export const hasHolidays = (place: string): boolean => place in days

/** 'Bayern'. @param code 'DE-BY' */
export const stateName = (code: string): string | undefined => states[code]

let codes: Map<string, string> | undefined

/** 'DE-BY' for a state as people write it: its code or its name. '' for one the tables do not know. */
export function stateCode(country: string, state: string): string {
  codes ??= new Map(
    Object.entries(states).map(([code, name]) => [`${code.slice(0, 2)} ${keyOf(name)}`, code]),
  )
  const code = `${country}-${state.toUpperCase()}`
  if (states[code] || (country === 'US' && /^[A-Z]{2}$/.test(state))) return code
  return codes.get(`${country} ${keyOf(state)}`) ?? ''
}
