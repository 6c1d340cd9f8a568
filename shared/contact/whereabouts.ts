import type { FieldId } from '../lead/catalog.ts'
import { countryOfZone, zonesOfCountry, zonesOfState } from '../lead/intake/zones.ts'
import { fieldValue, type Lead } from '../lead/lead.ts'
import { clockKey, hasClock, isZone } from './clock.ts'
import { stateCode } from './holidays.ts'
import { memo } from './memo.ts'
import { type NumberPlace, placeOfNumber } from './number-place.ts'

/** Every place whose rules a call to one number of one lead answers to, and every clock the person may live by. */
export interface Whereabouts {
  /** Countries and states, 'US', 'US-FL', each once. */
  places: readonly string[]
  /** IANA zones with different clocks; none where nothing says where the person is. */
  zones: readonly string[]
  /** Several zones because it is not known in which of them the person is (not because two are known). */
  unsure: boolean
}

interface Stated {
  country: string
  state: string
  zones: readonly string[]
  /** A stated zone that is not one of the stated place's own: it counts whatever else is known; '' where there is none. */
  away: string
}

/** @param number E.164, or '' for what the lead itself says */
export function whereaboutsOf(lead: Lead, number: string): Whereabouts {
  const text = (id: FieldId) => String(fieldValue(lead, id) ?? '').trim()
  const country = /^[A-Z]{2}$/.test(text('country')) ? text('country') : ''
  // The area code, or the longest prefix the tables know, nine digits.
  const prefix = number.slice(0, number.startsWith('+1') ? 5 : 10)
  return located([country, text('state'), text('timeZone'), prefix].join('\n'))
}

const located = memo(20_000, (key): Whereabouts => {
  const [country = '', state = '', timeZone = '', number = ''] = key.split('\n')
  const person = stated(country, state, timeZone)
  const line = placeOfNumber(number)
  const zones = distinct([...together(person, line), ...(person.away ? [person.away] : [])])
  const shared = (of: readonly string[]) => zones.filter((z) => hasClock(of, z)).length > 1
  const abroad = foreignCountry(timeZone, [person.country, ...line.countries])
  return {
    places: [
      ...new Set([person.country, person.state, ...countriesOf(person, line), ...line.states, abroad]),
    ].filter((p) => p !== ''),
    zones,
    unsure: shared(person.zones) || shared(line.zones),
  }
})

/** United States territories have country codes of their own, and federal law. */
const TERRITORIES = new Set(['PR', 'VI', 'GU', 'AS', 'MP'])

function stated(country: string, state: string, timeZone: string): Stated {
  if (TERRITORIES.has(country)) return stated('US', country, timeZone)
  const code = state === '' ? '' : stateCode(country, state)
  const inState = zonesOfState(code)
  const place = inState.length > 0 ? inState : zonesOfCountry(country)
  if (!isZone(timeZone)) return { country, state: code, zones: place, away: '' }
  return place.length === 0 || hasClock(place, timeZone)
    ? { country, state: code, zones: [timeZone], away: '' }
    : { country, state: code, zones: place, away: timeZone }
}

/** A number that may be of several countries adds none to a person who is in one of them. */
const countriesOf = (person: Stated, line: NumberPlace): readonly string[] =>
  line.countries.includes(person.country) ? [] : line.countries

/** What the person says and what the number says make each other narrower where they can be about one place; else both count. */
function together(person: Stated, line: NumberPlace): readonly string[] {
  if (person.zones.length === 0) return line.zones
  if (line.zones.length === 0) return person.zones
  const sameCountry = person.country === '' || line.countries.includes(person.country)
  const sameState = person.state === '' || line.states.length === 0 || line.states.includes(person.state)
  const both = person.zones.filter((z) => hasClock(line.zones, z))
  return sameCountry && sameState && both.length > 0 ? both : [...person.zones, ...line.zones]
}

/** The country of a stated zone that is in none of the others; '' where that is not one country's. */
function foreignCountry(timeZone: string, countries: readonly string[]): string {
  if (!isZone(timeZone) || countries.some((c) => hasClock(zonesOfCountry(c), timeZone))) return ''
  return countryOfZone(timeZone) ?? ''
}

const distinct = (zones: readonly string[]): string[] =>
  [...new Map([...zones].reverse().map((z) => [clockKey(z), z])).values()].reverse()
