import { calendarOf, type Ground } from './calendar.ts'
import { type LocalTime, localTime } from './clock.ts'
import type { ContactReason } from './contact.ts'
import { placeName } from './place-name.ts'
import { holidayIn, type Regime, regimesOn, windowsOf } from './regimes.ts'
import { cityOf, clockText, dayText, listText, weekdayName, windowsText } from './words.ts'

/**
 * Which hours and holidays forbid a call at an instant (milliseconds), the first clock for each rule; [] when none does.
 * @param unsure it is not known on which of the zones' clocks the person lives
 */
export function hoursReasons(ground: Ground, unsure: boolean, at: number): ContactReason[] {
  const byZone = ground.zones.map((zone) => ({ zone, shut: shutIn(ground, zone, at) }))
  const shut = byZone.filter((z) => z.shut.length > 0)
  if (shut.length === 0) return []
  const until = nextOpening(ground, at)
  if (unsure && shut.length < byZone.length) {
    const { zone } = shut[0]!
    const where = ground.places[0] ? ` in ${placeName(ground.places[0])}` : ''
    const time = clockText(localTime(zone, at).minute)
    const text = `It is not known in which time zone${where} this person is: hours must suit all of them, and it is ${time} in ${cityOf(zone)}`
    return [{ kind: 'unknownZone', text, source: shut[0]!.shut[0]!.source, until }]
  }
  const reasons = new Map<string, ContactReason>()
  for (const { zone, shut: regimes } of shut)
    for (const regime of regimes) {
      const key = `${regime.id} ${regime.source}`
      if (reasons.has(key)) continue
      const there = ground.zones.length > 1 ? `in ${cityOf(zone)}` : 'there'
      reasons.set(key, reasonOf(regime, localTime(zone, at), there, until))
    }
  return [...reasons.values()]
}

function shutIn({ places, contact }: Ground, zone: string, at: number): Regime[] {
  const { day, weekday, minute } = localTime(zone, at)
  return regimesOn(places, contact, day).filter(
    (regime) => !windowsOf(regime, day, weekday).some(([from, to]) => from <= minute && minute < to),
  )
}

function reasonOf(regime: Regime, now: LocalTime, there: string, until: string | null): ContactReason {
  const { subject, source } = regime
  const holiday = holidayIn(regime, now.day)
  if (holiday) {
    const text = `${subject} not made on public holidays; ${dayText(now.day)} is ${holiday.name} in ${placeName(holiday.place)}`
    return { kind: 'holiday', text, source, until }
  }
  const windows = regime.hours?.[now.weekday] ?? []
  const allowed =
    windows.length > 0
      ? `allowed ${windowsText(windows)}${sameAllWeek(regime) ? '' : ` on ${weekdayName(now.weekday)}s`}`
      : `not allowed on ${listText(closedDays(regime))}`
  const time = clockText(now.minute)
  const text = `${subject} ${allowed}; it is ${windows.length > 0 ? time : `${weekdayName(now.weekday)} ${time}`} ${there}`
  return { kind: 'hours', text, source, until }
}

const sameAllWeek = ({ hours }: Regime): boolean =>
  new Set(hours?.slice(1).map((windows) => windowsText(windows))).size <= 1

const closedDays = ({ hours }: Regime): string[] =>
  [1, 2, 3, 4, 5, 6, 7].filter((day) => !hours?.[day]?.length).map((day) => `${weekdayName(day)}s`)

function nextOpening(ground: Ground, at: number): string | null {
  return calendarOf(ground, at).find((o) => o.to > at)?.fromIso ?? null
}
