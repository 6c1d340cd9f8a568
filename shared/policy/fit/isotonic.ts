import { monotone } from './monotone.ts'

/** A curve that never falls: straight lines between corners, flat beyond the first and the last. */
export interface Isotonic {
  /** Ascending. */
  at: readonly number[]
  rate: readonly number[]
}

/** The rising curve nearest to the outcomes (least squares; M. Ayer et al. 1955): a corner in the middle of each pool of rows. */
export function isotonic(sums: Float64Array, won: Uint8Array): Isotonic {
  const order = Int32Array.from(sums.keys()).sort((a, b) => sums[a]! - sums[b]!)
  const [values, rows, rates]: number[][] = [[], [], []]
  for (const i of order) {
    if (sums[i] !== values!.at(-1)) {
      values!.push(sums[i]!)
      rows!.push(0)
      rates!.push(0)
    }
    const last = values!.length - 1
    rows![last]! += 1
    rates![last]! += (won[i]! - rates![last]!) / rows![last]!
  }
  const flat = monotone(Float64Array.from(rates!), Float64Array.from(rows!))
  const curve: { at: number[]; rate: number[] } = { at: [], rate: [] }
  for (let from = 0; from < flat.length; ) {
    let [to, all, sum] = [from, 0, 0]
    for (; to < flat.length && flat[to] === flat[from]; to++) {
      all += rows![to]!
      sum += rows![to]! * values![to]!
    }
    curve.at.push(sum / all)
    curve.rate.push(flat[from]!)
    from = to
  }
  return curve
}

export function rateAt({ at, rate }: Isotonic, sum: number): number {
  const right = at.findIndex((x) => x > sum)
  if (right === 0) return rate[0]!
  if (right < 0) return rate.at(-1)!
  const [a, b] = [at[right - 1]!, at[right]!]
  return rate[right - 1]! + ((sum - a) / (b - a)) * (rate[right]! - rate[right - 1]!)
}
