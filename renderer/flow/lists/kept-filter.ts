import { List } from '../../db/memory/list.ts'
import { KeptPieces } from './kept-pieces.ts'
import { type Look, NEVER } from './look.ts'
import { sameRun } from './same-run.ts'
import { finish, type Steps } from './steps.ts'

/**
 * The items that a look lets through, kept while some of them change and time goes by. The same list while it lets the same items
 * through.
 */
export class KeptFilter<T> {
  readonly #look: Look<T>
  readonly #pieces: KeptPieces<T, readonly T[]>
  #left = new List<T>([])

  constructor(look: Look<T>) {
    this.#look = look
    this.#pieces = new KeptPieces((piece, at, before) => {
      const result = piece.filter((item) => look.passes(item, at))
      return { result: isSame(result, before) ? before : result, until: untilOf(piece, look, at) }
    })
  }

  of(items: List<T>, at = ''): List<T> {
    return finish(this.steps(items, at))
  }

  /** The same a step at a time. @param besides the place of one that is let through in any case; -1: none */
  *steps(items: List<T>, at = '', besides = -1): Steps<List<T>> {
    let results = yield* this.#pieces.of(items, at)
    if (besides >= 0) {
      const place = items.pieceOf(besides)
      const left = items.pieces[place.n]!.filter((item, i) => i === place.at || this.#look.passes(item, at))
      if (!isSame(left, results[place.n])) results = results.with(place.n, left)
    }
    const pieces = results.filter((piece) => piece.length > 0)
    if (!haveSame(pieces, this.#left.pieces)) this.#left = new List(pieces)
    return this.#left
  }
}

/** Of some items seen at a moment. */
export function untilOf<T>(items: readonly T[], { until }: Look<T>, at: string): string {
  let first = NEVER
  if (!until) return first
  for (const item of items) {
    const next = until(item, at)
    if (next < first) first = next
  }
  return first
}

const isSame = <T>(one: readonly T[], other: readonly T[] | undefined): other is readonly T[] =>
  one.length === other?.length && sameRun(one, 0, other, 0) === one.length

/** Whether pieces, however they are cut, hold the same items. */
function haveSame<T>(one: readonly (readonly T[])[], other: readonly (readonly T[])[]): boolean {
  const from = sameRun(one, 0, other, 0)
  let end = 0
  while (end < Math.min(one.length, other.length) - from && one.at(-1 - end) === other.at(-1 - end)) end++
  const middle = (pieces: readonly (readonly T[])[]) =>
    new List(pieces.slice(from, pieces.length - end)).toArray()
  return isSame(middle(one), middle(other))
}
