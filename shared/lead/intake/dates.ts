import { cleanLine, keyOf, type Outcome } from './text.ts'

/** Which of the first two numbers of a written date is the day; null: not known. */
export type DateOrder = 'dayFirst' | 'monthFirst' | null

type YearMonthDay = [year: number, month: number, day: number]

/** A date as written: what it says under either order; null where that is no day of the calendar. */
interface Written {
  dayFirst: YearMonthDay | null
  monthFirst: YearMonthDay | null
  /** False where the writing itself tells day from month (ISO, month names, dots). */
  ordered: boolean
  time: string
}

const NUMERIC = /^(\d{1,2})([./\- ])\s?(\d{1,2})\2\s?(\d{4}|\d{2})(?:,?\s+(.+))?$/u
const ISO = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T\s]+(.+))?$/u
const DAY_NAME = /^\p{L}+\.?,?\s+(?=\d|\p{L})/u
const NAMED =
  /^(\d{1,2})(?:st|nd|rd|th|er|º)?\.?[\s-]+(?:de\s+)?(\p{L}+)\.?[\s,-]+(?:de\s+|del\s+)?(\d{4})(?:,?\s+(?:at\s+|um\s+|à\s+|a las\s+)?(.+))?$/iu
const NAMED_US = /^(\p{L}+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})(?:,?\s+(?:at\s+)?(.+))?$/iu
const TIME =
  /^(\d{1,2})(?::|h|\.)(\d{2})(?:(?::|\.)(\d{2})(?:[.,](\d{1,9}))?)?\s*([ap])?\.?\s?(?:m\.?)?\s*(?:uhr)?\s*(z|utc|gmt|[+-]\d{2}:?\d{2})?$/iu

/** An instant ('...Z', milliseconds) from a written date. Without a zone it is read as UTC; without a time, as the day's start. */
export function instantOf(raw: string, order: DateOrder): Outcome<string> {
  const text = cleanLine(raw)
  if (/^\d{9,13}$/u.test(text)) return checked(Number(text) * (text.length > 11 ? 1 : 1000))
  if (/^\d{5}(?:[.,]\d+)?$/u.test(text)) return checked(serial(Number(text.replace(',', '.'))))
  const written = read(text)
  if (!written) return { problem: 'is no date' }
  const reading = choose(written, order)
  if ('problem' in reading) return reading
  const [year, month, day] = reading.value
  const time = timeOf(written.time)
  if (time === null) return { problem: 'has no readable time' }
  return checked(Date.UTC(year, month - 1, day) + time)
}

/** 'YYYY-MM-DD' from a written date. */
export function dayOf(raw: string, order: DateOrder): Outcome<string> {
  const instant = instantOf(raw, order)
  return 'problem' in instant ? instant : { value: instant.value.slice(0, 10) }
}

/** What the values of a column say of its order: the only reading that any of them allows; null when none tells or they disagree. */
export function orderOf(values: Iterable<string>): DateOrder {
  const seen = new Set<DateOrder>()
  for (const value of values) {
    const written = read(cleanLine(value))
    if (!written?.ordered || (written.dayFirst === null) === (written.monthFirst === null)) continue
    seen.add(written.dayFirst ? 'dayFirst' : 'monthFirst')
  }
  return seen.size === 1 ? ([...seen][0] ?? null) : null
}

function choose({ dayFirst, monthFirst, ordered }: Written, order: DateOrder): Outcome<YearMonthDay> {
  if (dayFirst && monthFirst) {
    if (dayFirst.join() === monthFirst.join()) return { value: dayFirst }
    if (order === null)
      return { problem: 'could be day first or month first, and nothing in the column tells' }
    return { value: order === 'dayFirst' ? dayFirst : monthFirst }
  }
  const only = dayFirst ?? monthFirst
  if (!only) return { problem: 'is no day of the calendar' }
  const contradicts = ordered && order !== null && (order === 'dayFirst') !== (dayFirst !== null)
  return contradicts
    ? { problem: `is written ${dayFirst ? 'day' : 'month'} first, unlike the rest of the column` }
    : { value: only }
}

