import {
  initialsIn,
  initialsOf,
  isInitials,
  isNarrower,
  type Matcher,
  matcher,
} from '../../flow/find-leads.ts'
import { STEP, type Steps } from '../../flow/lists/steps.ts'

/**
 * The rows that a text means. When a letter is added to it, only what was left before is looked at; before that, where they were
 * learned, only rows with words that begin like its own.
 */
export class RowFilter<T> {
  #from: readonly T[] = []
  #query: Matcher | null = null
  #left: readonly T[] = []
  #learned: readonly T[] = []
  #initials = new Uint32Array()

  /** @param searchOf stays the same for a filter */
  filtered(rows: readonly T[], text: string, searchOf: (row: T) => string): readonly T[] {
    const query = matcher(text)
    const before = this.#query
    const isLess = query !== null && before !== null && this.#from === rows && isNarrower(query, before)
    const candidates = isLess ? this.#left : query ? this.#beginning(rows, initialsIn(query)) : rows
    const isAll = query === null || (candidates !== rows && !isLess && isInitials(query))
    this.#left = isAll ? candidates : candidates.filter((row) => query.meant(searchOf(row)))
    this.#from = rows
    this.#query = query
    return this.#left
  }

  /** Ahead of the first letter: what words of the rows begin with. Rows that stayed where they were are not looked at again. */
  *learn(rows: readonly T[], searchOf: (row: T) => string): Steps<void> {
    const initials = new Uint32Array(rows.length)
    for (let i = 0; i < rows.length; i++) {
      if (i % STEP === STEP - 1) yield
      const row = rows[i]!
      initials[i] = row === this.#learned[i] ? this.#initials[i]! : initialsOf(searchOf(row))
    }
    this.#learned = rows
    this.#initials = initials
  }

  /** The rows that have all these initials; all rows where that is not known, or says nothing. */
  #beginning(rows: readonly T[], bits: number): readonly T[] {
    if (rows !== this.#learned || bits === 0) return rows
    const initials = this.#initials
    const left: T[] = []
    for (let i = 0; i < initials.length; i++) if ((initials[i]! & bits) === bits) left.push(rows[i]!)
    return left
  }
}
