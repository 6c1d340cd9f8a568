import type { Policy } from '../../../shared/policy/policy.ts'
import type { LeadRow } from '../../db/views.ts'

/** When a lead must have been acted on: a callback at its time, a call within what the policy allows its route; null: no limit. */
export function deadline(row: LeadRow, policy: Policy | null): number | null {
  if (row.work.do === 'callback') return Date.parse(row.work.due)
  if (row.work.do !== 'call') return null
  const minutes = policy?.routes[row.route].slaMinutes ?? null
  return minutes === null ? null : Date.parse(row.work.due) + minutes * 60_000
}

export const isPastDue = (row: LeadRow, policy: Policy | null, now: number): boolean =>
  (deadline(row, policy) ?? Number.POSITIVE_INFINITY) < now

export type Due =
  | { kind: 'wrapUp'; late: false }
  | { kind: 'callback'; at: number; late: boolean }
  | { kind: 'opens'; at: number; late: false }
  | { kind: 'now'; late: false }
  | { kind: 'dueIn'; ms: number; late: false }
  | { kind: 'pastDue'; ms: number; late: true }
  | { kind: 'done'; late: false }

/** What stands at the right of a queue's row. */
export function dueText(row: LeadRow, policy: Policy | null, now: number): Due {
  const { work } = row
  if (work.do === 'wrapUp') return { kind: 'wrapUp', late: false }
  if (work.do === 'callback') {
    const at = Date.parse(work.due)
    return { kind: 'callback', at, late: at < now }
  }
  if (work.do !== 'call') return { kind: 'done', late: false }
  const from = Date.parse(work.due)
  if (from > now) return { kind: 'opens', at: from, late: false }
  const limit = deadline(row, policy)
  if (limit === null) return { kind: 'now', late: false }
  return limit < now
    ? { kind: 'pastDue', ms: now - limit, late: true }
    : { kind: 'dueIn', ms: limit - now, late: false }
}
