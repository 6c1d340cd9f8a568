/** What items are looked at by. Moments are ISO instants. */
export interface Look<T> {
  passes(item: T, at: string): boolean
  /** The next moment, that one or later, from which an item may be seen otherwise; NEVER: it is not. Left out: it never is. */
  until?(item: T, at: string): string
}

/** After every instant. */
export const NEVER = '~'
