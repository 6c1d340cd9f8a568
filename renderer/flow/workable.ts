import { isLater, isPastDue } from '../../shared/policy/work.ts'
import type { LeadRow } from '../db/views.ts'
import { opensFrom } from './openings.ts'

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

/** Whether the person who owns the lead is to do something with it. */
export const isToBeDone = ({ work }: LeadRow): boolean => work.do !== 'handOff' && work.do !== 'close'

/** What a lead is put in order by: first `rank`, then `due`. `at`: ISO instant. */
export function placeOf(row: LeadRow, at: string): { rank: number; due: string } {
  const { work, due } = row
  if (work.do === 'wrapUp') return { rank: 0, due }
  const from = workableFrom(row, at)
  if (from === null) return { rank: 5, due }
  if (from > at) return { rank: 4, due: from }
  if (isPastDue(work, at)) return { rank: work.do === 'callback' ? 1 : 2, due }
  return { rank: 3, due }
}
