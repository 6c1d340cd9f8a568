import type { WorkingCalendar } from '../../shared/calendar/calendar.ts'
import { nextWorking, workingMinutes } from '../../shared/calendar/working-time.ts'
import type { Policy } from '../../shared/policy/policy.ts'
import { slaOf } from '../../shared/policy/sla.ts'
import type { LeadRow } from '../db/views.ts'
import { NEVER } from './lists/look.ts'

const MINUTE_MS = 60_000

/**
 * Whether the deadline of a lead's first call is near: the policy would have its owner reminded by now. Past it, it is late, and shown so.
 * @param calendar the owner's; null: around the clock @param now ISO instant
 */
export function isNearEnd(
  row: LeadRow,
  policy: Policy,
  calendar: WorkingCalendar | null,
  now: string,
): boolean {
  const spare = spareMinutes(row, policy, calendar, now)
  return spare !== null && spare <= 0
}

/** The next moment from which that may be otherwise (ISO instant): working time passes no faster than time. */
export function nearEndUntil(
  row: LeadRow,
  policy: Policy,
  calendar: WorkingCalendar | null,
  now: string,
): string {
  const spare = spareMinutes(row, policy, calendar, now)
  if (spare === null || !('due' in row.work)) return NEVER
  const near = new Date(Date.parse(now) + Math.floor(spare * MINUTE_MS)).toISOString()
  return spare > 0 && near < row.work.due ? near : row.work.due
}

/** Of working time, until the owner is to be reminded; null: that is never, or is over. */
function spareMinutes(
  { work, route }: LeadRow,
  policy: Policy,
  calendar: WorkingCalendar | null,
  now: string,
): number | null {
  if (work.do !== 'call' || !work.deadline || work.due <= now) return null
  const sla = slaOf(policy, work.why === 'returned' ? 'needInfo' : route, 'attempt')
  if (sla?.nudge === undefined) return null
  const counting = [calendar, policy.calendar].find((c) => c && nextWorking(c, now) !== null) ?? null
  return workingMinutes(counting, now, work.due) - sla.minutes * (1 - sla.nudge)
}
