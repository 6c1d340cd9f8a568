import { getCountries, getCountryCallingCode } from 'libphonenumber-js/max'
import areaCodes from '../../resources/reference/area-codes.json' with { type: 'json' }
import { zonesOfCountry, zonesOfPhone, zonesOfState, zonesUnder } from '../lead/intake/zones.ts'
import { hasClock } from './clock.ts'
import { memo } from './memo.ts'

/** What a phone number by itself says of where its holder may be. */
export interface NumberPlace {
  /** More than one where the number belongs to several and does not say which. */
  countries: readonly string[]
  /** 'US-FL'; none where the number says nothing of a state. */
  states: readonly string[]
  zones: readonly string[]
}

const byAreaCode = new Map(
  Object.entries(areaCodes).flatMap(([places, codes]) =>
    codes.split(' ').map((code) => [code, places.split(' ')] as const),
  ),
)

/** Where one calling code serves several countries: the one that its rules are taken from. */
const MAIN: Record<string, string> = {
  7: 'RU',
  39: 'IT',
  44: 'GB',
  47: 'NO',
  61: 'AU',
  64: 'NZ',
  212: 'MA',
  262: 'RE',
  290: 'SH',
  358: 'FI',
  590: 'GP',
  599: 'CW',
}

/**
 * Mobile prefixes that the table of zones places where their numbers were given out; their holders live all over the country: Australia,
 * Spain, Indonesia, Russia, Chile, Ecuador, New Zealand, Mongolia, Greenland.
 */
const ANYWHERE = /^(614|34[67]|628|79|569|5939|642|976[89]|299[245])/

let byCallingCode: Map<string, string> | undefined

function countryOfNumber(digits: string): string {
  if (/^7[67]/.test(digits)) return 'KZ'
  byCallingCode ??= new Map([
    ...getCountries().map(
      (country) => [getCountryCallingCode(country) as string, country as string] as const,
    ),
    ...Object.entries(MAIN),
  ])
  for (const length of [3, 2, 1]) {
    const country = byCallingCode.get(digits.slice(0, length))
    if (country) return country
  }
  return ''
}

/**
 * In North America the area code counts and not the exchange behind it, since numbers move within one; toll-free numbers, and area codes
 * newer than the table, belong to the United States or to Canada.
 * @param number E.164
 */
export function placeOfNumber(number: string): NumberPlace {
  const digits = number.replace(/\D/g, '')
  if (digits.startsWith('1')) return northAmerican(digits.slice(1, 4))
  const country = countryOfNumber(digits)
  if (country === '') return { countries: [], states: [], zones: [] }
  const zones = ANYWHERE.test(digits) ? [] : zonesOfPhone(digits)
  return { countries: [country], states: [], zones: zones.length > 0 ? zones : zonesOfCountry(country) }
}

const northAmerican = memo(1000, (areaCode): NumberPlace => {
  const places = byAreaCode.get(areaCode)
  if (!places) {
    const countries = ['US', 'CA']
    return { countries, states: [], zones: countries.flatMap(zonesOfCountry) }
  }
  const states = places.filter((p) => p.length > 2)
  const country = places[0]?.slice(0, 2) ?? ''
  const whole = states.length > 0 ? states.flatMap(zonesOfState) : zonesOfCountry(country)
  const known = zonesUnder(`1${areaCode}`).filter((zone) => hasClock(whole, zone))
  return { countries: [country], states, zones: known.length > 0 ? known : whole }
})
