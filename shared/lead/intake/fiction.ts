import type { CountryCode } from 'libphonenumber-js/max'

/**
 * Numbers that regulators keep for films and examples and that the numbering plan knows of no subscriber for: Ofcom's mobile and
 * area-less drama numbers, Arcep's mobile ones, ComReg's. (North America's 555-01xx, the Bundesnetzagentur's and ACMA's lie within assigned
 * ranges and are valid by themselves.) They are taken as valid: demonstrations and training use them, and they reach nobody.
 */
const RANGES: readonly [RegExp, CountryCode, 'mobile' | 'fixed'][] = [
  [/^\+447700900\d{3}$/, 'GB', 'mobile'],
  [/^\+441632960\d{3}$/, 'GB', 'fixed'],
  [/^\+3363998\d{4}$/, 'FR', 'mobile'],
  [/^\+3532091\d{5}$/, 'IE', 'fixed'],
]

/** Country and type of a number (E.164) in one of these ranges; null for any other. */
export function fictionOf(e164: string): { country: CountryCode; type: 'mobile' | 'fixed' } | null {
  const range = RANGES.find(([pattern]) => pattern.test(e164))
  return range ? { country: range[1], type: range[2] } : null
}
