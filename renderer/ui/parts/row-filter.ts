import {
  type Beginnings,
  beginningsIn,
  beginningsOf,
  isInitials,
  isNarrower,
  type Matcher,
  matcher,
} from '../../flow/find-leads.ts'
import { STEP, type Steps } from '../../flow/lists/steps.ts'

/** So few rows are looked at sooner than all of what they begin with. */
const FEW = 5000

/** What words of some rows begin with, a number for each row. */
interface Learned<T> {
  rows: readonly T[]
  letters: Uint32Array
  low: Uint32Array
  high: Uint32Array
}

const none = (): Beginnings => ({ letters: 0, low: 0, high: 0 })

function learnedOf<T>(rows: readonly T[]): Learned<T> {
  const column = () => new Uint32Array(rows.length)
  return { rows, letters: column(), low: column(), high: column() }
}

/**
 * The rows that a text means. When a letter is added to it, only what was left before is looked at; where they were learned, only rows
 * with words that begin like its own.
 */
export class RowFilter<T> {
  #from: readonly T[] = []
  #query: Matcher | null = null
  #left: readonly T[] = []
  #learned: Learned<T> = learnedOf<T>([])

  /** @param searchOf stays the same for a filter */
  filtered(rows: readonly T[], text: string, searchOf: (row: T) => string): readonly T[] {
    const query = matcher(text)
    const before = this.#query
    const isLess = query !== null && before !== null && this.#from === rows && isNarrower(query, before)
    const some = isLess ? this.#left : rows
    const begin = query && !(isLess && some.length < FEW) ? this.#beginning(rows, query) : rows
    const candidates = begin.length < some.length ? begin : some
    const isAll = query === null || (candidates === begin && begin !== rows && isInitials(query))
    this.#left = isAll ? candidates : candidates.filter((row) => query.meant(searchOf(row)))
    this.#from = rows
    this.#query = query
    return this.#left
  }

  /** Ahead of the first letter: what words of the rows begin with. Rows that stayed where they were are not looked at again. */
  *learn(rows: readonly T[], searchOf: (row: T) => string): Steps<void> {
    const before = this.#learned
    const learned = learnedOf(rows)
    const found = none()
    for (let i = 0; i < rows.length; i++) {
      if (i % STEP === STEP - 1) yield
      const row = rows[i]!
      const isKnown = row === before.rows[i]
      if (!isKnown) beginningsOf(searchOf(row), found)
      learned.letters[i] = isKnown ? before.letters[i]! : found.letters
      learned.low[i] = isKnown ? before.low[i]! : found.low
      learned.high[i] = isKnown ? before.high[i]! : found.high
    }
    this.#learned = learned
  }

  /** The rows with words that begin like those of the query; all rows where that is not known, or says nothing. */
  #beginning(rows: readonly T[], query: Matcher): readonly T[] {
    const { letters, low, high } = beginningsIn(query, none())
    const learned = this.#learned
    if (rows !== learned.rows || letters === 0) return rows
    const left: T[] = []
    for (let i = 0; i < rows.length; i++) {
      const lacks = (~learned.letters[i]! & letters) | (~learned.low[i]! & low) | (~learned.high[i]! & high)
      if (lacks === 0) left.push(rows[i]!)
    }
    return left
  }
}
