/** How numbers spread. */
export interface Spread {
  mean: number
  deviation: number
}

export function spreadOf(numbers: Float64Array): Spread {
  const count = Math.max(1, numbers.length)
  const mean = numbers.reduce((sum, n) => sum + n, 0) / count
  return { mean, deviation: Math.sqrt(numbers.reduce((sum, n) => sum + (n - mean) ** 2, 0) / count) }
}

interface Chance {
  slope: number
  shift: number
}

/**
 * A draft's scores read on the scale of the policy in force: as many of the leads buy by either. Without it, a draft that only gives more
 * points to everybody would promise more buyers.
 */
export function onScaleOf(before: Spread, after: Spread, chance: Chance): Chance {
  const slope = after.deviation === 0 ? 0 : (chance.slope * before.deviation) / after.deviation
  return { slope, shift: chance.shift + chance.slope * before.mean - slope * after.mean }
}
