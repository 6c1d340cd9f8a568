import { isLater, isPastDue } from '../../shared/policy/work.ts'
import type { LeadRow } from '../db/views.ts'

/**
 * My leads that something is to be done with, in working order: the call to wrap up, callbacks due, what is past due,
 * then what may be called now, due soonest first, then what is for later, and last who has no number to call. Equal ones keep the order of capture, then of id.
 * @param me person id
 * @param now epoch milliseconds
 */
export function queueOf(rows: readonly LeadRow[], me: string, now: number): LeadRow[] {
  const at = new Date(now).toISOString()
  return rows
    .filter((r) => r.owner === me && r.stage === 'open' && isToBeDone(r))
    .map((row) => ({ row, rank: rankOf(row, at) }))
    .sort(
      (a, b) =>
        a.rank - b.rank ||
        compare(a.row.due, b.row.due) ||
        compare(a.row.capturedAt, b.row.capturedAt) ||
        compare(a.row.id, b.row.id),
    )
    .map(({ row }) => row)
}

const isToBeDone = ({ work }: LeadRow) => work.do !== 'handOff' && work.do !== 'close'

function rankOf({ work, phone }: LeadRow, at: string): number {
  if (work.do === 'wrapUp') return 0
  if (phone === '') return 5
  if (isPastDue(work, at)) return work.do === 'callback' ? 1 : 2
  return isLater(work, at) ? 4 : 3
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
