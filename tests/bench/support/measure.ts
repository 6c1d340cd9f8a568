/** The value below which the share `p` of the list lies (nearest rank). Throws for an empty list. */
export function quantile(list: readonly number[], p: number): number {
  const sorted = [...list].sort((a, b) => a - b)
  const value = sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(p * sorted.length) - 1))]
  if (value === undefined) throw new Error('nothing was measured')
  return value
}

export const median = (list: readonly number[]): number => quantile(list, 0.5)

/** Milliseconds that a call takes. */
export function timed(run: () => void): number {
  const start = performance.now()
  run()
  return performance.now() - start
}

/** 12, 1.2 or 0.123: as many digits as say something. */
export const digits = (n: number): string => n.toFixed(n >= 100 ? 0 : n >= 10 ? 1 : 2)

/** Median and the middle half, in ms. */
export const spread = (list: readonly number[]): string =>
  `${digits(median(list))} (${digits(quantile(list, 0.25))} to ${digits(quantile(list, 0.75))})`
