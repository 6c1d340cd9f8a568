import type { PolicyField } from './policy.ts'

/** Ages above this count as this: the table of fading ends here. */
export const MAX_AGE_DAYS = 3650

/** The nearest whole number, halves up (2.5 -> 3, -2.5 -> -2), after float noise below 1e-9 is taken off (10.4999999999 -> 11). */
export function roundHalfUp(x: number): number {
  return Math.floor(withoutNoise(x) + 0.5)
}

/** To one decimal, halves up. */
export function roundToTenth(x: number): number {
  return roundHalfUp(x * 10) / 10
}

const withoutNoise = (x: number) => Math.round(x * 1e9) / 1e9

/** Points of each answer of a field at an age, in the order of the answers. */
export function answerPoints(field: PolicyField, weight: number, ageDays: number): number[] {
  const fade = field.halfLifeDays === null ? 1 : 2 ** (-ageDays / field.halfLifeDays)
  return field.answers.map((a) => roundHalfUp(weight * field.share * a.share * fade))
}

/** Points by age in days, row by row, until fading changes nothing more or MAX_AGE_DAYS. */
export function fadingTable(field: PolicyField, weight: number): number[][] {
  const rows = [answerPoints(field, weight, 0)]
  if (field.halfLifeDays === null) return rows
  while (rows.length <= MAX_AGE_DAYS && rows.at(-1)!.some((points) => points !== 0)) {
    rows.push(answerPoints(field, weight, rows.length))
  }
  return rows
}
