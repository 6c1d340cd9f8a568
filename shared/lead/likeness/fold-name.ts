import { keyOf } from '../intake/text.ts'

/** Letters that no accent is taken off by decomposition. */
const LETTERS: Record<string, string> = { ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i', ĸ: 'k', ħ: 'h', ŧ: 't' }

/**
 * A name as it is compared, never shown: lower case, no accents, and one spelling for what alphabets write in two ways (Müller, Mueller,
 * Muller; Åse, Aase; Søren, Soeren). Other scripts stay as they are.
 */
export const foldName = (raw: string): string =>
  keyOf(raw.replace(/['’‘`´ʼ]/gu, ''))
    .replace(/[łđðþıĸħŧ]/gu, (letter) => LETTERS[letter] ?? letter)
    .replace(/([aou])e/gu, '$1')
    .replace(/aa/gu, 'a')
    .normalize('NFC')
