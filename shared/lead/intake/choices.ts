import { type Choice, type FieldId, fieldOf } from '../catalog.ts'
import { CHOICE_SYNONYMS } from './choice-synonyms.ts'
import { cleanLine, keyOf, type Outcome } from './text.ts'

const tables = new Map<string, Map<string, string>>()

/** What may be written for each choice of the field, as `keyOf` compares it -> the choice's id. */
function tableOf(field: FieldId, choices: readonly Choice[]): Map<string, string> {
  const known = tables.get(field)
  if (known) return known
  const table = new Map<string, string>()
  for (const [id, names] of Object.entries(CHOICE_SYNONYMS[field] ?? {}))
    for (const name of names.split(';')) table.set(name, id)
  for (const choice of choices) table.set(keyOf(choice.label), choice.id)
  for (const choice of choices) table.set(keyOf(choice.id), choice.id)
  tables.set(field, table)
  return table
}

/** A choice's id from its id, label, a synonym in four languages or, where its choices have `upTo`, a number or a range. */
export function choiceOf(fieldId: FieldId, raw: string): Outcome<string> {
  const choices = fieldOf(fieldId)?.choices ?? []
  const text = cleanLine(raw)
  const named = tableOf(fieldId, choices).get(keyOf(text))
  if (named !== undefined) return { value: named }
  const numbered = choices.filter((choice) => choice.upTo !== undefined)
  const number = numbered.length > 0 ? quantity(text) : null
  const choice = number === null ? undefined : numbered.find((c) => number <= (c.upTo ?? 0))
  if (choice) return { value: choice.id }
  return { problem: `is none of: ${choices.map((c) => c.label).join(', ')}` }
}

const ABOVE =
  /^(?:>|more than|over|above|mehr als|uber|ab|plus de|mas de)|(?:\+|plus|or more|and more|et plus|y mas|o mas|und mehr|oder mehr)$/u
const BELOW = /^(?:<|less than|under|below|weniger als|unter|moins de|menos de)/u

const PEOPLE =
  /\s*(?:employees|people|mitarbeiter(?:innen)?|beschaftigte|salaries|employes|empleados|personas)$/u

/** A number of people as written: '150 employees', '1.200', '51-200' (its middle), '500+' (one more), '<20' (one less). */
export function quantity(text: string): number | null {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
  if (/(?:^|\s)-\s*\d/u.test(plain) || /\d\s*%/u.test(plain)) return null
  const found = [...plain.matchAll(/(\d{1,3}(?:[.,'’\s]\d{3})+(?!\d)|\d+(?:[.,]\d+)?)\s*(k\b)?/gu)]
  const numbers = found.map(([, digits = '', thousand]) => amount(digits) * (thousand ? 1000 : 1))
  const [first, second] = numbers
  if (first === undefined || numbers.length > 2) return null
  if (second !== undefined) return second >= first ? (first + second) / 2 : null
  const value = BELOW.test(plain) ? first - 1 : ABOVE.test(plain.replace(PEOPLE, '')) ? first + 1 : first
  return value >= 1 ? value : null
}

const amount = (digits: string): number =>
  /^\d{1,3}(?:[.,'’\s]\d{3})+$/u.test(digits)
    ? Number(digits.replace(/\D/g, ''))
    : Number(digits.replace(',', '.'))
