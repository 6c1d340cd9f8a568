import { keyOf } from '../intake/text.ts'

/** Letters that no accent is taken off by decomposition. */
const LETTERS: Record<string, string> = { ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i', ĸ: 'k', ħ: 'h', ŧ: 't' }

/**
 * A name as it is compared, never shown: lower case, no accents, and one spelling for what alphabets write in two ways (Müller, Mueller,
 * Muller; Åse, Aase; Søren, Soeren). Other scripts stay as they are.
 */
export function foldName(raw: string): string {
  const plain = raw.replace(/['’‘`´ʼ]/g, '')
  if (!NOT_ASCII.test(plain))
    return respelled(
      plain
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, ' ')
        .trim(),
    )
  const folded = keyOf(plain).replace(/[łđðþıĸħŧ]/gu, (letter) => LETTERS[letter] ?? letter)
  return respelled(folded).normalize('NFC')
}

/** Most names are: they need no decomposing, which takes ten times as long. */
const NOT_ASCII = /[\u0080-\uffff]/
const respelled = (text: string): string => text.replace(/([aou])e/g, '$1').replace(/aa/g, 'a')
