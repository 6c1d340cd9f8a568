import { fieldValue, isDoNotCall, type Lead } from '../lead/lead.ts'
import { suppressionKey } from '../lead/suppression.ts'
import type { Policy } from '../policy/policy.ts'
import { invalidReasons } from '../policy/validity.ts'
import { calendarOf, type Ground, HORIZON, type Opened } from './calendar.ts'
import { DAY, localTime } from './clock.ts'
import { phoneConsent, type Unmet, unmetConsent } from './consent.ts'
import { type Contact, type ContactReason, type Opening, opensAt } from './contact.ts'
import { holdsOn } from './holds.ts'
import { hoursReasons } from './hours-reasons.ts'
import { placeName } from './place-name.ts'
import { rulesOn } from './rules.ts'
import { type Whereabouts, whereaboutsOf } from './whereabouts.ts'

/** What contact rules need beside the lead. */
export interface ContactGround {
  policy: Policy
  /** The name of a suppression list that holds the key; null when none does. */
  suppressedBy(key: number): string | null
}

/** The lead's numbers, E.164: phone, then mobile, each once. */
export function numbersOf(lead: Lead): string[] {
  const numbers = [fieldValue(lead, 'phone'), fieldValue(lead, 'mobile')]
  return [...new Set(numbers.filter((n): n is string => typeof n === 'string' && n.trim() !== ''))]
}

/** Of the lead's numbers the one that may be dialed soonest, the first of equals; '' when it has none. */
export function bestNumber(lead: Lead, ground: ContactGround, at: string): string {
  const numbers = numbersOf(lead)
  if (numbers.length < 2) return numbers[0] ?? ''
  const ranked = numbers.map((number) => ({
    number,
    opens: opensAt(contactOf(lead, number, ground, at), at),
  }))
  const soonest = ranked.flatMap((r) => r.opens ?? []).sort()[0] ?? null
  return ranked.find((r) => r.opens === soonest)?.number ?? ''
}

/**
 * What is known at `at` of calling one number of a lead: rules CR1 to CR20 of the specification.
 * @param number E.164; '' when there is none @param at ISO instant
 */
export function contactOf(lead: Lead, number: string, ground: ContactGround, at: string): Contact {
  const where = whereaboutsOf(lead, number)
  const hours = groundOf(lead, where, ground)
  const barred = barredBecause(lead, number, where, hours, ground, at)
  const holds = barred.length > 0 ? [] : holdsOn(lead, where.places, ground.policy, at).map((h) => h.until)
  const from = [at, ...holds].sort().at(-1) ?? at
  return {
    number,
    barred,
    openings: barred.length > 0 ? [] : openings(calendarOf(hours, Date.parse(at)), from, at),
    zones: where.zones,
    recordingNotice: recordingNotice(where.places, at),
  }
}

/** What forbids dialing the number at this very instant; [] when it may be dialed. Parameters as of `contactOf`. */
export function closedBecause(
  lead: Lead,
  number: string,
  ground: ContactGround,
  at: string,
): ContactReason[] {
  const where = whereaboutsOf(lead, number)
  const hours = groundOf(lead, where, ground)
  const barred = barredBecause(lead, number, where, hours, ground, at)
  if (number === '') return barred
  return [
    ...barred,
    ...hoursReasons(hours, where.unsure, Date.parse(at)),
    ...holdsOn(lead, where.places, ground.policy, at),
  ]
}

function groundOf(lead: Lead, { places, zones }: Whereabouts, { policy }: ContactGround): Ground {
  const business = String(fieldValue(lead, 'company') ?? '').trim() !== ''
  return { places, zones, contact: policy.contact, business, consent: phoneConsent(lead) }
}

function barredBecause(
  lead: Lead,
  number: string,
  where: Whereabouts,
  hours: Ground,
  ground: ContactGround,
  at: string,
): ContactReason[] {
  const reasons: ContactReason[] = []
  const add = (kind: ContactReason['kind'], text: string, source: string) =>
    reasons.push({ kind, text, source, until: null })
  if (number === '') add('noNumber', 'This lead has no phone number', 'lead')
  for (const { text } of invalidReasons(lead, ground.policy))
    add('invalid', `This lead is invalid: ${text}`, 'lead')
  if (isDoNotCall(lead)) add('doNotCall', 'This person asked not to be called', 'do not call')
  const list = number === '' ? null : ground.suppressedBy(suppressionKey('phone', number))
  if (list !== null) add('suppressed', `This number is on the list “${list}”: it must not be called`, list)
  if (hours.consent === 'refused') add('consent', 'This person withdrew the consent to be called', 'consent')
  else {
    const unmet = consentLacking(hours, Date.parse(at))
    if (unmet) {
      const whom = hours.business ? 'businesses' : 'consumers'
      const text = `In ${placeName(unmet.place)} ${whom} may only be called with their consent, and none is recorded`
      add('consent', text, unmet.source)
    }
  }
  if (number !== '' && where.zones.length === 0)
    add(
      'unknownZone',
      'It is not known where this number is: state the country or the time zone first',
      'lead',
    )
  return reasons
}

/** The consent that a rule of today asks for, whichever of the zones' days is meant. */
function consentLacking({ places, zones, business, consent }: Ground, at: number): Unmet | null {
  const days = new Set(zones.map((zone) => localTime(zone, at).day))
  for (const day of days) {
    const unmet = unmetConsent(places, day, business, consent)
    if (unmet) return unmet
  }
  return null
}

/** Of a calendar what was asked last: for one instant, leads that share it share its openings. */
const asked = new WeakMap<readonly Opened[], { from: string; at: string; openings: Opening[] }>()

function openings(calendar: readonly Opened[], from: string, at: string): Opening[] {
  const last = asked.get(calendar)
  if (last?.from === from && last.at === at) return last.openings
  const found = openingsOf(calendar, from, at)
  asked.set(calendar, { from, at, openings: found })
  return found
}

function openingsOf(calendar: readonly Opened[], from: string, at: string): Opening[] {
  const start = Date.parse(from)
  const end = Date.parse(at) + HORIZON * DAY
  return calendar
    .filter((o) => o.to > start && o.from < end)
    .map((o) => ({
      from: o.from < start ? from : o.fromIso,
      to: o.to > end ? new Date(end).toISOString() : o.toIso,
    }))
}

function recordingNotice(places: readonly string[], at: string): string {
  const day = at.slice(0, 10)
  for (const place of places)
    for (const rule of rulesOn(place, day)) if (rule.recordingNotice) return rule.recordingNotice
  return ''
}
