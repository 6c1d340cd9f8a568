import { z } from 'zod'

/**
 * Hybrid logical clock stamps: '2026-11-22T10:31:05.123Z-0000-<device>'. They sort as text, follow the wall clock,
 * and never go backwards on one device. The clock is passed in; nothing here reads the time.
 */
const PATTERN = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z)-([0-9a-f]{4})-([A-Za-z0-9:._-]{1,40})$/

export const stampSchema = z.string().max(80).regex(PATTERN, 'is no stamp')

export interface HybridClock {
  /** The next stamp of this device: later than every stamp it gave or received. `now`: epoch milliseconds. */
  next(now: number): string
  /** Takes note of a stamp from elsewhere. One that is further ahead than `MAX_AHEAD_MS` is ignored: a wrong clock spoils nothing. */
  receive(stamp: string, now: number): void
}

export const MAX_AHEAD_MS = 5 * 60_000

/** Text form of a stamp. */
export const makeStamp = (ms: number, counter: number, device: string): string =>
  `${new Date(ms).toISOString()}-${counter.toString(16).padStart(4, '0')}-${device}`

/** Epoch milliseconds of a stamp. */
export function stampTime(stamp: string): number {
  return Date.parse(stamp.slice(0, 24))
}

export function hybridClock(device: string, last = ''): HybridClock {
  let [ms, counter] = split(last)
  return {
    next(now) {
      if (now > ms) [ms, counter] = [now, 0]
      else if (counter < 0xffff) counter += 1
      else [ms, counter] = [ms + 1, 0]
      return makeStamp(ms, counter, device)
    },
    receive(stamp, now) {
      const [otherMs, otherCounter] = split(stamp)
      if (otherMs > now + MAX_AHEAD_MS) return
      if (otherMs > ms || (otherMs === ms && otherCounter > counter)) [ms, counter] = [otherMs, otherCounter]
    },
  }
}

function split(stamp: string): [ms: number, counter: number] {
  const m = PATTERN.exec(stamp)
  return m ? [Date.parse(m[1]!), Number.parseInt(m[2]!, 16)] : [0, 0]
}
