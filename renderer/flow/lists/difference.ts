/** What makes the second list of the first; a row that changed stands at its old place mostly. */
export function differenceOf<T>(before: readonly T[], after: readonly T[]): { left: Set<T>; came: T[] } {
  if (before.length === after.length) {
    const left = new Set<T>()
    const came: T[] = []
    for (let i = 0; i < after.length; i++) {
      if (before[i] === after[i]) continue
      left.add(before[i]!)
      came.push(after[i]!)
    }
    if (came.every((row) => !left.has(row))) return { left, came }
  }
  let from = 0
  while (from < before.length && before[from] === after[from]) from++
  let [end, to] = [before.length, after.length]
  while (end > from && to > from && before[end - 1] === after[to - 1]) {
    end--
    to--
  }
  const left = new Set(before.slice(from, end))
  return { left, came: after.slice(from, to).filter((row) => !left.delete(row)) }
}
