import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { fictionOf } from './fiction.ts'
import { cleanLine, type Outcome } from './text.ts'
import { zonesOfPhone } from './zones.ts'

/**
 * A phone number as E.164. `country` (ISO alpha-2) is where a number without country code belongs.
 * What a spreadsheet did to the number is undone where nothing was lost, and said; where digits were lost the number is refused.
 */
export function phoneOf(raw: string, country: string | undefined): Outcome<string> {
  const text = cleanLine(raw)
  const spread = undoSpreadsheet(text)
  if ('problem' in spread) return spread
  const whole = parse(spread.value, country)
  if (whole) return withNote(whole.e164, spread.note, whole.note)
  const parts = spread.value
    .split(/\s*(?:[;,|]|\s\/\s|\s(?:or|oder|ou|o)\s|\n)\s*/iu)
    .filter((p) => /\d{5}/.test(p.replace(/\D/g, '')))
  if (parts.length > 1)
    for (const part of parts) {
      const one = parse(part, country)
      if (one)
        return withNote(
          one.e164,
          spread.note,
          one.note,
          'holds several numbers; the first valid one was taken',
        )
    }
  return { problem: reasonFor(spread.value, country) }
}

function undoSpreadsheet(text: string): Outcome<string> {
  const scientific = /^(\d)(?:[.,](\d+))?e\+?(\d{1,2})$/iu.exec(text)
  if (scientific) {
    const [, first = '', rest = '', exponent = ''] = scientific
    if (rest.length < Number(exponent))
      return { problem: 'a spreadsheet rounded this number; its last digits are lost' }
    return {
      value: first + rest,
      note: 'a spreadsheet wrote this number with an exponent; no digit was lost',
    }
  }
  if (/^\d+\.0+$/u.test(text)) return { value: text.replace(/\.0+$/u, '') }
  const formula = /^="(.*)"$/u.exec(text)
  if (formula) return { value: formula[1] ?? '', note: 'was wrapped in a formula' }
  if (/^['’`]/u.test(text))
    return { value: text.slice(1), note: "a spreadsheet's leading apostrophe was removed" }
  return { value: text.replace(/^tel:/iu, '') }
}

function parse(text: string, country: string | undefined): { e164: string; note?: string } | null {
  const international = text.replace(/^\(?00\)?(?=[1-9])/u, '+')
  const first = valid(international, country)
  if (first) return first
  const digits = text.replace(/\D/g, '')
  if (international.startsWith('+') || digits.length < 10) return null
  const withPlus = valid(`+${digits}`, undefined)
  return withPlus && { ...withPlus, note: `was read as ${withPlus.e164}, with its country code` }
}

const MEXICAN_MOBILE = /^\+521(\d{10})$/

function valid(text: string, country: string | undefined): { e164: string; note?: string } | null {
  const phone = parsePhoneNumberFromString(text, isCountry(country) ? country : undefined)
  if (!phone) return null
  const mexican = MEXICAN_MOBILE.exec(phone.number)
  if (mexican && !phone.isValid()) {
    const today = valid(`+52${mexican[1]}`, undefined)
    return (
      today && { ...today, note: 'lost the 1 that Mexican mobiles had after the country code until 2019' }
    )
  }
  if (!phone.isValid() && !fictionOf(phone.number)) return null
  return phone.ext
    ? { e164: phone.number, note: `has the extension ${phone.ext}, which is not dialled` }
    : { e164: phone.number }
}

function reasonFor(text: string, country: string | undefined): string {
  const digits = text.replace(/\D/g, '')
  if (digits.length < 5) return 'is no phone number'
  if (digits.length > 20) return 'has too many digits for a phone number'
  if (!/^\s*\(?(\+|00)/u.test(text) && !isCountry(country))
    return 'has no country code, and no country says where it belongs'
  return isCountry(country) ? `is no valid phone number (read with ${country})` : 'is no valid phone number'
}

const isCountry = (country: string | undefined): country is CountryCode =>
  country !== undefined && isSupportedCountry(country)

function withNote(value: string, ...notes: (string | undefined)[]): Outcome<string> {
  const note = notes.filter((n) => n !== undefined).join('; ')
  return note ? { value, note } : { value }
}

export interface PhoneFacts {
  /** ISO alpha-2; null for a number of no country (+800) or one that is not valid. */
  country: string | null
  type: 'mobile' | 'fixed' | 'fixedOrMobile' | 'other'
  /** IANA zones that the prefix allows. Of a mobile they say where it was issued, not where its holder is. */
  zones: readonly string[]
}

const TYPES: Partial<Record<string, PhoneFacts['type']>> = {
  MOBILE: 'mobile',
  FIXED_LINE: 'fixed',
  FIXED_LINE_OR_MOBILE: 'fixedOrMobile',
}

/** What a stored number (E.164) says by itself. North America's mobiles have the prefixes of landlines: 'fixedOrMobile'. */
export function phoneFacts(e164: string): PhoneFacts {
  const zones = zonesOfPhone(e164)
  const fiction = fictionOf(e164)
  if (fiction) return { ...fiction, zones }
  const phone = parsePhoneNumberFromString(e164)
  return { country: phone?.country ?? null, type: TYPES[phone?.getType() ?? ''] ?? 'other', zones }
}
