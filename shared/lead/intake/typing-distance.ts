/**
 * Slips between two texts: letters inserted, left out, replaced, or swapped with their neighbour (optimal string alignment, after
 * Damerau 1964). Above `max` it is not counted further: the answer is then max + 1. Counted in code points.
 */
export function typingDistance(a: string, b: string, max: number): number {
  if (a === b) return 0
  const left = [...a]
  const right = [...b]
  if (Math.abs(left.length - right.length) > max) return max + 1
  let before: number[] = []
  let last = right.map((_, j) => j)
  last.push(right.length)
  for (let i = 1; i <= left.length; i++) {
    const row = [i]
    for (let j = 1; j <= right.length; j++) {
      const same = left[i - 1] === right[j - 1]
      let least = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1))
      const swapped = i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1]
      if (swapped) least = Math.min(least, before[j - 2]! + 1)
      row.push(least)
    }
    if (Math.min(...row) > max) return max + 1
    before = last
    last = row
  }
  return Math.min(last[right.length]!, max + 1)
}
