import type { NurtureCampaignInput } from '../../shared/api/nurture.ts'
import { DAY, dayOf, stretches } from '../../shared/contact/clock.ts'
import { intersection, joined, type Span } from '../../shared/contact/spans.ts'

const MINUTE = 60_000
/** Longer than any weekend and change of clocks. */
const HORIZON = 8 * DAY

type Hours = Pick<NurtureCampaignInput['hours'], 'from' | 'to' | 'weekdaysOnly'>

/** What holds a mail back, and until when (epoch milliseconds). */
export interface Hold {
  reason: 'hours' | 'cap'
  until: number
}

/**
 * The first instant, from `from` on, at which a mail may be sent: within the hours on every clock the person may live by, and below the
 * cap. Where no hour of the horizon suits all clocks, the first one's count.
 * @param from, sent epoch milliseconds; `sent`: nurture mails to the address so far, ascending
 * @param zones IANA, at least one
 * @returns null: at once
 */
export function holdOf(
  from: number,
  hours: Hours,
  zones: readonly string[],
  cap: NurtureCampaignInput['cap'],
  sent: readonly number[],
): Hold | null {
  let at = from
  let reason: Hold['reason'] | null = null
  for (;;) {
    const free = freeOf(cap, sent, at)
    if (free > at) reason = 'cap'
    const open = opensAt(hours, zones, free)
    if (open > free) reason = 'hours'
    if (open === at) return reason === null ? null : { reason, until: at }
    at = open
  }
}

/** From `at` on, the first instant at which the days before it have room for one more mail. */
function freeOf({ mails, days }: NurtureCampaignInput['cap'], sent: readonly number[], at: number): number {
  const hinders = sent.at(-mails)
  return hinders === undefined ? at : Math.max(at, hinders + days * DAY)
}

function opensAt(hours: Hours, zones: readonly string[], at: number): number {
  const [first = 'UTC'] = zones
  return opening(hours, zones, at) ?? opening(hours, [first], at) ?? at
}

function opening(hours: Hours, zones: readonly string[], at: number): number | null {
  const open = zones.map((zone) => zoneSpans(hours, zone, at, at + HORIZON)).reduce(intersection)
  const span = open.find(([, to]) => at < to)
  return span ? Math.max(at, span[0]) : null
}

function zoneSpans({ from, to, weekdaysOnly }: Hours, zone: string, start: number, end: number): Span[] {
  const spans: Span[] = []
  for (const stretch of stretches(zone, start, end)) {
    const first = Math.floor((stretch.from + stretch.offset) / DAY) * DAY
    for (let local = first; local < stretch.to + stretch.offset; local += DAY) {
      if (weekdaysOnly && dayOf(local).weekday > 5) continue
      const opens = Math.max(stretch.from, local + from * MINUTE - stretch.offset)
      const closes = Math.min(stretch.to, local + to * MINUTE - stretch.offset)
      if (opens < closes) spans.push([opens, closes])
    }
  }
  return joined(spans)
}
