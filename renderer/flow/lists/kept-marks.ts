import { placeAmong } from './place-among.ts'
import { sameRun } from './same-run.ts'
import { STEP, type Steps } from './steps.ts'

/** A number of 8 bits for each item, kept while items come, go, change and move: only what is new is looked at. */
export class KeptMarks<T> {
  readonly #markOf: (item: T) => number
  #items: readonly T[] = []
  #marks = new Uint8Array()

  /** @param markOf always the same for an item */
  constructor(markOf: (item: T) => number) {
    this.#markOf = markOf
  }

  /** A mark for each item, in their order; given up before its end, it has changed nothing. */
  *of(items: readonly T[]): Steps<Uint8Array> {
    const before = this.#items
    if (items === before) return this.#marks
    const known = this.#marks
    const marks = new Uint8Array(items.length)
    let looked = 0
    for (let at = 0, i = 0; i < items.length; ) {
      const run = sameRun(before, at, items, i)
      if (run > 0) {
        marks.set(known.subarray(at, at + run), i)
        at += run
        i += run
        continue
      }
      const came = at < before.length && placeAmong(items, i + 1, before[at]!) >= 0
      const found = came ? -1 : placeAmong(before, at + 1, items[i]!)
      if (found >= 0) {
        at = found
        continue
      }
      if (++looked % STEP === 0) yield
      marks[i] = this.#markOf(items[i]!)
      i++
      if (!came) at++
    }
    this.#items = items
    this.#marks = marks
    return marks
  }
}
