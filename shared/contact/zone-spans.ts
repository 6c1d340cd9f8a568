import { DAY, stretches } from './clock.ts'
import { joined, type Span } from './spans.ts'

const MINUTE = 60_000

/**
 * The parts of [from, to) in which a zone's clock shows a minute of some window of its day. An hour that is shown twice counts twice, one
 * that is left out not at all. All in epoch milliseconds.
 * @param windowsOf windows in minutes of the day that begins at `local`, given as if the local clock were UTC
 */
export function zoneSpans(
  zone: string,
  from: number,
  to: number,
  windowsOf: (local: number) => readonly Span[],
): Span[] {
  const spans: Span[] = []
  for (const stretch of stretches(zone, from, to)) {
    const first = Math.floor((stretch.from + stretch.offset) / DAY) * DAY
    for (let local = first; local < stretch.to + stretch.offset; local += DAY)
      for (const [opens, closes] of windowsOf(local)) {
        const start = Math.max(stretch.from, local + opens * MINUTE - stretch.offset)
        const end = Math.min(stretch.to, local + closes * MINUTE - stretch.offset)
        if (start < end) spans.push([start, end])
      }
  }
  return joined(spans)
}
