import type { Policy } from '../policy/policy.ts'
import { holidayOf } from './holidays.ts'
import { placeName } from './place-name.ts'
import { rulesOn, type Window, windowsByWeekday } from './rules.ts'

/** One rule about the hours of the day, of a place or of the campaign. All that apply must allow. */
export interface Regime {
  /** 'US-FL', or 'campaign'. */
  id: string
  /** As the beginning of a sentence: 'In Florida calls are'. */
  subject: string
  source: string
  /** By ISO weekday; null: at any hour. */
  hours: readonly (readonly Window[])[] | null
  /** Places on whose public holidays it is closed. */
  holidaysOf: readonly string[]
}

const WHOLE_DAY: readonly Window[] = [[0, 1440]]

/** The regimes of places and campaign on a day ('YYYY-MM-DD'). */
export function regimesOn(places: readonly string[], contact: Policy['contact'], day: string): Regime[] {
  const found: Regime[] = []
  for (const place of places)
    for (const rule of rulesOn(place, day)) {
      if (!rule.hours && !rule.closedOnHolidays) continue
      const country = place.slice(0, 2)
      found.push({
        id: place,
        subject: `In ${placeName(place)} calls are`,
        source: rule.source,
        hours: rule.hours ? windowsByWeekday(rule.hours) : null,
        holidaysOf: rule.closedOnHolidays ? places.filter((p) => p.startsWith(country)) : [],
      })
    }
  if (contact && (contact.hours || !contact.onHolidays))
    found.push({
      id: 'campaign',
      subject: 'Calls of this campaign are',
      source: 'campaign',
      hours: contact.hours && campaignWeek(contact.hours),
      holidaysOf: contact.onHolidays ? [] : places,
    })
  return found
}

function campaignWeek(hours: Record<string, readonly [number, number]>): readonly (readonly Window[])[] {
  return Array.from({ length: 8 }, (_, day) => (hours[day] ? [hours[day]] : []))
}

/** The holiday that closes the regime on a day: its name and place; null when none does. */
export function holidayIn(regime: Regime, day: string): { name: string; place: string } | null {
  for (const place of regime.holidaysOf) {
    const name = holidayOf(place, day)
    if (name) return { name, place }
  }
  return null
}

/** The windows in which the regime allows calls on a day, ascending. */
export function windowsOf(regime: Regime, day: string, weekday: number): readonly Window[] {
  if (holidayIn(regime, day)) return []
  return regime.hours ? (regime.hours[weekday] ?? []) : WHOLE_DAY
}
