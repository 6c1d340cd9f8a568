/** What belongs to each key, in the order in which it came. */
export function grouped<T, V>(
  list: Iterable<T>,
  keyOf: (item: T) => string,
  memberOf: (item: T) => V,
): Map<string, V[]> {
  const groups = new Map<string, V[]>()
  for (const item of list) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group) group.push(memberOf(item))
    else groups.set(key, [memberOf(item)])
  }
  return groups
}
