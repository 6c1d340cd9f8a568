import { parsePhoneNumberFromString } from 'libphonenumber-js'
import { type FieldId, labelOf } from '../lead/catalog.ts'
import { cleanLine, cut } from '../lead/intake/text.ts'
import { fieldValue, type Lead } from '../lead/lead.ts'

const RIGHT_TO_LEFT = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u

/** One clean line of at most `max` characters, '…' where it was cut; one with right-to-left letters stands isolated from what is around it. */
export function short(text: string, max = 80): string {
  return isolated(cutLine(text, max))
}

/** The same, not isolated: for a piece of a text that is. */
export const cutLine = (text: string, max: number): string => shortened(text, max, '…')

/** The same as `short`, of what a person wrote at length. */
export function excerpt(text: string, max: number): string {
  return isolated(shortened(text, max, '… (more in the lead)'))
}

function shortened(text: string, max: number, mark: string): string {
  // A line of half a million letters is not cleaned whole for the sake of its first hundred.
  const line = cleanLine(cut(text, 20 * max))
  return line.length <= max ? line : cut(line, max).trimEnd() + mark
}

const isolated = (text: string) => (RIGHT_TO_LEFT.test(text) ? `\u2068${text}\u2069` : text)

/** The value that stands, as a person reads it; '' while it is open. */
export function valueText(lead: Lead, id: FieldId, max = 80): string {
  const value = fieldValue(lead, id)
  return value === null ? '' : short(labelOf(id, value), max)
}

/** '+1 757 555 0142'. */
export const numberText = (e164: string): string =>
  short(parsePhoneNumberFromString(e164)?.formatInternational() ?? e164, 40)

/** '3 calls', '1 call'. */
export const count = (n: number, one: string): string => `${n} ${one}${n === 1 ? '' : 's'}`

/** 'a, b or c'. */
export const either = (items: readonly string[]): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} or ${items.at(-1)}`

/** Pieces that are not '', joined. */
export const joined = (pieces: readonly string[], by = ', '): string =>
  pieces.filter((piece) => piece !== '').join(by)
