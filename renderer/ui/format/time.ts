import type { TFunction } from 'i18next'

/** Dates and times as people read them here. Formatters are costly to make and are kept. */

// The machine's own way of writing dates, where it is an English one as the texts are. Not navigator.language, which may be no valid tag.
const own = new Intl.DateTimeFormat().resolvedOptions().locale
export const LOCALE = own.startsWith('en') ? own : 'en-GB'
const kept = new Map<string, Intl.DateTimeFormat | null>()

function formatter(name: string, options: Intl.DateTimeFormatOptions, zone?: string | null) {
  const key = `${name} ${zone ?? ''}`
  let found = kept.get(key)
  if (found === undefined) {
    try {
      found = new Intl.DateTimeFormat(LOCALE, { ...options, timeZone: zone ?? undefined })
    } catch (error) {
      // A zone this machine does not know: no time is better than a wrong one.
      if (!(error instanceof RangeError)) throw error
      found = null
    }
    kept.set(key, found)
  }
  return found
}

type When = string | number | Date
const read = (f: Intl.DateTimeFormat | null, at: When) => f?.format(new Date(at)) ?? ''

/** '10:42', here or in that zone; '' for a zone this machine does not know. */
export const clock = (at: When, zone?: string | null): string =>
  read(formatter('clock', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }, zone), at)

/** '10:42:07' */
export const clockSeconds = (at: When): string =>
  read(formatter('seconds', { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }), at)

/** '3 Nov', with the year unless it is this year's. */
export function day(at: When, now: number, zone?: string | null): string {
  const year = formatter('year', { year: 'numeric' }, zone)
  const sameYear = read(year, at) === read(year, now)
  return sameYear
    ? read(formatter('day', { day: 'numeric', month: 'short' }, zone), at)
    : read(formatter('dayYear', { day: 'numeric', month: 'short', year: 'numeric' }, zone), at)
}

/** '3 Nov' of '2026-11-03', wherever the reader is; with the year unless it is this year's. */
export const dateAlone = (iso: string, now: number): string => day(iso, now, 'UTC')

/** '3 Nov 2026' of '2026-11-03', wherever the reader is; anything else as it is. */
export const calendarDay = (iso: string): string =>
  /^\d{4}-\d{2}-\d{2}$/.test(iso)
    ? read(formatter('dayYear', { day: 'numeric', month: 'short', year: 'numeric' }, 'UTC'), iso)
    : iso

/** '10:42' today, else '3 Nov 10:42'. */
export const moment = (at: When, now: number, zone?: string | null): string =>
  day(at, now, zone) === day(now, now, zone) ? clock(at, zone) : `${day(at, now, zone)} ${clock(at, zone)}`

/** 'Mon 08:00', 'today' left out; with the day beyond a week. '' for a zone this machine does not know. */
export function weekMoment(at: When, now: number, zone?: string | null): string {
  const time = clock(at, zone)
  if (time === '' || day(at, now, zone) === day(now, now, zone)) return time
  if (new Date(at).getTime() - now >= 6 * 86_400_000) return `${day(at, now, zone)} ${time}`
  return `${read(formatter('weekday', { weekday: 'short' }, zone), at)} ${time}`
}

/** '16:10', 'yesterday 16:10', '3 Nov 16:10'. */
export const recent = (at: When, now: number, t: TFunction): string =>
  day(at, now) === day(now - 86_400_000, now) ? t('time.yesterday', { at: clock(at) }) : moment(at, now)

/** 'just now', '12 min ago', '3 h ago', 'yesterday 16:10', 'on 3 Nov'. */
export function ago(at: When, now: number, t: TFunction): string {
  const minutes = Math.round((now - new Date(at).getTime()) / 60_000)
  if (minutes < 1) return t('time.ago.now')
  if (minutes < 60) return t('time.ago.minutes', { n: minutes })
  if (day(at, now) === day(now, now)) return t('time.ago.hours', { n: Math.floor(minutes / 60) })
  const isYesterday = day(at, now) === day(now - 86_400_000, now)
  return isYesterday ? recent(at, now, t) : t('time.ago.day', { day: day(at, now) })
}

/** '18 m', '3 h', '2 d 3 h': how long, coarse enough not to flicker. */
export function span(ms: number, t: TFunction): string {
  const minutes = Math.max(0, Math.round(ms / 60_000))
  if (minutes === 0) return t('time.span.none')
  if (minutes < 60) return t('time.span.minutes', { n: minutes })
  const hours = Math.floor(minutes / 60)
  if (hours < 24) return t('time.span.hours', { n: hours })
  const [n, rest] = [Math.floor(hours / 24), hours % 24]
  return rest > 0 && n < 10 ? t('time.span.daysHours', { n, hours: rest }) : t('time.span.days', { n })
}

/** '02:14' */
export function stopwatch(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  const pad = (n: number) => String(n).padStart(2, '0')
  const hours = Math.floor(seconds / 3600)
  return `${hours > 0 ? `${hours}:` : ''}${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`
}

const zoneLabels = new Map<string, string>()
/** 'Eastern Time · New York'; the zone's own name where this machine does not know it. */
export function zoneLabel(zone: string): string {
  const known = zoneLabels.get(zone)
  if (known !== undefined) return known
  const place = (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ')
  const parts = formatter('zone', { timeZoneName: 'longGeneric' }, zone)?.formatToParts(new Date(0))
  const name = parts?.find((p) => p.type === 'timeZoneName')?.value
  const label = name ? `${name} · ${place}` : zone
  zoneLabels.set(zone, label)
  return label
}

/** Epoch milliseconds of a wall-clock time ('YYYY-MM-DD', 'HH:mm') in a zone; NaN while either is not one. */
export function instantIn(date: string, time: string, zone: string | null): number {
  const wanted = Date.parse(`${date}T${time}:00Z`)
  if (zone === null || Number.isNaN(wanted)) return Date.parse(`${date}T${time}:00`)
  // Twice, since the first guess may stand on the other side of a clock change.
  let at = wanted
  for (let i = 0; i < 2; i++) at += wanted - Date.parse(`${wallDate(at, zone)}T${clock(at, zone)}:00Z`)
  return at
}

/** 'YYYY-MM-DD' of that instant in a zone. */
export function wallDate(at: When, zone: string | null): string {
  const parts = formatter('wall', { year: 'numeric', month: '2-digit', day: '2-digit' }, zone)?.formatToParts(
    new Date(at),
  )
  const of = (type: string) => parts?.find((p) => p.type === type)?.value ?? ''
  return `${of('year')}-${of('month')}-${of('day')}`
}

const numbers = new Intl.NumberFormat(LOCALE)
/** '2,184' */
export const count = (n: number): string => numbers.format(n)
/** Points with their sign: '+20', '−3'. */
export const signed = (n: number): string => (n < 0 ? `−${numbers.format(-n)}` : `+${numbers.format(n)}`)
/** '28–91', or '58' when there is no room between. */
export const range = (low: number, high: number): string =>
  low === high ? numbers.format(low) : `${numbers.format(low)}–${numbers.format(high)}`
