import type { Policy } from '../policy/policy.ts'
import { DAY, dayOf } from './clock.ts'
import { type Given, unmetConsent } from './consent.ts'
import { regimesOn, windowsOf } from './regimes.ts'
import type { Window } from './rules.ts'
import { intersection, type Span } from './spans.ts'
import { zoneSpans } from './zone-spans.ts'

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
/** A policy's rules as text. */
const texts = new WeakMap<NonNullable<Policy['contact']>, string>()
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
    textOf(ground.contact),
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

function textOf(contact: Policy['contact']): string {
  if (!contact) return ''
  const text = texts.get(contact) ?? JSON.stringify(contact)
  texts.set(contact, text)
  return text
}

/** When every rule allows calls on every clock the person may live by. */
function openSpans(ground: Ground, from: number, to: number): Span[] {
  const byZone = ground.zones.map((zone) => zoneSpans(zone, from, to, (local) => dayWindows(ground, local)))
  return byZone.length > 0 ? byZone.reduce(intersection) : []
}

/** @param local the day's beginning, as if the local clock were UTC */
function dayWindows(ground: Ground, local: number): readonly Window[] {
  const { day, weekday } = dayOf(local)
  if (unmetConsent(ground.places, day, ground.business, ground.consent)) return []
  return regimesOn(ground.places, ground.contact, day)
    .map((regime) => windowsOf(regime, day, weekday))
    .reduce<readonly Window[]>(intersection, [[0, 1440]])
}
