import { sigmoid } from './additive.ts'

/** Probability = sigmoid(slope x sum + shift). */
export interface Platt {
  slope: number
  shift: number
}

/** Slope and shift that make the sums' probabilities likeliest (J. Platt 1999; Newton's method), whatever scale the sums are of. The slope is never negative. */
export function platt(sums: Float64Array, won: Uint8Array): Platt {
  const mean = sums.reduce((x, s) => x + s, 0) / sums.length
  const spread = Math.sqrt(sums.reduce((x, s) => x + (s - mean) ** 2, 0) / sums.length) || 1
  const wins = won.reduce((x, w) => x + w, 0)
  // From far off, as raw scores of some dozens of points are, Newton's steps would lead nowhere.
  let [slope, shift] = [0, Math.log((wins + 0.5) / (won.length - wins + 0.5))]
  for (let round = 0; round < 50; round++) {
    let [ga, gb, haa, hab, hbb] = [0, 0, 1e-6, 0, 1e-6]
    for (let i = 0; i < sums.length; i++) {
      const z = (sums[i]! - mean) / spread
      const p = sigmoid(slope * z + shift)
      const [g, h] = [won[i]! - p, p * (1 - p)]
      ga += g * z
      gb += g
      haa += h * z * z
      hab += h * z
      hbb += h
    }
    const det = haa * hbb - hab * hab
    if (!(Math.abs(det) > 1e-12)) break
    const [da, db] = [(hbb * ga - hab * gb) / det, (haa * gb - hab * ga) / det]
    slope += da
    shift += db
    if (Math.abs(da) + Math.abs(db) < 1e-9) break
  }
  const raw = Math.max(0, slope) / spread
  return { slope: raw, shift: shift - raw * mean }
}
