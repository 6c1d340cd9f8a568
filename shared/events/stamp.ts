import { z } from 'zod'

/**
 * Hybrid logical clock stamps: '2026-11-22T10:31:05.123Z-0000-<device>'. They sort as text, follow the wall clock,
 * and never go backwards on one device. The clock is passed in; nothing here reads the time.
 */
const PATTERN = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z)-([0-9a-f]{4})-([A-Za-z0-9:._-]{1,40})$/

export const stampSchema = z
  .string()
  .max(80)
  .regex(PATTERN, 'is no stamp')
  .refine((stamp) => !Number.isNaN(stampTime(stamp)), 'is no point in time')

export interface HybridClock {
  /** The next stamp of this device: later than every stamp it gave or received. `now`: epoch milliseconds. */
  next(now: number): string
  /** Takes note of a stamp from elsewhere. One that is further ahead than `MAX_AHEAD_MS` is ignored: a wrong clock spoils nothing. */
  receive(stamp: string, now: number): void
  /** Takes note of a stamp that this device itself gave and had forgotten, however far ahead it is. */
  resume(stamp: string): void
}

export const MAX_AHEAD_MS = 5 * 60_000

/** What four digits of a year can write. */
const FIRST_MS = Date.parse('0000-01-01T00:00:00.000Z')
const LAST_MS = Date.parse('9999-12-31T23:59:59.999Z')
/** Where a clock stops following a mad wall clock, so that counting on still finds room before `LAST_MS`. */
const LAST_CLOCK_MS = Date.parse('9999-01-01T00:00:00.000Z')

/** Text form of a stamp. Times outside the years 0 to 9999 count as the first or the last moment of them. */
export const makeStamp = (ms: number, counter: number, device: string): string =>
  `${new Date(Math.min(Math.max(ms, FIRST_MS), LAST_MS)).toISOString()}-${counter.toString(16).padStart(4, '0')}-${device}`

/** Epoch milliseconds of a stamp. */
export function stampTime(stamp: string): number {
  return Date.parse(stamp.slice(0, 24))
}

/** The device that gave a stamp. */
export function stampDevice(stamp: string): string {
  return stamp.slice(30)
}

/**
 * The stamp central gives an event whose own is further ahead of central's clock than `MAX_AHEAD_MS`: central's time, with counter
 * and device kept. Undefined where the event's own stamp stands.
 */
export function effectiveStamp(stamp: string, serverNow: number): string | undefined {
  if (stampTime(stamp) <= serverNow + MAX_AHEAD_MS) return undefined
  return makeStamp(serverNow, Number.parseInt(stamp.slice(25, 29), 16), stampDevice(stamp))
}

/** A clock that goes on after `last`, the last stamp this device gave; '' for a new device. */
export function hybridClock(device: string, last = ''): HybridClock {
  let [ms, counter] = split(last)
  const raise = (stamp: string) => {
    const [otherMs, otherCounter] = split(stamp)
    if (otherMs > ms || (otherMs === ms && otherCounter > counter)) [ms, counter] = [otherMs, otherCounter]
  }
  return {
    next(now) {
      const wall = wallTime(now)
      if (wall > ms) [ms, counter] = [wall, 0]
      else if (counter < 0xffff) counter += 1
      else [ms, counter] = [ms + 1, 0]
      return makeStamp(ms, counter, device)
    },
    receive(stamp, now) {
      if (split(stamp)[0] <= wallTime(now) + MAX_AHEAD_MS) raise(stamp)
    },
    resume: raise,
  }
}

/** Whole milliseconds: a stamp shows no fractions, so a clock that counted them could give the same text twice. */
function wallTime(now: number): number {
  return Math.min(Math.floor(now), LAST_CLOCK_MS)
}

function split(stamp: string): [ms: number, counter: number] {
  const m = PATTERN.exec(stamp)
  const ms = m ? Date.parse(m[1]!) : Number.NaN
  return Number.isNaN(ms) ? [0, 0] : [ms, Number.parseInt(m![2]!, 16)]
}
