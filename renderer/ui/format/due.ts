import type { LeadRow } from '../../db/views.ts'
import { workableFrom } from '../../flow/workable.ts'

export type Due =
  | { kind: 'callback'; at: number; late: boolean }
  | { kind: 'from' | 'opens'; at: number; late: false }
  | { kind: 'dueIn' | 'pastDue'; ms: number; late: boolean }
  | { kind: 'wrapUp' | 'ready' | 'barred' | 'noNumber' | 'done'; late: false }

/** What stands at the right of a queue's row. A deadline is due until a time; another try may be made from a time on; what the rules of contact put off opens at a time. */
export function dueText(row: LeadRow, now: number): Due {
  const { work } = row
  if (work.do === 'wrapUp') return { kind: 'wrapUp', late: false }
  if (work.do !== 'callback' && work.do !== 'call') return { kind: 'done', late: false }
  if (row.phone === '') return { kind: 'noNumber', late: false }
  const iso = new Date(now).toISOString()
  const from = workableFrom(row, iso)
  if (from === null) return { kind: 'barred', late: false }
  // The rules of contact put it off, and longer than the work itself.
  const waits = work.do === 'call' && work.deadline ? iso : work.due
  if (from > iso && from > waits) return { kind: 'opens', at: Date.parse(from), late: false }
  const at = Date.parse(work.due)
  if (work.do === 'callback') return { kind: 'callback', at, late: at < now }
  if (!work.deadline) return at <= now ? { kind: 'ready', late: false } : { kind: 'from', at, late: false }
  if (at < now) return { kind: 'pastDue', ms: now - at, late: true }
  return { kind: 'dueIn', ms: at - now, late: false }
}
