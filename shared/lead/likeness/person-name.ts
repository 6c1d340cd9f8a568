import { splitName, stripTitles } from '../intake/names.ts'
import { cleanLine } from '../intake/text.ts'
import { typingDistance } from '../intake/typing-distance.ts'
import { foldName } from './fold-name.ts'
import { meaningsOf } from './nicknames.ts'

/** A person's name as it is compared: words without accents, particles, titles and punctuation. */
export interface PersonName {
  given: readonly string[]
  family: readonly string[]
  /** 'jr', 'sr', '2'...; '' when the name has none. */
  generation: string
}

/**
 * equal: word for word, or with family and given name in the other's place; compatible: initials, nicknames, one of several given or
 * family names; similar: one slip of the keyboard; partial: one of the two lacks the other's given or family name; unknown: nothing to compare.
 */
export type NameLikeness =
  | 'equal'
  | 'swapped'
  | 'compatible'
  | 'similar'
  | 'partial'
  | 'different'
  | 'unknown'

const PARTICLES = new Set(
  'van von vom zu zum zur der den de del della di da das do dos du la le les el al bin ibn bint ben ter ten af av y e i und and'.split(
    ' ',
  ),
)
const GENERATIONS: Record<string, string> = {
  jr: 'jr',
  junior: 'jr',
  sr: 'sr',
  senior: 'sr',
  ii: '2',
  iii: '3',
  iv: '4',
}

export function personName(firstName: string, lastName: string): PersonName {
  const whole = firstName.trim() === '' ? splitName(cleanLine(lastName)) : { firstName, lastName }
  const given = wordsOf(stripTitles(whole.firstName.trim()))
  const words = wordsOf(whole.lastName)
  const generation = words.length > 1 ? (GENERATIONS[words.at(-1) ?? ''] ?? '') : ''
  const names = generation === '' ? words : words.slice(0, -1)
  const family = names.filter((word) => !PARTICLES.has(word))
  return { given, family: family.length > 0 ? family : names, generation }
}

/** 'Mc Donald' and 'McDonald' are one name. */
const wordsOf = (text: string): string[] =>
  foldName(text)
    .replace(/\b(mac|mc) (?=\p{L})/gu, '$1')
    .split(' ')
    .filter((word) => word !== '')

export function compareNames(a: PersonName, b: PersonName): NameLikeness {
  if (isEmpty(a) || isEmpty(b) || scriptOf(a) !== scriptOf(b)) return 'unknown'
  if (same(a.given, b.given) && same(a.family, b.family)) return a.given.length > 0 ? 'equal' : 'partial'
  if (countOf(a) === countOf(b) && wordsSorted(a) === wordsSorted(b)) return 'swapped'
  const family = compareFamilies(a.family, b.family)
  const given = compareGiven(a.given, b.given)
  if (family === 'different' || given === 'different') return 'different'
  if (family === 'missing' && given === 'missing') return 'unknown'
  if (family === 'similar' || given === 'similar')
    return family === given || has(family, given) ? 'different' : 'similar'
  return family === 'missing' || given === 'missing' ? 'partial' : 'compatible'
}

type Part = 'equal' | 'similar' | 'different' | 'missing'
const has = (family: Part, given: Part) => family === 'missing' || given === 'missing'

/** Given names agree, whatever the families are: a family name may change. */
export const sameGiven = (a: PersonName, b: PersonName): boolean => compareGiven(a.given, b.given) === 'equal'

function compareFamilies(a: readonly string[], b: readonly string[]): Part {
  if (a.length === 0 || b.length === 0) return 'missing'
  const [few, many] = a.length <= b.length ? [a, b] : [b, a]
  if (few.every((word) => many.includes(word))) return 'equal'
  return areSlips(a, b, () => true) ? 'similar' : 'different'
}

function compareGiven(a: readonly string[], b: readonly string[]): Part {
  if (a.length === 0 || b.length === 0) return 'missing'
  const [few, many] = a.length <= b.length ? [a, b] : [b, a]
  const inOrder = few.every((word, i) => means(word, many[i] ?? ''))
  // Called by the second of two given names: 'Hans Peter' is 'Peter'.
  const calledBy =
    few.length === 1 && many.some((word) => word.length > 1 && few[0]!.length > 1 && means(few[0]!, word))
  if (inOrder || calledBy) return 'equal'
  return areSlips(a, b, (one, other) => !isOtherGender(one, other)) ? 'similar' : 'different'
}

/** Equal, an initial of it, or short for the same name. */
function means(a: string, b: string): boolean {
  if (a === b) return true
  const left = meaningsOf(a)
  const right = meaningsOf(b)
  if (a.length === 1) return right.some((name) => name.startsWith(a))
  if (b.length === 1) return left.some((name) => name.startsWith(b))
  return left.some((name) => right.includes(name))
}

/** One word is a slip of its counterpart, the others agree. Words run together or apart ('Jean Pierre', 'Jeanpierre') are compared as one. */
function areSlips(
  a: readonly string[],
  b: readonly string[],
  allowed: (one: string, other: string) => boolean,
): boolean {
  const [left, right] = a.length === b.length ? [a, b] : [[a.join('')], [b.join('')]]
  const apart = left.flatMap((word, i) => (means(word, right[i]!) ? [] : [[word, right[i]!] as const]))
  if (apart.length === 0) return true
  const [one, other] = apart[0]!
  return apart.length === 1 && one[0] === other[0] && isSlip(one, other) && allowed(one, other)
}

function isSlip(a: string, b: string): boolean {
  const shorter = Math.min(a.length, b.length)
  const allowed = shorter < 4 ? 0 : shorter < 9 ? 1 : 2
  return allowed > 0 && typingDistance(a, b, allowed) <= allowed
}

/** Maria and Mario, Daniel and Daniela, Andrea and Andreas are one letter apart, and two people. */
function isOtherGender(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  if (long.length > short.length) return long.startsWith(short) && /[aeos]$/u.test(long)
  return short.slice(0, -1) === long.slice(0, -1) && /[aeo]$/u.test(short) && /[aeo]$/u.test(long)
}

const isEmpty = ({ given, family }: PersonName) => given.length === 0 && family.length === 0
const same = (a: readonly string[], b: readonly string[]) => a.join(' ') === b.join(' ')
/** All words of the name, whatever they are: one text for 'Ana Prado' and 'Prado Ana'. */
export const wordsSorted = ({ given, family }: PersonName): string => [...given, ...family].sort().join(' ')
/** Names of two scripts say nothing of each other: Müller may be Мюллер. */
const scriptOf = ({ given, family }: PersonName) => /\p{Script=Latin}/u.test(given[0] ?? family[0] ?? '')
const countOf = ({ given, family }: PersonName) => given.length + family.length
