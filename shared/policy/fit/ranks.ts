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
  const order = Int32Array.from(scores, (_, i) => i).sort((a, b) => scores[a]! - scores[b]!)
  const values: number[] = []
  const [lost, won]: [number[], number[]] = [[], []]
  let [lostAll, wonAll] = [0, 0]
  for (let k = 0; k < order.length; ) {
    const value = scores[order[k]!]!
    let [l, w] = [0, 0]
    for (; k < order.length && scores[order[k]!] === value; k++) outcome[order[k]!] ? w++ : l++
    values.push(value)
    lost.push(lostAll + l / 2)
    won.push(wonAll + w / 2)
    lostAll += l
    wonAll += w
  }
  return {
    values: Float64Array.from(values),
    lost: Float64Array.from(lost),
    won: Float64Array.from(won),
    lostAll,
    wonAll,
  }
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
