import type { List } from '../../db/memory/list.ts'
import { NEVER } from './look.ts'
import { STEP, type Steps } from './steps.ts'

/** What a piece of a list comes to, and until when, if neither changes nor time goes back. */
export interface Made<R> {
  result: R
  until: string
}

type Known<R> = Made<R> & { from: string }

/** What each piece of a list comes to, kept while others change and time goes by: only what is new, or may have changed by now, is looked at. */
export class KeptPieces<T, R> {
  readonly #make: (piece: readonly T[], at: string, before: R | undefined) => Made<R>
  #known: ReadonlyMap<readonly T[], Known<R>> = new Map()
  #list: List<T> | null = null
  #results: readonly R[] = []
  #from = NEVER
  #until = ''

  /** @param make `before`: what was made of the piece that stood at this place before */
  constructor(make: (piece: readonly T[], at: string, before: R | undefined) => Made<R>) {
    this.#make = make
  }

  /** In the order of the pieces, the same array while nothing changed; given up before its end, it has changed nothing. @param at ISO instant */
  *of(list: List<T>, at: string): Steps<readonly R[]> {
    if (list === this.#list && holds(at, this.#from, this.#until)) return this.#results
    const known = new Map<readonly T[], Known<R>>()
    const results: R[] = []
    let [from, until, looked] = ['', NEVER, 0]
    for (const piece of list.pieces) {
      let one = this.#known.get(piece)
      if (!one || !holds(at, one.from, one.until)) {
        looked += piece.length
        if (looked > STEP) {
          looked = 0
          yield
        }
        one = { ...this.#make(piece, at, this.#results[results.length]), from: at }
      }
      known.set(piece, one)
      results.push(one.result)
      if (one.from > from) from = one.from
      if (one.until < until) until = one.until
    }
    this.#known = known
    this.#list = list
    this.#results = results
    this.#from = from
    this.#until = until
    return results
  }
}

const holds = (at: string, from: string, until: string): boolean => from <= at && at < until
