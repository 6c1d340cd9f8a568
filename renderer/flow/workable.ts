import { isLater, isPastDue } from '../../shared/policy/work.ts'
import type { List } from '../db/memory/list.ts'
import type { LeadRow } from '../db/views.ts'
import { NEVER } from './lists/look.ts'
import { opensFrom, opensUntil } from './openings.ts'

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

/** The next moment, that one or later, from which that may be otherwise (ISO instant). */
export function workableUntil({ work, contact }: LeadRow, at: string): string {
  const due = 'due' in work && work.due >= at ? work.due : NEVER
  const opens = contact ? opensUntil(contact, at) : NEVER
  return due < opens ? due : opens
}

/** The first lead of a queue in working order, which those that may be worked begin, if it may be worked. @param now epoch milliseconds */
export function firstWorkable(queue: List<LeadRow>, now: number): LeadRow | null {
  const first = queue.at(0)
  return first && isWorkable(first, new Date(now).toISOString()) ? first : null
}

/** The lead of a queue in working order that can be worked first, and when; null when none ever can. */
export function firstOpening(queue: List<LeadRow>, now: number): { row: LeadRow; at: string } | null {
  const row = queue.at(0)
  const at = row ? workableFrom(row, new Date(now).toISOString()) : null
  return row && at !== null ? { row, at } : null
}

/** How many leads of a queue in working order nobody may ever call: they end it. @param now epoch milliseconds */
export function neverWorkable(queue: List<LeadRow>, now: number): number {
  const at = new Date(now).toISOString()
  let [low, high] = [0, queue.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (workableFrom(queue.at(middle)!, at) === null) high = middle
    else low = middle + 1
  }
  return queue.length - low
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
