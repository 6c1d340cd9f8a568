import { merge } from '../../flow/lists/merge.ts'
import { STEP, type Steps } from '../../flow/lists/steps.ts'
import { LOCALE } from '../format/time.ts'

/** What a column is sorted by: texts, or numbers. */
export type Value = string | number

const collator = new Intl.Collator(LOCALE, { sensitivity: 'base' })

/** As people here put texts in order, case and accents aside. */
export const compareValues = (a: Value, b: Value): number =>
  typeof a === 'number' ? a - (b as number) : collator.compare(a, b as string)

/**
 * The rank of each value of a column among all that were seen. Comparing texts as people do is slow; done once for each value, and ahead
 * of time, it leaves numbers to sort by.
 */
export class Ranks {
  #values: readonly Value[] = []
  #ranks: ReadonlyMap<Value, number> = new Map()
  #count = 0
  #version = 0

  /** Another one when ranks have changed. */
  get version(): number {
    return this.#version
  }

  /** Ranks are below it. */
  get count(): number {
    return this.#count
  }

  /** From 0 on, the same for equal ones; undefined: not seen yet. */
  of(value: Value): number | undefined {
    return this.#ranks.get(value)
  }

  /** Takes in more values; to no effect when others were taken in meanwhile. */
  *learn(values: Iterable<Value>): Steps<void> {
    const before = this.#values
    const fresh = new Set<Value>()
    let seen = 0
    for (const value of values) {
      if (!this.#ranks.has(value)) fresh.add(value)
      if (++seen % STEP === 0) yield
    }
    if (fresh.size === 0) return
    const all = yield* merge(before, yield* inOrder([...fresh]), compareValues)
    const ranks = new Map<Value, number>()
    let rank = -1
    for (const [i, value] of all.entries()) {
      if (i === 0 || !this.#areEqual(all[i - 1]!, value)) rank++
      ranks.set(value, rank)
      if (i % STEP === STEP - 1) yield
    }
    if (this.#values !== before) return
    this.#values = all
    this.#ranks = ranks
    this.#count = rank + 1
    this.#version++
  }

  #areEqual(a: Value, b: Value): boolean {
    const [known, other] = [this.#ranks.get(a), this.#ranks.get(b)]
    return known === undefined || other === undefined ? compareValues(a, b) === 0 : known === other
  }
}

function* inOrder(values: readonly Value[]): Steps<readonly Value[]> {
  let runs: (readonly Value[])[] = []
  for (let at = 0; at < values.length; at += STEP) {
    if (at > 0) yield
    runs.push(values.slice(at, at + STEP).sort(compareValues))
  }
  while (runs.length > 1) {
    const longer: typeof runs = []
    for (let i = 0; i < runs.length; i += 2) {
      longer.push(yield* merge(runs[i]!, runs[i + 1] ?? [], compareValues))
    }
    runs = longer
  }
  return runs[0] ?? []
}
