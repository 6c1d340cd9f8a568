/** Everything random of a run, from one seed: the same seed gives the same run. */
export interface Random {
  /** In [0, 1). */
  next(): number
  /** A whole number in [0, n). */
  below(n: number): number
  chance(probability: number): boolean
  /** Throws when there is nothing to pick from. */
  pick<T>(items: readonly T[]): T
  /** By weight: the heavier, the more often. */
  weighted<T extends string>(weights: Readonly<Record<T, number>>): T
  /** A UUIDv7 of that moment (epoch milliseconds), never the same twice. */
  uuid(now: number): string
}

export function createRandom(seed: number): Random {
  const next = mulberry(seed)
  const below = (n: number) => Math.floor(next() * n)
  let given = 0
  return {
    next,
    below,
    chance: (probability) => next() < probability,
    pick(items) {
      if (items.length === 0) throw new Error('nothing to pick from')
      return items[below(items.length)]!
    },
    weighted(weights) {
      const entries = Object.entries(weights) as [keyof typeof weights, number][]
      let at = next() * entries.reduce((sum, [, w]) => sum + w, 0)
      for (const [name, weight] of entries) {
        at -= weight
        if (at < 0) return name
      }
      return entries.at(-1)![0]
    },
    uuid(now) {
      given += 1
      const time = Math.floor(now).toString(16).padStart(12, '0')
      const counter = given.toString(16).padStart(8, '0')
      const rest = below(2 ** 32)
        .toString(16)
        .padStart(8, '0')
      return `${time.slice(0, 8)}-${time.slice(8)}-7${counter.slice(0, 3)}-8${counter.slice(3, 6)}-${counter.slice(6)}${rest}00`
    },
  }
}

/** Small and fast. */
function mulberry(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}
