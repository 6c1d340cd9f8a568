import { isNarrower, type Matcher, matcher } from '../../flow/find-leads.ts'

/** The rows that a text means. When a letter is added to it, only what was left before is looked at. */
export class RowFilter<T> {
  #from: readonly T[] = []
  #query: Matcher | null = null
  #left: readonly T[] = []

  /** @param searchOf stays the same for a filter */
  filtered(rows: readonly T[], text: string, searchOf: (row: T) => string): readonly T[] {
    const query = matcher(text)
    const before = this.#query
    const isLess = query !== null && before !== null && this.#from === rows && isNarrower(query, before)
    const candidates = isLess ? this.#left : rows
    this.#left = query ? candidates.filter((row) => query.meant(searchOf(row))) : rows
    this.#from = rows
    this.#query = query
    return this.#left
  }
}
