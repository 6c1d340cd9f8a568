import { sigmoid } from './additive.ts'

/** Probability = sigmoid(slope x sum + shift). */
export interface Platt {
  slope: number
  shift: number
}

/** Slope and shift that make the sums' probabilities likeliest (J. Platt 1999; Newton's method). The slope is never negative. */
export function platt(sums: Float64Array, won: Uint8Array): Platt {
  let [slope, shift] = [1, 0]
  for (let round = 0; round < 50; round++) {
    let [ga, gb, haa, hab, hbb] = [0, 0, 1e-6, 0, 1e-6]
    for (let i = 0; i < sums.length; i++) {
      const s = sums[i]!
      const p = sigmoid(slope * s + shift)
      const [g, h] = [won[i]! - p, p * (1 - p)]
      ga += g * s
      gb += g
      haa += h * s * s
      hab += h * s
      hbb += h
    }
    const det = haa * hbb - hab * hab
    if (!(Math.abs(det) > 1e-12)) break
    const [da, db] = [(hbb * ga - hab * gb) / det, (haa * gb - hab * ga) / det]
    slope += da
    shift += db
    if (Math.abs(da) + Math.abs(db) < 1e-9) break
  }
  return { slope: Math.max(0, slope), shift }
}
