import { memo } from './memo.ts'

/** The clocks of IANA time zones, by the platform's own tables. Instants are milliseconds since 1970, UTC. */

const MINUTE = 60_000
const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

const format = memo(
  500,
  (timeZone) =>
    new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    }),
)

/** Clocks are changed on the quarter of an hour. */
const QUARTER = 15 * MINUTE
const offsets = memo(50_000, (key) => {
  const [zone = '', quarter] = key.split(' ')
  return readOffset(zone, Number(quarter) * QUARTER)
})

/** Milliseconds by which the zone's clock is ahead of UTC. Throws RangeError for a zone there is not. */
const offsetAt = (zone: string, at: number): number => offsets(`${zone} ${Math.floor(at / QUARTER)}`)

function readOffset(zone: string, at: number): number {
  const part: Record<string, number> = {}
  for (const { type, value } of format(zone).formatToParts(at)) part[type] = Number(value)
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000
}

const known = memo(1000, (zone) => {
  try {
    return { it: zone !== '' && offsetAt(zone, 0) !== null }
  } catch (error) {
    if (error instanceof RangeError) return { it: false }
    throw error
  }
})
/** True for a zone the platform knows. */
export const isZone = (zone: string): boolean => known(zone).it

/** Zones with equal keys have shown the same time through 2026, half-monthly. */
export const clockKey = memo(1000, (zone) => {
  const days = Array.from({ length: 24 }, (_, i) => Date.UTC(2026, i >> 1, i % 2 ? 15 : 1))
  return days.map((at) => offsetAt(zone, at) / MINUTE).join(' ')
})

/** True when one of the zones shows the time that `zone` does. */
export const hasClock = (zones: readonly string[], zone: string): boolean =>
  zones.some((z) => z === zone || clockKey(z) === clockKey(zone))

/** A stretch of time in which the zone's offset stays. */
interface Stretch {
  from: number
  to: number
  offset: number
}

/** The stretches of equal offset that make up [from, to), to the minute. */
export function stretches(zone: string, from: number, to: number): Stretch[] {
  const found: Stretch[] = []
  let start = from
  let offset = offsetAt(zone, from)
  for (let at = from; at < to; at += DAY) {
    const next = Math.min(at + DAY, to)
    const then = offsetAt(zone, next)
    if (then === offset) continue
    const change = changeIn(zone, at, next, offset)
    found.push({ from: start, to: change, offset })
    start = change
    offset = then
  }
  return [...found, { from: start, to, offset }]
}

function changeIn(zone: string, from: number, to: number, offset: number): number {
  let [before, after] = [Math.floor(from / MINUTE), Math.ceil(to / MINUTE)]
  while (after - before > 1) {
    const middle = (before + after) >> 1
    if (offsetAt(zone, middle * MINUTE) === offset) before = middle
    else after = middle
  }
  return after * MINUTE
}

/** A day and a minute of it as a person's clock shows them. */
export interface LocalTime {
  /** 'YYYY-MM-DD'. */
  day: string
  /** ISO: 1 Monday to 7 Sunday. */
  weekday: number
  /** 0 to 1439. */
  minute: number
}

export function localTime(zone: string, at: number): LocalTime {
  const local = at + offsetAt(zone, at)
  return { ...dayOf(local), minute: Math.floor((local % DAY) / MINUTE) }
}

/** @param local milliseconds as if the local clock were UTC */
export function dayOf(local: number): Pick<LocalTime, 'day' | 'weekday'> {
  const weekday = ((Math.floor(local / DAY) + 3) % 7) + 1
  return { day: new Date(local).toISOString().slice(0, 10), weekday }
}
