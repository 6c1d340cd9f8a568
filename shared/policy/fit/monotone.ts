/** The list nearest to `values` (least squares, weighted) that only rises, or only falls: neighbours that break the order are pooled. */
export function monotone(
  values: Float64Array,
  weights: Float64Array,
  way: 'up' | 'down' = 'up',
): Float64Array {
  const sign = way === 'up' ? 1 : -1
  const pools: { sum: number; weight: number; length: number }[] = []
  for (let i = 0; i < values.length; i++) {
    // A class without rows follows its neighbours.
    const weight = Math.max(weights[i]!, 1e-9)
    let pool = { sum: sign * values[i]! * weight, weight, length: 1 }
    for (
      let last = pools.at(-1);
      last && last.sum / last.weight > pool.sum / pool.weight;
      last = pools.at(-1)
    ) {
      pools.pop()
      pool = {
        sum: last.sum + pool.sum,
        weight: last.weight + pool.weight,
        length: last.length + pool.length,
      }
    }
    pools.push(pool)
  }
  const result = new Float64Array(values.length)
  let at = 0
  for (const { sum, weight, length } of pools) {
    result.fill((sign * sum) / weight, at, at + length)
    at += length
  }
  return result
}
