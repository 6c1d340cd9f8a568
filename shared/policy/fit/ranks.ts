/** Scores of leads with an outcome, so that one lead's place among them is a look-up. */
export interface Ranks {
  values: Float64Array
  /** Of the lost and of the won: how many lie below each value, a half of those at it included; and how many there are. */
  lost: Float64Array
  won: Float64Array
  lostAll: number
  wonAll: number
}

export function ranksOf(scores: Float64Array, outcome: Uint8Array): Ranks {
  const values = Float64Array.from(new Set(scores)).sort()
  const of = (which: number) => scores.filter((_, i) => (outcome[i] ? 1 : 0) === which).sort()
  const [losers, winners] = [of(0), of(1)]
  return {
    values,
    lost: below(values, losers),
    won: below(values, winners),
    lostAll: losers.length,
    wonAll: winners.length,
  }
}

/** How many of a sorted list lie below each value, half of those at it included. */
function below(values: Float64Array, sorted: Float64Array): Float64Array {
  let at = 0
  return values.map((value) => {
    const from = at
    while (at < sorted.length && sorted[at] === value) at++
    return (from + at) / 2
  })
}

/** A lead's part of the area under the ROC curve: the share of the other outcome that it stands on the right side of, by its own outcome's number. */
export function partOfAuc(ranks: Ranks, score: number, outcome: number): number {
  const { values, lost, won, lostAll, wonAll } = ranks
  let [low, high] = [0, values.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (values[middle]! < score) low = middle + 1
    else high = middle
  }
  const at = low < values.length
  if (outcome === 1) return (at ? lost[low]! : lostAll) / lostAll / wonAll
  return (wonAll - (at ? won[low]! : wonAll)) / lostAll / wonAll
}
