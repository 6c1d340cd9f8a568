/** Controls (but tab, line feed, carriage return), halves of characters, zero-width spaces, bidirectional marks and the byte-order mark. */
const INVISIBLE =
  /(?![\t\n\r])\p{Cc}|\p{Cs}|[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu

/** NFC, without controls and bidirectional marks, white space collapsed and trimmed: one line. */
export const cleanLine = (raw: string): string => cleanText(raw).replace(/\s+/gu, ' ')

/** The same, with its line breaks kept (as \n). */
export const cleanText = (raw: string): string =>
  raw
    .normalize('NFC')
    .replace(INVISIBLE, '')
    .replace(/\r\n?/g, '\n')
    .replace(/[^\S\n]+/gu, ' ')
    .trim()

/** Lower case without accents: 'Søren Köß' and 'soren koss' are one. */
export const unaccented = (raw: string): string =>
  PLAIN.test(raw)
    ? raw.toLowerCase()
    : raw
        .normalize('NFKD')
        .replace(/\p{M}+/gu, '')
        .toLowerCase()
        .replaceAll('ß', 'ss')
        .replaceAll('æ', 'ae')
        .replaceAll('œ', 'oe')
        .replaceAll('ø', 'o')
        .replaceAll('ł', 'l')

const PLAIN = /^[\n -~]*$/

/** What a text is compared by: letters and digits only, without accents, in lower case, words one space apart. */
export const keyOf = (raw: string): string =>
  unaccented(raw)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

const BLANK = new Set(
  ['', '-', '--', '—', '–', '.', '?', 'n/a', '#n/a', '#ref!', '#value!', '#name?', '#null!', '#div/0!']
    .concat([
      'undefined',
      '(none)',
      '(blank)',
      '(empty)',
      '--none--',
      '[null]',
      '\\n',
      'k.a.',
      'k. a.',
      's/o',
    ])
    .concat([
      'keine angabe',
      'not set',
      'not provided',
      'non renseigné',
      'sin datos',
      'please select',
      'select',
    ]),
)

/** True for what spreadsheets and CRMs write where there is nothing. "Null" is somebody's name; "NULL" and "null" are not. */
export function isBlank(raw: string): boolean {
  const text = cleanLine(raw)
  return text === 'NULL' || text === 'null' || text === 'NaN' || BLANK.has(text.toLowerCase())
}

export type Outcome<T> = { value: T; note?: string } | { problem: string }

/** The first `max` code units, never half a character. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text
  const end = /[\ud800-\udbff]/u.test(text.charAt(max - 1)) ? max - 1 : max
  return text.slice(0, end)
}
