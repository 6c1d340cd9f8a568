import { inSlices, turnOfOthers } from '../../db/memory/slices.ts'

/** Work that is done a step at a time; a step takes about a millisecond. */
export type Steps<R> = Generator<void, R, void>

/** So many values are looked at in a step. */
export const STEP = 500

/** So many steps are short enough to be waited for, and no longer: where a screen begins several works do, and the engine knows none of them. */
const AT_ONCE = 12
const AT_ONCE_MS = 4
/** The same of what no frame shows: as a screen is drawn for the first time, several works of it begin in the task that draws it. */
const UNSEEN_MS = 1

/** Work that was done before. */
// biome-ignore lint/correctness/useYield: there is nothing to stop at
export function* finished<R>(value: R): Steps<R> {
  return value
}

/** All of it now. */
export function finish<R>(work: Steps<R>): R {
  for (;;) {
    const { done, value } = work.next()
    if (done) return value
  }
}

/** All of it, with a pause after each step. */
export async function withPauses<R>(work: Steps<R>, pause: () => Promise<void>): Promise<R> {
  for (;;) {
    const { done, value } = work.next()
    if (done) return value
    await pause()
  }
}

/** The first steps now, which is all of it where the work is short. */
export function begin<R>(work: Steps<R>, ms = AT_ONCE_MS): IteratorResult<void, R> {
  const until = performance.now() + ms
  let step = work.next()
  for (let i = 1; i < AT_ONCE && !step.done && performance.now() < until; i++) step = work.next()
  return step
}

/** What is left of some work, between other work; `then` is told what it comes to, unless the signal gives it up. */
export async function goOn<R>(work: Steps<R>, signal: AbortSignal, then: (value: R) => void): Promise<void> {
  // Where a screen goes on with several works, each would begin with its slice in the task that drew it.
  await turnOfOthers()
  if (signal.aborted) return
  const breathe = inSlices()
  for (;;) {
    const { done, value } = work.next()
    if (done) return then(value)
    await breathe()
    if (signal.aborted) return
  }
}

/** The first steps now and the others between other work; `then` is told what it comes to, unless one takes the way out that is returned. */
export function inTurns<R>(work: Steps<R>, then: (value: R) => void): () => void {
  const first = begin(work, UNSEEN_MS)
  const over = new AbortController()
  if (first.done) then(first.value)
  else void goOn(work, over.signal, then)
  return () => over.abort()
}
