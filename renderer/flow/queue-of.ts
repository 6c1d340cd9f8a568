import { isLater, isPastDue } from '../../shared/policy/work.ts'
import type { LeadRow } from '../db/views.ts'
import { opensFrom } from './openings.ts'

/**
 * My leads that something is to be done with, in working order: the call to wrap up, callbacks due, what is past due,
 * then what may be called now, due soonest first, then what is for later or may only be called later, by when it opens, and last who can
 * not be called at all. Equal ones keep the order of capture, then of id.
 * @param me person id
 * @param now epoch milliseconds
 */
export function queueOf(rows: readonly LeadRow[], me: string, now: number): LeadRow[] {
  const at = new Date(now).toISOString()
  return rows
    .filter((r) => r.owner === me && r.stage === 'open' && isToBeDone(r))
    .map((row) => ({ row, ...placeOf(row, at) }))
    .sort(
      (a, b) =>
        a.rank - b.rank ||
        compare(a.due, b.due) ||
        compare(a.row.capturedAt, b.row.capturedAt) ||
        compare(a.row.id, b.row.id),
    )
    .map(({ row }) => row)
}

/**
 * From when a lead may be worked: its work may be done and its number dialed. An ISO instant, `at` (ISO) itself when it may be now; null
 * when nobody may call it, or no time is known.
 */
export function workableFrom({ work, phone, contact }: LeadRow, at: string): string | null {
  if (work.do === 'wrapUp') return at
  if (phone === '') return null
  const from = isLater(work, at) && 'due' in work ? work.due : at
  return contact ? opensFrom(contact, from) : from
}

/** True when the lead may be worked at this moment. `at`: ISO instant. */
export const isWorkable = (row: LeadRow, at: string): boolean => workableFrom(row, at) === at

/** The lead of a queue that can be worked first, and when; null when none ever can. */
export function firstOpening(queue: readonly LeadRow[], now: number): { row: LeadRow; at: string } | null {
  const at = new Date(now).toISOString()
  return queue
    .flatMap((row) => {
      const from = workableFrom(row, at)
      return from === null ? [] : [{ row, at: from }]
    })
    .reduce<{ row: LeadRow; at: string } | null>((a, b) => (a && a.at <= b.at ? a : b), null)
}

const isToBeDone = ({ work }: LeadRow) => work.do !== 'handOff' && work.do !== 'close'

function placeOf(row: LeadRow, at: string): { rank: number; due: string } {
  const { work, due } = row
  if (work.do === 'wrapUp') return { rank: 0, due }
  const from = workableFrom(row, at)
  if (from === null) return { rank: 5, due }
  if (from > at) return { rank: 4, due: from }
  if (isPastDue(work, at)) return { rank: work.do === 'callback' ? 1 : 2, due }
  return { rank: 3, due }
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
