/**
 * The language in which a person is written to, of those there are: the person's own, else its base ('pt' for 'pt-BR'), else the
 * fallback. Case does not matter.
 */
export function languageFor(own: string | null, there: readonly string[], fallback: string): string {
  const wanted = (own ?? '').toLowerCase()
  const find = (tag: string) => there.find((known) => known.toLowerCase() === tag)
  return find(wanted) ?? find(wanted.split('-')[0]!) ?? find(fallback.toLowerCase()) ?? fallback
}
