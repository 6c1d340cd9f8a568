import type { Steps } from '../../flow/lists/steps.ts'

const SLICE_MS = 8

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
