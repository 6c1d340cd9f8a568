import type { OutcomeTable } from './table.ts'

/** Leads with a known outcome that a fit needs. */
export interface Needs {
  won: number
  lost: number
}

/**
 * At least so many of each outcome: below 50, a fit's order of leads is mostly chance; and 5 of the rarer outcome for every field
 * it learns of (half the ten of P. Peduzzi et al., 1996: shrinkage bears that).
 */
export function needsOf(fields: number): Needs {
  const least = Math.max(50, 5 * fields)
  return { won: least, lost: least }
}

/** What is missing, in a sentence; null when there is enough. */
export function tooLittle(table: OutcomeTable): string | null {
  const won = table.won.reduce((s, w) => s + w, 0)
  const lost = table.count - won
  const needs = needsOf(table.columns.length)
  const lacking = [
    ...(won < needs.won ? [`${needs.won - won} more won (there are ${won} of ${needs.won})`] : []),
    ...(lost < needs.lost ? [`${needs.lost - lost} more lost (there are ${lost} of ${needs.lost})`] : []),
  ]
  return lacking.length === 0
    ? null
    : `Too few leads with a known outcome to learn from: it takes ${lacking.join(' and ')}.`
}
