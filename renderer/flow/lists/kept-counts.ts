import type { List } from '../../db/memory/list.ts'
import { untilOf } from './kept-filter.ts'
import { KeptPieces } from './kept-pieces.ts'
import { type Look, NEVER } from './look.ts'
import type { Steps } from './steps.ts'

/** How many items each of some looks lets through, kept while some of them change and time goes by. */
export class KeptCounts<T> {
  readonly #looks: readonly Look<T>[]
  readonly #pieces: KeptPieces<T, readonly number[]>

  constructor(looks: readonly Look<T>[]) {
    this.#looks = looks
    this.#pieces = new KeptPieces<T, readonly number[]>((piece, at) => ({
      result: looks.map((look) => countOf(piece, look, at)),
      until: looks.reduce((first, look) => earlier(first, untilOf(piece, look, at)), NEVER),
    }))
  }

  /** In the order of the looks. */
  *of(items: List<T>, at = ''): Steps<number[]> {
    const counts = this.#looks.map(() => 0)
    for (const ofPiece of yield* this.#pieces.of(items, at))
      for (let n = 0; n < counts.length; n++) counts[n]! += ofPiece[n]!
    return counts
  }
}

function countOf<T>(items: readonly T[], look: Look<T>, at: string): number {
  let count = 0
  for (const item of items) if (look.passes(item, at)) count++
  return count
}

const earlier = (a: string, b: string): string => (a < b ? a : b)
