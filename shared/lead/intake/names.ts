const TITLES =
  /^(?:mr|mrs|ms|miss|mx|dr|prof|sir|herr|frau|dipl|ing|m|mme|mlle|monsieur|madame|sr|sra|srta|don|dona|doña|señor|señora)\.?\s+/iu
const SUFFIX = /,?\s+(?:jr|sr|ii|iii|iv|phd|md|mba|esq)\.?$/iu
/** Words that begin a family name of several words. */
const PARTICLE =
  /^(?:van|von|vom|zu|zum|de|del|della|da|das|do|dos|di|du|la|le|el|al|bin|ben|ter|ten|st\.?|mac|y|af|av)$/iu

/**
 * First and last name from one text: "Last, First" or "First Last"; particles ("van der", "de la") belong to the last name. One
 * word alone is a last name. Salutations and suffixes are dropped here; the text itself stays with the row.
 */
export function splitName(name: string): { firstName: string; lastName: string } {
  const bare = stripTitles(name.replace(SUFFIX, ''))
  const comma = bare.indexOf(',')
  if (comma > 0)
    return { firstName: stripTitles(bare.slice(comma + 1).trim()), lastName: bare.slice(0, comma).trim() }
  const words = bare.split(' ').filter((word) => word !== '')
  if (words.length <= 1) return { firstName: '', lastName: words[0] ?? '' }
  let start = words.length - 1
  const particle = words.findIndex((word, i) => i > 0 && i < words.length - 1 && PARTICLE.test(word))
  if (particle > 0) start = particle
  return { firstName: words.slice(0, start).join(' '), lastName: words.slice(start).join(' ') }
}

function stripTitles(name: string): string {
  const without = name.replace(TITLES, '')
  return without === name || without === '' ? name : stripTitles(without)
}
