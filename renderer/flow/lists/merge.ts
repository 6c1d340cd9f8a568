import { STEP, type Steps } from './steps.ts'

/**
 * Two lists in order become one; of equal ones the first list's come first. The shorter the second list, the fewer are compared: its
 * places are searched for from the last one on in growing steps.
 */
export function* merge<T>(
  first: readonly T[],
  second: readonly T[],
  compare: (a: T, b: T) => number,
): Steps<T[]> {
  if (first.length === 0) return second.slice()
  const merged: T[] = []
  let next = 0
  for (const [i, item] of second.entries()) {
    if (i % STEP === STEP - 1) yield
    const place = placeOf(item, first, next, compare)
    while (next < place) merged.push(first[next++]!)
    merged.push(item)
  }
  while (next < first.length) merged.push(first[next++]!)
  return merged
}

/** Of the first one, from `from` on, that stands after the item. */
function placeOf<T>(item: T, list: readonly T[], from: number, compare: (a: T, b: T) => number): number {
  let [low, high] = [from, from]
  for (let step = 1; high < list.length && compare(list[high]!, item) <= 0; step *= 2) {
    low = high + 1
    high = low + step
  }
  high = Math.min(high, list.length)
  while (low < high) {
    const middle = (low + high) >>> 1
    if (compare(list[middle]!, item) <= 0) low = middle + 1
    else high = middle
  }
  return low
}
