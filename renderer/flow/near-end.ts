import type { WorkingCalendar } from '../../shared/calendar/calendar.ts'
import { nextWorking, workingMinutes } from '../../shared/calendar/working-time.ts'
import type { Policy } from '../../shared/policy/policy.ts'
import { slaOf } from '../../shared/policy/sla.ts'
import type { LeadRow } from '../db/views.ts'

/**
 * Whether the deadline of a lead's first call is near: the policy would have its owner reminded by now. Past it, it is late, and shown so.
 * @param calendar the owner's; null: around the clock @param now ISO instant
 */
export function isNearEnd(
  { work, route }: LeadRow,
  policy: Policy,
  calendar: WorkingCalendar | null,
  now: string,
): boolean {
  if (work.do !== 'call' || !work.deadline || work.due <= now) return false
  const sla = slaOf(policy, work.why === 'returned' ? 'needInfo' : route, 'attempt')
  if (sla?.nudge === undefined) return false
  const counting = [calendar, policy.calendar].find((c) => c && nextWorking(c, now) !== null) ?? null
  return workingMinutes(counting, now, work.due) <= sla.minutes * (1 - sla.nudge)
}
