import { placeAmong } from './place-among.ts'

/** What makes the second list of the first; most items stand beside those that they stood beside. */
export function differenceOf<T>(before: readonly T[], after: readonly T[]): { left: Set<T>; came: T[] } {
  const left = new Set<T>()
  const came: T[] = []
  let [from, to] = [0, 0]
  while (from < before.length && to < after.length) {
    const [was, is] = [before[from]!, after[to]!]
    if (was === is) {
      from++
      to++
    } else if (placeAmong(after, to + 1, was) >= 0) {
      came.push(is)
      to++
    } else {
      left.add(was)
      from++
      if (placeAmong(before, from, is) >= 0) continue
      came.push(is)
      to++
    }
  }
  while (from < before.length) left.add(before[from++]!)
  while (to < after.length) came.push(after[to++]!)
  // What only moved is in both.
  return { left, came: left.size === 0 ? came : came.filter((item) => !left.delete(item)) }
}
