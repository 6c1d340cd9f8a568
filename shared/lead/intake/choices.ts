import { type Choice, choicesValue, type Field } from '../catalog.ts'
import { CHOICE_SYNONYMS } from './choice-synonyms.ts'
import { cleanLine, cut, isBlank, keyOf, type Outcome } from './text.ts'

const tables = new WeakMap<readonly Choice[], Map<string, string>>()

/** What may be written for each choice of the field, as `keyOf` compares it -> the choice's id. */
function tableOf(field: Field, choices: readonly Choice[]): Map<string, string> {
  const known = tables.get(choices)
  if (known) return known
  const table = new Map<string, string>()
  for (const [id, names] of Object.entries(CHOICE_SYNONYMS[field.id as keyof typeof CHOICE_SYNONYMS] ?? {}))
    for (const name of names.split(';')) table.set(name, id)
  for (const choice of choices) table.set(keyOf(choice.label), choice.id)
  // "C+" and "C-" compare alike: neither is meant by "C".
  for (const { id, label } of choices)
    if (choices.some((c) => c.id !== id && alike(c.label, label))) table.delete(keyOf(label))
  for (const choice of choices) table.set(keyOf(choice.id), choice.id)
  tables.set(choices, table)
  return table
}

const alike = (a: string, b: string): boolean => keyOf(a) === keyOf(b)

/** The id of the choice that a text names: as its label, its id or a synonym. */
function named(field: Field, text: string): string | undefined {
  const choices = field.choices ?? []
  const exact = choices.find((c) => c.label === text || c.id === text)
  return exact?.id ?? tableOf(field, choices).get(keyOf(text))
}

const noneOf = (field: Field): string => `is none of: ${(field.choices ?? []).map((c) => c.label).join(', ')}`

/** A choice's id from its id, label, a synonym in four languages or, where its choices have `upTo`, a number or a range. */
export function choiceOf(field: Field, raw: string): Outcome<string> {
  const text = cleanLine(raw)
  const id = named(field, text)
  if (id !== undefined) return { value: id }
  const numbered = (field.choices ?? []).filter((choice) => choice.upTo !== undefined)
  const amount = numbered.length > 0 ? quantity(text) : null
  const choiceFor = (n: number) => numbered.find((c) => n <= (c.upTo ?? 0))
  const choice = amount === null ? undefined : choiceFor(amount.value)
  if (!choice || !amount) return { problem: noneOf(field) }
  const [from, to] = [choiceFor(amount.from), choiceFor(amount.to)]
  if (from === to || !from || !to) return { value: choice.id }
  const covered = numbered.slice(numbered.indexOf(from), numbered.indexOf(to) + 1).map((c) => c.label)
  return { value: choice.id, note: `covers ${listed(covered)}; taken as ${choice.label}` }
}

const listed = (labels: readonly string[]): string => `${labels.slice(0, -1).join(', ')} and ${labels.at(-1)}`

/** Several choices, cut by semicolons, bars, line breaks or commas; what is none of them is left out and said. */
export function choicesOf(field: Field, raw: string): Outcome<string> {
  const whole = named(field, cleanLine(raw))
  if (whole !== undefined) return { value: whole }
  const found: string[] = []
  const strange: string[] = []
  for (const part of raw.split(/[;|\n\r]/u).map(cleanLine)) {
    const words = part.split(',').map(cleanLine)
    for (let from = 0, to = 0; from < words.length; from = to) {
      // A label may hold commas itself: the longest run of words that names a choice is one.
      for (to = words.length; to > from + 1; to--) if (named(field, words.slice(from, to).join(', '))) break
      const text = words.slice(from, to).join(', ')
      const id = named(field, text)
      if (id !== undefined) found.push(id)
      else if (!isBlank(text)) strange.push(text)
    }
  }
  const value = choicesValue(field, found)
  if (value === null) return { problem: noneOf(field) }
  return strange.length === 0
    ? { value }
    : { value, note: `“${cut(strange.join(', '), 80)}” ${noneOf(field)}; left out` }
}

const ABOVE =
  /^(?:>|more than|over|above|mehr als|uber|ab|plus de|mas de)|(?:\+|plus|or more|and more|et plus|y mas|o mas|und mehr|oder mehr)$/u
const BELOW = /^(?:<|less than|under|below|weniger als|unter|moins de|menos de)/u

const PEOPLE =
  /\s*(?:employees|people|mitarbeiter(?:innen)?|beschaftigte|salaries|employes|empleados|personas)$/u

/** A number, and the least and most it may stand for. */
interface Quantity {
  value: number
  from: number
  to: number
}

/** A number of people as written: '150 employees', '1.200', '51-200' (its middle), '500+' (one more), '<20' (one less). */
function quantity(text: string): Quantity | null {
  const plain = text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
  if (/(?:^|\s)-\s*\d/u.test(plain) || /\d\s*%/u.test(plain)) return null
  const found = [...plain.matchAll(/(\d{1,3}(?:[.,'’\s]\d{3})+(?!\d)|\d+(?:[.,]\d+)?)\s*(k\b)?/gu)]
  const numbers = found.map(([, digits = '', thousand]) => amount(digits) * (thousand ? 1000 : 1))
  const [first, second] = numbers
  if (first === undefined || numbers.length > 2) return null
  if (second !== undefined && second < first) return null
  if (second !== undefined) return { value: (first + second) / 2, from: Math.max(first, 1), to: second }
  const value = BELOW.test(plain) ? first - 1 : ABOVE.test(plain.replace(PEOPLE, '')) ? first + 1 : first
  return value >= 1 ? { value, from: value, to: value } : null
}

const amount = (digits: string): number =>
  /^\d{1,3}(?:[.,'’\s]\d{3})+$/u.test(digits)
    ? Number(digits.replace(/\D/g, ''))
    : Number(digits.replace(',', '.'))
