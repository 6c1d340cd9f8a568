import { sortPlaces } from './sort-places.ts'

/** What rows are sorted by. */
export interface SortedBy<T> {
  /** Of the column. */
  id: string
  descending: boolean
  /** Of the row alone, or of `besides` too: the same row has the same value for as long as it is in memory. */
  value(row: T): string | number
  /** What `value` looks at besides the row: when it is another one all is sorted anew. */
  besides?: unknown
}

/**
 * Puts rows in order, and keeps them in it when some of them change: only what is new is sorted. Texts are compared without case and
 * accents; equal rows keep their order.
 */
export class RowOrder<T extends object> {
  #column = ''
  #descending = false
  #besides: unknown
  #from: readonly T[] = []
  #sorted: readonly T[] = []
  /** Of `from`, in its order. */
  #keys: (string | number)[] | null = null

  /** The same array while nothing changed. */
  sorted(rows: readonly T[], by: SortedBy<T>): readonly T[] {
    const sameColumn = this.#column === by.id && this.#besides === by.besides
    if (sameColumn && this.#descending === by.descending) {
      if (this.#from !== rows) this.#follow(rows, by)
    } else {
      if (!sameColumn || this.#from !== rows) this.#keys = null
      this.#sortAll(rows, by)
    }
    this.#column = by.id
    this.#descending = by.descending
    this.#besides = by.besides
    this.#from = rows
    return this.#sorted
  }

  #sortAll(rows: readonly T[], by: SortedBy<T>): void {
    this.#keys ??= keysOf(rows, by)
    this.#sorted = inOrder(rows, this.#keys, by)
  }

  #follow(rows: readonly T[], by: SortedBy<T>): void {
    const { left, came } = differenceOf(this.#from, rows)
    this.#keys = null
    // So many that all are sorted sooner than each is put in its place.
    if (came.length > rows.length / 8) this.#sortAll(rows, by)
    else {
      const kept = left.size === 0 ? this.#sorted : this.#sorted.filter((row) => !left.has(row))
      this.#sorted = merge(kept, inOrder(came, keysOf(came, by), by), by)
    }
  }
}

const keysOf = <T>(rows: readonly T[], { value }: SortedBy<T>) => rows.map((row) => keyOf(value(row)))

function inOrder<T>(
  rows: readonly T[],
  keys: readonly (string | number)[],
  { descending }: SortedBy<T>,
): T[] {
  const sorted: T[] = []
  for (const place of sortPlaces(keys, descending)) sorted.push(rows[place]!)
  return sorted
}

/** What makes the second list of the first; a row that changed stands at its old place mostly. */
function differenceOf<T>(before: readonly T[], after: readonly T[]): { left: Set<T>; came: T[] } {
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
  const left = new Set(before.slice(from))
  return { left, came: after.slice(from).filter((row) => !left.delete(row)) }
}

function merge<T>(kept: readonly T[], fresh: readonly T[], { value, descending }: SortedBy<T>): T[] {
  const merged: T[] = []
  let next = 0
  for (const row of fresh) {
    const key = keyOf(value(row))
    let [low, high] = [next, kept.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      const other = keyOf(value(kept[middle]!))
      if (descending ? other >= key : other <= key) low = middle + 1
      else high = middle
    }
    while (next < low) merged.push(kept[next++]!)
    merged.push(row)
  }
  while (next < kept.length) merged.push(kept[next++]!)
  return merged
}

const ASCII = /^[\0-\x7f]*$/
const plainOf = new Map<string, string>([['ß', 'ss']])

/** A text as it is sorted: 'Élodie' among the other E's. */
function keyOf(value: string | number): string | number {
  if (typeof value === 'number') return value
  const lower = value.toLowerCase()
  return ASCII.test(lower) ? lower : lower.normalize().replace(/[^\0-\x7f]/gu, plain)
}

function plain(letter: string): string {
  const known = plainOf.get(letter) ?? letter.normalize('NFD').replace(/\p{M}/gu, '')
  plainOf.set(letter, known)
  return known
}
