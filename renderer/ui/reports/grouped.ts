/** What is alike by its key, together, in the order of the first of each. */
export function grouped<T, K>(list: readonly T[], keyOf: (item: T) => K): [K, T[]][] {
  const groups = new Map<K, T[]>()
  for (const item of list) {
    const group = groups.get(keyOf(item))
    if (group) group.push(item)
    else groups.set(keyOf(item), [item])
  }
  return [...groups]
}

/** The numbers of a list added up. */
export const sumOf = <T>(list: readonly T[], numberOf: (item: T) => number): number =>
  list.reduce((sum, item) => sum + numberOf(item), 0)
