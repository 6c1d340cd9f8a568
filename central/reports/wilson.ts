import type { Rate } from '../../shared/api/agents-report.ts'

/** The normal distribution's two-sided 95%. */
const Z = 1.959964

/** A share with its 95% interval (Wilson 1927), which holds for few and for none, too; 0 to 1 where there are none. */
export function rate(count: number, of: number): Rate {
  if (of === 0) return { count, of, low: 0, high: 1 }
  const share = count / of
  const z2 = Z * Z
  const middle = (share + z2 / (2 * of)) / (1 + z2 / of)
  const half = (Z / (1 + z2 / of)) * Math.sqrt((share * (1 - share)) / of + z2 / (4 * of * of))
  return { count, of, low: Math.max(0, middle - half), high: Math.min(1, middle + half) }
}
