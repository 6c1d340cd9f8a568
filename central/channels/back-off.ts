export const MAX_ATTEMPTS = 10

const FIRST_S = 5
const LAST_S = 12 * 3600
const FACTOR = (LAST_S / FIRST_S) ** (1 / (MAX_ATTEMPTS - 2))

/**
 * Seconds to wait after so many failed attempts (1 to 9): 5 s at first, each time about three times as long, 12 h before the last one; a
 * fifth less to a fifth more, so that what failed together does not come back together.
 * @param random 0 to 1
 */
export function backOff(failed: number, random: number): number {
  return FIRST_S * FACTOR ** (failed - 1) * (0.8 + 0.4 * random)
}