function read(text: string): Written | null {
  const iso = ISO.exec(text)
  if (iso) return certain(Number(iso[1]), Number(iso[2]), Number(iso[3]), iso[4])
  const numeric = NUMERIC.exec(text.replace(DAY_NAME, ''))
  if (numeric) {
    const [, first = '', separator, second = '', yearText = '', time = ''] = numeric
    const [a, b, year] = [Number(first), Number(second), fullYear(yearText)]
    const dayFirst = calendarDay(year, b, a)
    if (separator === '.') return { dayFirst, monthFirst: dayFirst, ordered: false, time }
    return { dayFirst, monthFirst: calendarDay(year, a, b), ordered: true, time }
  }
  return named(text) ?? named(text.replace(DAY_NAME, ''))
}

function named(text: string): Written | null {
  const european = NAMED.exec(text)
  if (european) {
    const month = monthOf(european[2] ?? '')
    return month === null ? null : certain(Number(european[3]), month, Number(european[1]), european[4])
  }
  const american = NAMED_US.exec(text)
  const month = american && monthOf(american[1] ?? '')
  return american && month ? certain(Number(american[3]), month, Number(american[2]), american[4]) : null
}

function certain(year: number, month: number, day: number, time = ''): Written {
  const date = calendarDay(year, month, day)
  return { dayFirst: date, monthFirst: date, ordered: false, time }
}

function calendarDay(year: number, month: number, day: number): YearMonthDay | null {
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? [year, month, day] : null
}

const fullYear = (text: string): number =>
  text.length === 4 ? Number(text) : Number(text) + (Number(text) < 70 ? 2000 : 1900)

/** The first three letters tell a month in all four languages, but for June and July in French. */
const MONTHS: Record<string, number> = {
  jan: 1,
  ene: 1,
  feb: 2,
  fev: 2,
  mar: 3,
  maer: 3,
  mrz: 3,
  apr: 4,
  avr: 4,
  abr: 4,
  may: 5,
  mai: 5,
  jun: 6,
  juin: 6,
  jul: 7,
  juil: 7,
  aug: 8,
  aou: 8,
  ago: 8,
  sep: 9,
  set: 9,
  okt: 10,
  oct: 10,
  nov: 11,
  dec: 12,
  dez: 12,
  dic: 12,
}

function monthOf(name: string): number | null {
  const key = keyOf(name)
  return MONTHS[key.slice(0, 4)] ?? MONTHS[key.slice(0, 3)] ?? null
}

/** Milliseconds since the day's start, in UTC; null for no time of day. */
function timeOf(text: string): number | null {
  if (text === '') return 0
  const m = TIME.exec(text.trim())
  if (!m) return null
  const [, hourText = '', minuteText = '', second = '0', fraction = '', half, zone] = m
  let hour = Number(hourText)
  const [minute, seconds] = [Number(minuteText), Number(second)]
  if (hour > (half ? 12 : 23) || minute > 59 || seconds > 59) return null
  if (half) hour = (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0)
  const ms = Math.floor(Number(`0.${fraction || 0}`) * 1000)
  return ((hour * 60 + minute - offsetMinutes(zone)) * 60 + seconds) * 1000 + ms
}

function offsetMinutes(zone: string | undefined): number {
  const m = /^([+-])(\d{2}):?(\d{2})$/u.exec(zone ?? '')
  return m ? (m[1] === '-' ? -1 : 1) * (Number(m[2]) * 60 + Number(m[3])) : 0
}

/** Milliseconds of a day number as spreadsheets keep it: days since 30 December 1899. */
const serial = (days: number): number => Math.round((days - 25_569) * 86_400) * 1000

function checked(ms: number): Outcome<string> {
  if (!(ms >= Date.UTC(1970, 0, 1) && ms < Date.UTC(2100, 0, 1)))
    return { problem: 'is not between 1970 and 2100' }
  return { value: new Date(ms).toISOString() }
}
