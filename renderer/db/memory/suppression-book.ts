import { groupBy } from '../group-by.ts'

/** Keys that came to one list, and keys that left it. */
export interface ListChange {
  list: string
  added: ArrayLike<number>
  removed: ArrayLike<number>
}

/** Ascending keys by list. */
export type Lists = ReadonlyMap<string, Float64Array>

/**
 * Which keys stand on which suppression list. A list is an ascending array: a million keys are 8 MB, in a set they would be many times
 * that. While everything is pulled anew the old entries stand beside the new ones, so that nobody on a list can be dialed meanwhile.
 */
export class SuppressionBook {
  #lists: Lists = new Map()
  /** What the full pull under way has brought. */
  #fresh: Lists | null = null

  /** The first list, by id, that has the key. */
  listOf(key: number): string | null {
    return listWith(this.#lists, key)
  }

  apply(changes: readonly ListChange[]): void {
    this.#lists = withChanges(this.#lists, changes)
    if (this.#fresh) this.#fresh = withChanges(this.#fresh, changes)
  }

  beginPull(): void {
    this.#fresh = new Map()
  }

  /** Entries that the pull has not met go. */
  endPull(): void {
    if (this.#fresh && this.#fresh.size + this.#lists.size > 0) this.#lists = this.#fresh
    this.#fresh = null
  }

  /** Another map when one of them changes. */
  lists(): Lists {
    return this.#lists
  }
}

/** The first list that has the key. */
export function listWith(lists: Lists, key: number): string | null {
  for (const [list, keys] of lists) if (has(keys, key)) return list
  return null
}

function withChanges(lists: Lists, changes: readonly ListChange[]): Lists {
  if (changes.length === 0) return lists
  const next = new Map(lists)
  for (const [list, ofList] of groupBy(changes, (c) => c.list))
    next.set(list, changed(next.get(list) ?? new Float64Array(), ofList))
  return new Map([...next].filter(([, keys]) => keys.length > 0).sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** What came is put in order once, not once a change. */
function changed(before: Float64Array, changes: readonly ListChange[]): Float64Array {
  let keys = before
  let came: ArrayLike<number>[] = []
  for (const { added, removed } of changes) {
    if (removed.length > 0) {
      keys = without(union(keys, ascending(came)), removed)
      came = []
    }
    came.push(added)
  }
  return union(keys, ascending(came))
}

/** All of these keys, each once. */
function ascending(pages: readonly ArrayLike<number>[]): Float64Array {
  const keys = new Float64Array(pages.reduce((sum, page) => sum + page.length, 0))
  let at = 0
  for (const page of pages) {
    keys.set(page, at)
    at += page.length
  }
  const isAscending = keys.every((key, i) => i === 0 || keys[i - 1]! < key)
  return isAscending ? keys : keys.sort().filter((key, i) => i === 0 || key !== keys[i - 1])
}

function without(keys: Float64Array, removed: ArrayLike<number>): Float64Array {
  const gone = new Set(Array.from(removed).filter((key) => has(keys, key)))
  return gone.size === 0 ? keys : keys.filter((key) => !gone.has(key))
}

function union(a: Float64Array, b: Float64Array): Float64Array {
  if (a.length === 0) return b
  if (b.length === 0) return a
  const all = new Float64Array(a.length + b.length)
  let size = 0
  for (let i = 0, j = 0; i < a.length || j < b.length; ) {
    const key = j === b.length || a[i]! <= b[j]! ? a[i++]! : b[j++]!
    if (size === 0 || all[size - 1] !== key) all[size++] = key
  }
  return all.slice(0, size)
}

function has(keys: Float64Array, key: number): boolean {
  let low = 0
  let high = keys.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (keys[middle]! < key) low = middle + 1
    else high = middle
  }
  return keys[low] === key
}
