import type { Policy } from '../policy/policy.ts'
import { DAY, dayOf, stretches } from './clock.ts'
import { type Given, unmetConsent } from './consent.ts'
import { regimesOn, windowsOf } from './regimes.ts'
import type { Window } from './rules.ts'
import { intersection, joined, type Span } from './spans.ts'

const MINUTE = 60_000
/** Days that openings are known for. */
export const HORIZON = 14

/** All that the hours of a call depend on, but for the instant. */
export interface Ground {
  places: readonly string[]
  zones: readonly string[]
  contact: Policy['contact']
  business: boolean
  consent: Given
}

/** A stretch in which calls are allowed, in milliseconds and as text. */
export interface Opened {
  from: number
  to: number
  fromIso: string
  toIso: string
}

const MOST = 5000
const calendars = new Map<string, readonly Opened[]>()

/**
 * When calls are allowed from the beginning of the UTC day of `at` over the horizon and two days. Kept by what it follows from: many leads
 * share a calendar, and a day of it costs a hundred times more than looking it up.
 */
export function calendarOf(ground: Ground, at: number): readonly Opened[] {
  const start = Math.floor(at / DAY) * DAY
  const key = [
    start,
    ground.places,
    ground.zones,
    JSON.stringify(ground.contact),
    ground.business,
    ground.consent,
  ].join('|')
  const known = calendars.get(key)
  if (known) return known
  if (calendars.size >= MOST) calendars.clear()
  const opened = openSpans(ground, start, start + (HORIZON + 2) * DAY).map(([from, to]) => ({
    from,
    to,
    fromIso: new Date(from).toISOString(),
    toIso: new Date(to).toISOString(),
  }))
  calendars.set(key, opened)
  return opened
}

/** When every rule allows calls on every clock the person may live by. */
function openSpans(ground: Ground, from: number, to: number): Span[] {
  const byZone = ground.zones.map((zone) => zoneSpans(ground, zone, from, to))
  return byZone.length > 0 ? byZone.reduce(intersection) : []
}

function zoneSpans(ground: Ground, zone: string, from: number, to: number): Span[] {
  const spans: Span[] = []
  for (const stretch of stretches(zone, from, to)) {
    const first = Math.floor((stretch.from + stretch.offset) / DAY) * DAY
    for (let local = first; local < stretch.to + stretch.offset; local += DAY)
      for (const [opens, closes] of dayWindows(ground, local)) {
        const start = Math.max(stretch.from, local + opens * MINUTE - stretch.offset)
        const end = Math.min(stretch.to, local + closes * MINUTE - stretch.offset)
        if (start < end) spans.push([start, end])
      }
  }
  return joined(spans)
}

/** @param local the day's beginning, as if the local clock were UTC */
function dayWindows(ground: Ground, local: number): readonly Window[] {
  const { day, weekday } = dayOf(local)
  if (unmetConsent(ground.places, day, ground.business, ground.consent)) return []
  return regimesOn(ground.places, ground.contact, day)
    .map((regime) => windowsOf(regime, day, weekday))
    .reduce<readonly Window[]>(intersection, [[0, 1440]])
}
