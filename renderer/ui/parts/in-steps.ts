/** Work that is done a step at a time; a step takes about a millisecond. */
export type Steps<R> = Generator<void, R, void>

/** So many values are looked at in a step. */
export const STEP = 500

const SLICE_MS = 8

/** All of it now. */
export function finish<R>(work: Steps<R>): R {
  for (;;) {
    const { done, value } = work.next()
    if (done) return value
  }
}

/** While nobody waits for anything, and never for long; returns the way out. Where the browser has no such time it is not done. */
export function inIdleTime(work: Steps<void>): () => void {
  if (!('requestIdleCallback' in window)) return () => undefined
  const goOn = () => {
    const until = performance.now() + SLICE_MS
    while (performance.now() < until) if (work.next().done) return
    handle = requestIdleCallback(goOn)
  }
  let handle = requestIdleCallback(goOn)
  return () => cancelIdleCallback(handle)
}
