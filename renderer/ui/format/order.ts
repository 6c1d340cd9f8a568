import { LOCALE } from './time.ts'

const collator = new Intl.Collator(LOCALE, { numeric: true })

/** Texts in the order in which people here look for them: Ångström beside Angström, 'Team 2' before 'Team 10'. */
export const compareTexts = (a: string, b: string): number => collator.compare(a, b)

/** People, teams, campaigns to choose from. */
export const byName = <T extends { name: string }>(all: readonly T[]): T[] =>
  all.toSorted((a, b) => collator.compare(a.name, b.name))
