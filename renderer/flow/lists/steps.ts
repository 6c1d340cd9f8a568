/** Work that is done a step at a time; a step takes about a millisecond. */
export type Steps<R> = Generator<void, R, void>

/** So many values are looked at in a step. */
export const STEP = 500

/** All of it now. */
export function finish<R>(work: Steps<R>): R {
  for (;;) {
    const { done, value } = work.next()
    if (done) return value
  }
}
