/** Epoch milliseconds, corrected by central's clock. */
export interface DeskClock {
  now(): number
  /** This machine's own clock. */
  wall(): number
  skew(): number
  /** @param ms central's clock minus this machine's */
  setSkew(ms: number): void
}

/** Below this a difference is the network's, not the clock's. */
const TOLERATED_MS = 60_000

export function createClock(wall: () => number, skew = 0): DeskClock {
  let offset = skew
  return {
    now: () => wall() + offset,
    wall,
    skew: () => offset,
    setSkew(ms) {
      offset = Math.abs(ms) < TOLERATED_MS ? 0 : ms
    },
  }
}
