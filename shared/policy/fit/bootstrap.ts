import { descending } from './measure.ts'
import { seeded } from './random.ts'

/** What one set of probabilities has over another on the same rows; 95% by the percentiles of the resamples. */
export interface Difference {
  /** On the rows as they are. */
  value: number
  low: number
  high: number
  /** Share of the resamples in which the first is better. */
  better: number
}

export interface Comparison {
  auc: Difference
  lift20: Difference
  /** Positive: the first has the smaller error. */
  brier: Difference
}

/** Paired bootstrap: both are measured on the same rows, drawn with replacement `rounds` times (B. Efron, 1979). */
export function compare(
  first: ArrayLike<number>,
  second: ArrayLike<number>,
  won: Uint8Array,
  { rounds = 1000, seed = 1 } = {},
): Comparison {
  const random = seeded(seed)
  const n = won.length
  const [a, b] = [sortedBy(first, won), sortedBy(second, won)]
  const once = new Uint16Array(n).fill(1)
  const truth = differences(a, b, once)
  const drawn = Array.from({ length: rounds }, () => {
    const times = new Uint16Array(n)
    for (let i = 0; i < n; i++) times[Math.floor(random() * n)]!++
    return differences(a, b, times)
  })
  const of = (k: 0 | 1 | 2) =>
    summary(
      truth[k],
      drawn.map((d) => d[k]),
    )
  return { auc: of(0), lift20: of(1), brier: of(2) }
}

function summary(value: number, list: number[]): Difference {
  list.sort((x, y) => x - y)
  const at = (q: number) => list[Math.min(list.length - 1, Math.floor(q * list.length))]!
  const better = list.reduce((s, d) => s + (d > 0 ? 1 : d === 0 ? 0.5 : 0), 0) / list.length
  return { value, low: at(0.025), high: at(0.975), better }
}

interface Sorted {
  p: ArrayLike<number>
  won: Uint8Array
  order: Int32Array
}

const sortedBy = (p: ArrayLike<number>, won: Uint8Array): Sorted => ({ p, won, order: descending(p) })

type Triple = [auc: number, lift20: number, brier: number]

function differences(a: Sorted, b: Sorted, times: Uint16Array): Triple {
  const [x, y] = [weighted(a, times), weighted(b, times)]
  return [x[0] - y[0], x[1] - y[1], y[2] - x[2]]
}

/** The measures of a sample that has each row so many times. */
function weighted({ p, won, order }: Sorted, times: Uint16Array): Triple {
  let [wins, losses, area, error] = [0, 0, 0, 0]
  let [best, bestWins] = [order.length * 0.2, 0]
  for (let i = 0; i < order.length; ) {
    let [w, l] = [0, 0]
    const value = p[order[i]!]!
    for (; i < order.length && p[order[i]!] === value; i++) {
      const row = order[i]!
      const n = times[row]!
      if (n === 0) continue
      error += n * (value - won[row]!) ** 2
      const taken = Math.min(n, best)
      best -= taken
      if (won[row]) {
        w += n
        bestWins += taken
      } else l += n
    }
    area += l * wins + (l * w) / 2
    wins += w
    losses += l
  }
  return [area / (wins * losses), bestWins / wins / 0.2, error / (wins + losses)]
}
