import { REPORT_DAYS } from '../../../shared/api/reports.ts'
import type { ReportSpan } from '../../flow/reports.ts'
import { instantIn, wallDate } from '../format/time.ts'

/** Days here ('YYYY-MM-DD'), both inclusive. */
export interface Days {
  first: string
  last: string
}

/** So many days are shown beside today where there is no choice. */
export const WEEK = 7

const DAY_MS = 86_400_000
const NOON_MS = DAY_MS / 2

/** So many days up to and with today. @param now epoch milliseconds */
export function lastDays(many: number, now: number): Days {
  const last = wallDate(now, null)
  return { first: shifted(last, 1 - many), last }
}

/** From the beginning of the first day here to the end of the last; null while they are no such days. */
export function spanOf({ first, last }: Days, campaign: string | null): ReportSpan | null {
  if (problemOf({ first, last }) !== null) return null
  const from = instantIn(first, '00:00', null)
  const to = instantIn(shifted(last, 1), '00:00', null)
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString(), campaign }
}

/** What is wrong with the days; null: nothing. */
export function problemOf({ first, last }: Days): 'unfinished' | 'backwards' | 'long' | null {
  const [a, b] = [noonOf(first), noonOf(last)]
  if (Number.isNaN(a) || Number.isNaN(b)) return 'unfinished'
  if (a > b) return 'backwards'
  return b - a > (REPORT_DAYS - 1) * DAY_MS ? 'long' : null
}

/** Whether it is of so many days at most; a change of the clock may make one longer. */
export const isWithin = ({ from, to }: ReportSpan, days: number): boolean =>
  Date.parse(to) - Date.parse(from) <= days * DAY_MS + NOON_MS

const noonOf = (date: string) => Date.parse(`${date}T12:00:00Z`)

const shifted = (date: string, days: number) =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS + NOON_MS).toISOString().slice(0, 10)
