import { unaccented } from '../../shared/lead/intake/text.ts'
import type { List } from '../db/memory/list.ts'
import type { LeadRow } from '../db/views.ts'

export interface Found {
  /** The best first, at most as many as were asked for. */
  leads: readonly LeadRow[]
  /** How many there are. */
  count: number
}

export const NOTHING_FOUND: Found = { leads: [], count: 0 }

const SLICE_MS = 8
const RANKS = 10

interface Options {
  limit: number
  /** Whose open leads come first among equals. */
  me: string
  signal?: AbortSignal
  /** Lets the screen go on; resolves when the search may, too. */
  pause?(): Promise<void>
}

/**
 * The leads that a text means (see `matcher`), best first: by its whole name, by the name, the company, then the rest; a person's own
 * before others. Works in slices of a few milliseconds; given up when `signal` says so, then with what was found until then.
 */
export async function findLeads(
  rows: List<LeadRow>,
  text: string,
  { limit, me, signal, pause = nextTask }: Options,
): Promise<Found> {
  const query = queryOf(text)
  if (!query) return NOTHING_FOUND
  const ranked: LeadRow[][] = Array.from({ length: RANKS }, () => [])
  let count = 0
  let until = performance.now() + SLICE_MS
  for (const piece of rows.pieces) {
    if (performance.now() > until) {
      await pause()
      if (signal?.aborted) break
      until = performance.now() + SLICE_MS
    }
    for (const row of piece) {
      if (!query.meant(row.search)) continue
      count++
      const bucket = ranked[query.rank(row.search) * 2 + (row.owner === me && row.stage === 'open' ? 0 : 1)]!
      if (bucket.length < limit) bucket.push(row)
    }
  }
  const byName = (a: LeadRow, b: LeadRow) => (a.search < b.search ? -1 : a.search > b.search ? 1 : 0)
  return { leads: ranked.flatMap((bucket) => bucket.sort(byName)).slice(0, limit), count }
}

/** What a text means, for a row's `search`; null: nothing to look for was typed. */
export const matcher = (text: string): Matcher | null => queryOf(text)

export interface Matcher {
  /** The words, or the digits, that are looked for. */
  readonly parts: readonly string[]
  readonly byDigits: boolean
  meant(search: string): boolean
}

/** How words begin: bits. */
export interface Beginnings {
  /** One for each letter from a to z. */
  letters: number
  /** One in 64 for each two letters: several share one. */
  low: number
  high: number
}

/** Those of a row's `search`: what is looked for and not among them is not meant. @param into is written to, and returned */
export function beginningsOf(search: string, into: Beginnings): Beginnings {
  let [afterLetter, afterAt] = [false, false]
  clear(into)
  for (let i = 0; i < search.length; i++) {
    const code = search.charCodeAt(i)
    if (!afterLetter && !afterAt) note(into, code, search.charCodeAt(i + 1))
    afterLetter = isLetter(code)
    afterAt = code === AT || (afterAt && code !== NEW_LINE)
  }
  return into
}

/** Those that a text's words need; none: it tells nothing of them. @param into is written to, and returned */
export function beginningsIn({ parts, byDigits }: Matcher, into: Beginnings): Beginnings {
  clear(into)
  if (!byDigits) for (const part of parts) note(into, part.charCodeAt(0), part.charCodeAt(1))
  return into
}

function clear(into: Beginnings): void {
  into.letters = 0
  into.low = 0
  into.high = 0
}

/** @param second NaN where the text ends */
function note(into: Beginnings, first: number, second: number): void {
  if (first < A || first > Z) return
  into.letters |= bitOf(first)
  if (!(second >= A && second <= Z)) return
  const pair = (first - A) * LETTERS + second - A
  if ((pair & 32) === 0) into.low |= 1 << (pair & 31)
  else into.high |= 1 << (pair & 31)
}

/** True when the initials alone tell whether a row is meant. */
export const isInitials = ({ parts, byDigits }: Matcher): boolean =>
  !byDigits && parts.every((part) => part.length === 1 && bitOf(part.charCodeAt(0)) !== 0)

const [A, Z, AT, NEW_LINE, LETTERS] = [97, 122, 64, 10, 26]
const bitOf = (code: number): number => (code >= A && code <= Z ? 1 << (code - A) : 0)

/** True when everything that `query` means was meant by the one before: a letter or a word was added to it. */
export const isNarrower = (query: Matcher, before: Matcher): boolean =>
  query.byDigits === before.byDigits &&
  before.parts.every((part) =>
    query.parts.some((p) => (query.byDigits ? p.includes(part) : p.startsWith(part))),
  )

interface Query extends Matcher {
  /** How well a row that is meant fits: 0 is best, 4 worst. */
  rank(search: string): number
}

/**
 * Every word of the text where a word begins in name, company or the local part of the e-mail, accents aside; or a run of the phone's
 * digits, however it is written: '0757 555' and '(757) 555-01' find +1 757 555 0142. From its @ on, an address's domain counts, too.
 */
function queryOf(text: string): Query | null {
  const plain = unaccented(text).trim().replace(/\s+/g, ' ')
  if (plain === '') return null
  const digits = digitsOf(plain)
  const whole = `${digits}\n`
  if (digits.length >= 3)
    return {
      parts: [digits],
      byDigits: true,
      meant: (search) => search.includes(digits),
      rank: (search) => (search.endsWith(digits) || search.includes(whole) ? 0 : 1),
    }
  const words = plain.split(' ')
  return {
    parts: words,
    byDigits: false,
    meant: (search) => words.every((w) => hasWord(search, w)),
    rank(search) {
      const name = search.slice(0, search.indexOf('\n'))
      if (name === plain) return 0
      if (search.startsWith(plain)) return 1
      if (words.every((w) => hasWord(name, w))) return 2
      return search.startsWith(plain, name.length + 1) ? 3 : 4
    },
  }
}

/** Of a number as people write it, from the country or the area on: no trunk zeros, and none in brackets. '' for what is none. */
function digitsOf(text: string): string {
  const number = text.replace(/^(tel|sip|callto):/, '').replace(/\(0+\)/g, '')
  return /^[\d\s()+./\u2010-\u2015-]+$/.test(number) ? number.replace(/\D/g, '').replace(/^0+/, '') : ''
}

function hasWord(search: string, word: string): boolean {
  for (let at = search.indexOf(word); at !== -1; at = search.indexOf(word, at + 1))
    if (beginsAt(search, at, word)) return true
  return false
}

/** Between letters no word begins, but in scripts that have no spaces; in an address none does after the @. */
function beginsAt(search: string, at: number, word: string): boolean {
  if (at === 0 || word.startsWith('@')) return true
  if (word < '\u2e80' && isLetter(search.charCodeAt(at - 1))) return false
  return search.lastIndexOf('@', at - 1) <= search.lastIndexOf('\n', at)
}

const LETTER = /[\p{L}\p{N}]/u
const ASCII_LETTERS = Uint8Array.from({ length: 128 }, (_, code) =>
  Number(LETTER.test(String.fromCharCode(code))),
)
const isLetter = (code: number) =>
  code < 128 ? ASCII_LETTERS[code] === 1 : LETTER.test(String.fromCharCode(code))

/** After whatever waits: keys, painting. A timer of nothing would wait 4 ms each time. */
const nextTask = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(null)
  })
