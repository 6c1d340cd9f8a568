const TITLES =
  /^(?:mr|mrs|ms|miss|mx|dr|prof|sir|herr|frau|dipl\.?-?ing|dr\.?-?ing|dipl|ing|m|mme|mlle|monsieur|madame|sr|sra|srta|don|dona|doña|señor|señora)\.?\s+/iu
const DEGREE = /,?\s+(?:ph\.?d|m\.?d|mba|esq|dds|cpa)\.?$/iu
/** Tells father from son: it stays with the family name. */
const GENERATION = /,?\s+(jr|sr|ii|iii|iv|junior|senior)\.?$/iu
const EAST_ASIAN = /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}ー々]+$/u
/** Words that begin a family name of several words. */
const PARTICLE =
  /^(?:van|von|vom|zu|zum|de|del|della|da|das|do|dos|di|du|la|le|el|al|bin|ben|ter|ten|st\.?|mac|y|af|av)$/iu

/**
 * First and last name from one text: "Last, First" or "First Last"; particles ("van der", "de la") belong to the last name. One
 * word alone is a last name; "Jr.", "III" stay with it. Salutations and degrees are dropped here; the text itself stays with the row.
 */
export function splitName(name: string): { firstName: string; lastName: string } {
  const whole = name.replace(DEGREE, '')
  const generation = GENERATION.exec(whole)?.[0] ?? ''
  const { firstName, lastName } = splitBare(stripTitles(whole.slice(0, whole.length - generation.length)))
  const suffix = generation.replace(/^,?\s+/u, ' ')
  if (suffix === '') return { firstName, lastName }
  return firstName === '' ? splitBare(stripTitles(whole)) : { firstName, lastName: lastName + suffix }
}

function splitBare(bare: string): { firstName: string; lastName: string } {
  const comma = bare.indexOf(',')
  if (comma > 0)
    return { firstName: stripTitles(bare.slice(comma + 1).trim()), lastName: bare.slice(0, comma).trim() }
  const words = bare.split(' ').filter((word) => word !== '')
  if (words.length <= 1) return { firstName: '', lastName: words[0] ?? '' }
  let start = words.length - 1
  // Chinese, Japanese and Korean names begin with the family's.
  if (words.length === 2 && words.every((word) => EAST_ASIAN.test(word)))
    return { firstName: words[1] ?? '', lastName: words[0] ?? '' }
  const particle = words.findIndex((word, i) => i > 0 && i < words.length - 1 && PARTICLE.test(word))
  if (particle > 0) start = particle
  return { firstName: words.slice(0, start).join(' '), lastName: words.slice(start).join(' ') }
}

export function stripTitles(name: string): string {
  const without = name.replace(TITLES, '')
  return without === name || without === '' ? name : stripTitles(without)
}
