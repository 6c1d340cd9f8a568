import { readFileSync } from 'node:fs'
import type { Policy } from '../../shared/policy/policy.ts'

/** The rules once more, from the tables themselves, by asking the platform what every clock shows at an instant: slow and plain. */

interface Rule {
  from: string
  to: string | null
  hours?: Record<string, string[]>
  closedOnHolidays?: true
  attempts?: { max: number; hours: number }[]
}
const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../resources/reference/${name}`, import.meta.url), 'utf8'))
const { house, places: table } = read('contact-rules.json') as {
  house: Rule
  places: Record<string, { rules: Rule[] }>
}
const { days: holidays } = read('holidays.json') as { days: Record<string, Record<string, string>> }

export interface Situation {
  places: readonly string[]
  zones: readonly string[]
  contact: Policy['contact']
  /** Instants of calls, each with the minutes until the next may follow. */
  calls: { at: number; wait: number }[]
}

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
const formats = new Map<string, Intl.DateTimeFormat>()

function clock(zone: string, at: number) {
  let format = formats.get(zone)
  if (!format) {
    const shown = { dateStyle: undefined, hourCycle: 'h23', timeZone: zone } as const
    format = new Intl.DateTimeFormat('en-CA', {
      ...shown,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
    })
    formats.set(zone, format)
  }
  const part = Object.fromEntries(format.formatToParts(at).map((p) => [p.type, p.value]))
  return {
    day: `${part.year}-${part.month}-${part.day}`,
    weekday: WEEKDAYS.findIndex((w) => part.weekday?.startsWith(w)) + 1,
    time: `${part.hour}:${part.minute}`,
  }
}

const isHoliday = (place: string, day: string): boolean =>
  Object.values(holidays[place] ?? {}).some((list) =>
    list.split(' ').includes(day.slice(2).replaceAll('-', '')),
  )

function hourAllows(hours: Record<string, string[]>, weekday: number, time: string): boolean {
  return Object.entries(hours).some(([days, windows]) => {
    const [first, last = first] = days.split('-').map(Number)
    const today = weekday >= first! && weekday <= last!
    return today && windows.some((w) => w.slice(0, 5) <= time && time < w.slice(6))
  })
}

function holdingRules(place: string, day: string): Rule[] {
  const rules = (table[place]?.rules ?? []).filter((r) => r.from <= day && (!r.to || r.to >= day))
  return !place.includes('-') && rules.every((r) => !r.hours) ? [...rules, house] : rules
}

/** Whether the number may be dialed at `then`, as seen at `now` (consent and lists apart). */
export function mayDial({ places, zones, contact, calls }: Situation, now: number, then: number): boolean {
  for (const zone of zones) {
    const { day, weekday, time } = clock(zone, then)
    for (const place of places)
      for (const rule of holdingRules(place, day)) {
        if (rule.hours && !hourAllows(rule.hours, weekday, time)) return false
        const country = places.filter((p) => p.slice(0, 2) === place.slice(0, 2))
        if (rule.closedOnHolidays && country.some((p) => isHoliday(p, day))) return false
      }
    if (contact?.hours) {
      const [from, to] = contact.hours[weekday] ?? [0, 0]
      const minute = Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
      if (minute < from || minute >= to) return false
    }
    if (contact && !contact.onHolidays && places.some((p) => isHoliday(p, day))) return false
  }
  if (zones.length === 0) return false
  const made = calls.filter((c) => c.at < now).sort((a, b) => a.at - b.at)
  const today = new Date(now).toISOString().slice(0, 10)
  const limits = [
    ...places.flatMap((p) => holdingRules(p, today).flatMap((r) => r.attempts ?? [])),
    ...(contact?.attempts ?? []),
  ]
  if (limits.some(({ max, hours }) => made.filter((c) => c.at > then - hours * 3_600_000).length >= max))
    return false
  const last = made.at(-1)
  return !last || then >= last.at + last.wait * 60_000
}
