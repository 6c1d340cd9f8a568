import countryTable from '../../../resources/reference/country-time-zones.json' with { type: 'json' }
import phoneTable from '../../../resources/reference/phone-time-zones.json' with { type: 'json' }
import type { FieldId, FieldValue } from '../catalog.ts'
import { cleanLine, keyOf, type Outcome } from './text.ts'

const invert = (table: Record<string, string>): Map<string, string[]> =>
  new Map(
    Object.entries(table).flatMap(([zones, keys]) =>
      keys.split(' ').map((key) => [key, zones.split('|')] as const),
    ),
  )

let byPrefix: Map<string, string[]> | undefined
let byCountry: Map<string, string[]> | undefined

/** IANA zones of a phone's longest known prefix, the likeliest candidates for "local time there"; none for an unknown prefix. */
export function zonesOfPhone(e164: string): readonly string[] {
  byPrefix ??= invert(phoneTable)
  const digits = e164.replace(/\D/g, '')
  for (let length = Math.min(digits.length, 9); length > 0; length--) {
    const zones = byPrefix.get(digits.slice(0, length))
    if (zones) return zones
  }
  return []
}

/** The zones of every known prefix that begins with these digits; none where the table knows no such prefix. */
export function zonesUnder(digits: string): readonly string[] {
  byPrefix ??= invert(phoneTable)
  return [...new Set([...byPrefix].flatMap(([prefix, zones]) => (prefix.startsWith(digits) ? zones : [])))]
}

/** The one IANA zone a phone can be in; null where its prefix allows several. */
export function zoneOfPhone(e164: string): string | null {
  return only(zonesOfPhone(e164))
}

export function zonesOfCountry(country: string): readonly string[] {
  byCountry ??= invert(countryTable)
  return byCountry.get(country) ?? []
}

/** The one country that the zone is named for; null where it is several's or nobody's. */
export function countryOfZone(zone: string): string | null {
  const entry = Object.entries(countryTable).find(([zones]) => zones.split('|').includes(zone))
  return entry && !entry[1].includes(' ') ? entry[1] : null
}

/** States and provinces, those that lie in several zones under all of them. */
const STATE_ZONES: Record<string, string> = {
  'America/New_York':
    'US-CT US-DE US-DC US-GA US-ME US-MD US-MA US-NH US-NJ US-NY US-NC US-OH US-PA US-RI US-SC US-VT US-VA US-WV',
  'America/Chicago': 'US-AL US-AR US-IL US-IA US-LA US-MN US-MS US-MO US-OK US-WI',
  'America/Denver': 'US-CO US-MT US-NM US-UT US-WY',
  'America/Los_Angeles': 'US-CA US-WA',
  'Pacific/Honolulu': 'US-HI',
  'America/Puerto_Rico': 'US-PR US-VI',
  'Pacific/Guam': 'US-GU US-MP',
  'Pacific/Pago_Pago': 'US-AS',
  'America/Edmonton': 'CA-AB CA-NT',
  'America/Winnipeg': 'CA-MB',
  'America/Moncton': 'CA-NB',
  'America/Halifax': 'CA-NS CA-PE',
  'America/Whitehorse': 'CA-YT',
  'America/New_York|America/Chicago': 'US-FL US-IN US-KY US-MI US-TN',
  'America/Chicago|America/Denver': 'US-KS US-NE US-ND US-SD US-TX',
  'America/Denver|America/Phoenix': 'US-AZ',
  'America/Denver|America/Los_Angeles': 'US-ID US-NV US-OR',
  'America/Anchorage|America/Adak': 'US-AK',
  'America/Toronto|America/Winnipeg|America/Atikokan': 'CA-ON',
  'America/Toronto|America/Halifax|America/Blanc-Sablon': 'CA-QC',
  'America/Regina|America/Edmonton': 'CA-SK',
  'America/Vancouver|America/Edmonton|America/Creston': 'CA-BC',
  'America/St_Johns|America/Halifax': 'CA-NL',
  'America/Toronto|America/Winnipeg|America/Atikokan|America/Edmonton': 'CA-NU',
  'Australia/Sydney': 'AU-ACT AU-TAS AU-VIC',
  'Australia/Sydney|Australia/Broken_Hill|Australia/Lord_Howe': 'AU-NSW',
  'Australia/Brisbane': 'AU-QLD',
  'Australia/Adelaide': 'AU-SA',
  'Australia/Darwin': 'AU-NT',
  'Australia/Perth|Australia/Eucla': 'AU-WA',
}
const stateZones = invert(STATE_ZONES)

/** @param code country and state, 'US-FL' */
export function zonesOfState(code: string): readonly string[] {
  return stateZones.get(code) ?? []
}

/**
 * Where the person's clock is: the stated zone, else that of a state or country which lies in one zone, else that of the phone's
 * prefix (landline before mobile), else null: not known.
 */
export function zoneOf(fields: Partial<Record<FieldId, FieldValue | null>>): string | null {
  const { timeZone, state, country, phone, mobile } = fields
  if (typeof timeZone === 'string' && timeZone !== '') return timeZone
  const place =
    only(stateZones.get(`${country}-${state}`)) ??
    (typeof country === 'string' ? only(zonesOfCountry(country)) : null)
  if (place) return place
  for (const number of [phone, mobile]) {
    const zone = typeof number === 'string' ? zoneOfPhone(number) : null
    if (zone) return zone
  }
  return null
}

const only = (zones: readonly string[] | undefined): string | null =>
  zones?.length === 1 ? (zones[0] ?? null) : null

const NAMES: Record<string, string> = {
  'America/New_York':
    'est;edt;et;eastern;eastern time;eastern standard time;us eastern;eastern time us canada',
  'America/Chicago': 'cst;cdt;ct;central time;central standard time;us central;central time us canada',
  'America/Denver': 'mst;mdt;mt;mountain time;mountain standard time;us mountain;mountain time us canada',
  'America/Los_Angeles': 'pst;pdt;pt;pacific time;pacific standard time;us pacific;pacific time us canada',
  'Europe/Berlin': 'mez;mesz;w europe standard time',
  'Europe/Paris': 'romance standard time',
  'Europe/London': 'gmt standard time;uk time;bst',
}
const byName = new Map(
  Object.entries(NAMES).flatMap(([zone, names]) => names.split(';').map((name) => [name, zone])),
)

/** An IANA zone from its name or from one of the names in common use. A bare offset is no zone: it says nothing of summer time. */
export function timeZoneOf(raw: string): Outcome<string> {
  const text = cleanLine(raw)
    .replace(/_slash_/gu, '/')
    .replace(/^(\w+\/[\w/]+) \(.*\)$/u, '$1')
  const name = byName.get(keyOf(text.replace(/^\((?:gmt|utc)[^)]*\)/iu, '')))
  if (name) return { value: name }
  const iana = text.replace(/\s+/gu, '_')
  if (!/^[a-z]+\/[a-z_/-]+$/iu.test(iana)) return { problem: 'is no time zone' }
  try {
    return { value: new Intl.DateTimeFormat('en', { timeZone: iana }).resolvedOptions().timeZone }
  } catch (error) {
    if (error instanceof RangeError) return { problem: 'is no time zone' }
    throw error
  }
}
