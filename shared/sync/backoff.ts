/** Milliseconds of the first wait's upper bound, and of every wait's. */
export const BACKOFF_FIRST_MS = 1_000
export const BACKOFF_MAX_MS = 60_000

/**
 * How long to wait after so many failures in a row (from 1): full jitter, so that a thousand desks that lost central at one moment
 * do not come back at one moment. `random` lies in [0, 1). Milliseconds.
 */
export function backoffDelay(failures: number, random: number): number {
  const bound = Math.min(BACKOFF_MAX_MS, BACKOFF_FIRST_MS * 2 ** Math.max(0, failures - 1))
  return Math.floor(random * bound)
}
