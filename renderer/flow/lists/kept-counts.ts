import { KeptMarks } from './kept-marks.ts'
import type { Steps } from './steps.ts'

/** As many tests as a mark has bits. */
const MOST = 8

/** How many items each of some tests lets through, kept while some of them change. */
export class KeptCounts<T> {
  readonly #groups: { tests: number; marks: KeptMarks<T> }[] = []

  constructor(tests: readonly ((item: T) => boolean)[]) {
    for (let from = 0; from < tests.length; from += MOST) {
      const some = tests.slice(from, from + MOST)
      const marks = new KeptMarks((item: T) => {
        let mark = 0
        for (let n = 0; n < some.length; n++) if (some[n]!(item)) mark |= 1 << n
        return mark
      })
      this.#groups.push({ tests: some.length, marks })
    }
  }

  /** In the order of the tests. */
  *of(items: readonly T[]): Steps<number[]> {
    const counts: number[] = []
    for (const { tests, marks } of this.#groups) counts.push(...bitsOf(yield* marks.of(items), tests))
    return counts
  }
}

/** How many marks have each of the first bits. */
function bitsOf(marks: Uint8Array, bits: number): Uint32Array {
  const counts = new Uint32Array(bits)
  for (let i = 0; i < marks.length; i++)
    for (let n = 0, mark = marks[i]!; mark !== 0; n++, mark >>>= 1) counts[n]! += mark & 1
  return counts
}
