import { type Field, type FieldId, type FieldValue, fieldOf } from '../catalog.ts'
import { choiceOf, choicesOf } from './choices.ts'
import { type DateOrder, dayOf } from './dates.ts'
import { numberOf } from './numbers.ts'
import { phoneOf } from './phone.ts'
import { countryOf, languageOf, stateOf } from './places.ts'
import { cleanLine, cut, isBlank, type Outcome } from './text.ts'
import { emailOf, urlOf } from './web.ts'
import { timeZoneOf } from './zones.ts'

export interface IntakeContext {
  /** ISO alpha-2 of where a phone number without country code belongs, and by which a state is read. */
  defaultCountry?: string
  /** Whether the states of the row's own country are meant; without it a state is read by its name alone. */
  country?: string
  dateOrder?: DateOrder
  /** How whoever wrote a number marks its decimals; left out: it is read from the number. */
  decimal?: '.' | ','
}

const MAX_TEXT = 2000

/** `normaliseFor` of a field of the catalog, by its id. */
export function normalise(fieldId: FieldId, raw: string, ctx: IntakeContext = {}): Outcome<FieldValue> {
  const field = fieldOf(fieldId)
  return field ? normaliseFor(field, raw, ctx) : { problem: 'is no field that can be filled in' }
}

/**
 * One value as typed or imported, made what the field stores. A `note` says what was done to a value that was not clean; a
 * `problem` (a predicate: 'is no phone number') why there is none. Blank input is a problem, too: ask `isBlank` first.
 */
export function normaliseFor(field: Field, raw: string, ctx: IntakeContext = {}): Outcome<FieldValue> {
  if (field.derived) return { problem: 'is no field that can be filled in' }
  if (raw.includes('\ufffd')) return { problem: 'holds bytes that are no text in the encoding of the file' }
  switch (field.kind) {
    case 'choice':
      return choiceOf(field, raw)
    case 'country':
      return countryOf(raw)
  }
  if (isBlank(raw)) return { problem: 'is empty' }
  switch (field.kind) {
    case 'choices':
      return choicesOf(field, raw)
    case 'phone':
      return phoneOf(raw, ctx.country ?? ctx.defaultCountry)
    case 'email':
      return emailOf(raw)
    case 'url':
      return urlOf(raw)
    case 'language':
      return languageOf(raw)
    case 'timeZone':
      return timeZoneOf(raw)
    case 'date':
      return dayOf(raw, ctx.dateOrder ?? null)
    case 'number':
      return numberOf(raw, ctx.decimal)
    case 'text':
      return field.id === 'state' ? stateOf(raw, ctx.country) : textOf(raw)
  }
}

function textOf(raw: string): Outcome<string> {
  const text = cleanLine(raw).replace(/^="(.*)"$/u, '$1')
  if (text === '') return { problem: 'is empty' }
  if (text.length <= MAX_TEXT) return { value: text }
  return { value: cut(text, MAX_TEXT), note: `is longer than ${MAX_TEXT} characters and was cut` }
}
