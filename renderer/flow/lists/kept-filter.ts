import { KeptMarks } from './kept-marks.ts'
import { sameRun } from './same-run.ts'
import { finish, type Steps } from './steps.ts'

/**
 * The items that a test lets through, kept while some of them change: what was looked at is not looked at again. The same array while it
 * lets the same items through.
 */
export class KeptFilter<T> {
  readonly #marks: KeptMarks<T>
  #items: readonly T[] = []
  #left: readonly T[] = []
  #besides = -1

  constructor(test: (item: T) => boolean) {
    this.#marks = new KeptMarks((item) => Number(test(item)))
  }

  of(items: readonly T[]): readonly T[] {
    return finish(this.steps(items))
  }

  /** The same a step at a time. @param besides the place of one that is let through in any case; -1: none */
  *steps(items: readonly T[], besides = -1): Steps<readonly T[]> {
    if (items === this.#items && besides === this.#besides) return this.#left
    const left = marked(items, yield* this.#marks.of(items), besides)
    if (left.length !== this.#left.length || sameRun(left, 0, this.#left, 0) < left.length) this.#left = left
    this.#items = items
    this.#besides = besides
    return this.#left
  }
}

function marked<T>(items: readonly T[], marks: Uint8Array, besides: number): T[] {
  const left: T[] = []
  for (let i = 0; i < marks.length; i++) if (marks[i] !== 0 || i === besides) left.push(items[i]!)
  return left
}
