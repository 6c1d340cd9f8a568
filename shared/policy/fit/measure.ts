/** How well probabilities tell the won from the lost. `p`: a score or probability a row; `won`: 1 or 0 a row. */
export interface Measures {
  rows: number
  rate: number
  /** Area under the ROC curve, ties counted half. */
  auc: number
  /** Average precision: the step-wise area under precision and recall, ties as one step. */
  ap: number
  /** How many times as many of the won are among the best 10% and 20% of rows as among as many drawn at random. */
  lift10: number
  lift20: number
  /** Mean squared error of the probabilities. */
  brier: number
  logLoss: number
  /** Expected calibration error: mean distance of ten equally wide bins from the diagonal, weighted by rows. */
  ece: number
}

export function measure(p: ArrayLike<number>, won: Uint8Array): Measures {
  const order = descending(p)
  return {
    rows: won.length,
    rate: mean(won),
    auc: auc(p, won, order),
    ap: averagePrecision(p, won, order),
    lift10: lift(won, 0.1, order),
    lift20: lift(won, 0.2, order),
    brier: brier(p, won),
    logLoss: logLoss(p, won),
    ece: calibrationBins(p, won).reduce((s, b) => s + (b.rows / won.length) * Math.abs(b.mean - b.rate), 0),
  }
}

const mean = (list: Uint8Array) => list.reduce((s, x) => s + x, 0) / list.length

/** Row numbers, the greatest first; equal ones in the order of the rows. */
export function descending(p: ArrayLike<number>): Int32Array {
  return Int32Array.from({ length: p.length }, (_, i) => i).sort((a, b) => p[b]! - p[a]! || a - b)
}

export function auc(p: ArrayLike<number>, won: Uint8Array, order = descending(p)): number {
  let [wins, losses, area] = [0, 0, 0]
  for (let i = 0; i < order.length; ) {
    let [w, l] = [0, 0]
    const value = p[order[i]!]!
    for (; i < order.length && p[order[i]!] === value; i++) won[order[i]!] ? w++ : l++
    area += l * wins + (l * w) / 2
    wins += w
    losses += l
  }
  return wins * losses === 0 ? Number.NaN : area / (wins * losses)
}

function averagePrecision(p: ArrayLike<number>, won: Uint8Array, order: Int32Array): number {
  let [wins, sum] = [0, 0]
  for (let i = 0; i < order.length; ) {
    let w = 0
    const value = p[order[i]!]!
    for (; i < order.length && p[order[i]!] === value; i++) w += won[order[i]!]!
    wins += w
    sum += w * (wins / i)
  }
  return wins === 0 ? Number.NaN : sum / wins
}

/** Share of the won among the best `share` of rows, divided by `share`; a row at the border counts by its part within. */
export function lift(won: Uint8Array, share: number, order: Int32Array): number {
  const best = order.length * share
  let [wins, all] = [0, 0]
  for (let i = 0; i < order.length; i++) {
    const w = won[order[i]!]!
    all += w
    wins += w * Math.min(1, Math.max(0, best - i))
  }
  return wins / all / share
}

export function brier(p: ArrayLike<number>, won: Uint8Array): number {
  let sum = 0
  for (let i = 0; i < won.length; i++) sum += (p[i]! - won[i]!) ** 2
  return sum / won.length
}

export function logLoss(p: ArrayLike<number>, won: Uint8Array): number {
  let sum = 0
  for (let i = 0; i < won.length; i++) {
    const q = Math.min(1 - 1e-12, Math.max(1e-12, p[i]!))
    sum -= Math.log(won[i] ? q : 1 - q)
  }
  return sum / won.length
}

export interface CalibrationBin {
  rows: number
  /** Mean probability and share of the won. */
  mean: number
  rate: number
}

/** Ten equally wide bins of probability; empty ones are left out. */
export function calibrationBins(p: ArrayLike<number>, won: Uint8Array): CalibrationBin[] {
  const bins = Array.from({ length: 10 }, () => ({ rows: 0, mean: 0, rate: 0 }))
  for (let i = 0; i < won.length; i++) {
    const bin = bins[Math.min(9, Math.max(0, Math.floor(p[i]! * 10)))]!
    bin.rows++
    bin.mean += p[i]!
    bin.rate += won[i]!
  }
  return bins.filter((b) => b.rows > 0).map((b) => ({ ...b, mean: b.mean / b.rows, rate: b.rate / b.rows }))
}
