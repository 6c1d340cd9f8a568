import type { LeadRow } from '../../db/views.ts'

/** True once what is to be done should have been done; central counts the same way. */
export const isPastDue = (row: LeadRow, now: number): boolean => row.due !== '' && Date.parse(row.due) < now

export type Due =
  | { kind: 'callback'; at: number; late: boolean }
  | { kind: 'from'; at: number; late: false }
  | { kind: 'dueIn' | 'pastDue'; ms: number; late: boolean }
  | { kind: 'wrapUp' | 'done'; late: false }

/** What stands at the right of a queue's row. A first call is due until a time; the next one may be made from a time on. */
export function dueText(row: LeadRow, now: number): Due {
  const { work } = row
  if (work.do === 'wrapUp') return { kind: 'wrapUp', late: false }
  if (work.do !== 'callback' && work.do !== 'call') return { kind: 'done', late: false }
  const at = Date.parse(work.due)
  if (work.do === 'callback') return { kind: 'callback', at, late: at < now }
  if (at < now) return { kind: 'pastDue', ms: now - at, late: true }
  return row.attempts > 0 ? { kind: 'from', at, late: false } : { kind: 'dueIn', ms: at - now, late: false }
}
