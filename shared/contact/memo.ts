/**
 * A function remembered by a text key. For what follows from constants alone, so remembering changes no answer. At `most` entries it
 * forgets all and begins anew: a bound, not a strategy.
 */
export function memo<T>(most: number, make: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>()
  return (key) => {
    const before = known.get(key)
    if (before !== undefined) return before
    if (known.size >= most) known.clear()
    const value = make(key)
    known.set(key, value)
    return value
  }
}
