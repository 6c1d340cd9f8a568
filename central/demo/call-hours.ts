import type { Opening } from '../../shared/contact/contact.ts'
import { contactOf } from '../../shared/contact/contact-of.ts'
import { fieldValue, type Lead } from '../../shared/lead/lead.ts'
import { DEFAULT_POLICY } from '../../shared/policy/default-policy.ts'

const GROUND = { policy: DEFAULT_POLICY, suppressedBy: () => null }

/** Nobody is called in the minutes after the response. */
const PAUSE_MS = 10 * 60_000

/** When a lead's number may be dialed after the capture, whatever was done with the lead since. */
export function callHours(lead: Lead): Opening[] {
  const untouched = { ...lead, calls: [], callbacks: [], doNotCall: { given: [], lifted: [] }, skip: null }
  const phone = String(fieldValue(lead, 'phone') ?? '')
  const from = new Date(Date.parse(lead.capturedAt) + PAUSE_MS).toISOString()
  return contactOf(untouched, phone, GROUND, from).openings
}

/** Whether a time (epoch milliseconds) lies in them. */
export const isWithin = (hours: readonly Opening[], at: number): boolean =>
  hours.some((o) => Date.parse(o.from) <= at && at < Date.parse(o.to))

/**
 * `at` when it lies in the hours; else a time in the last of them before it. `share` (0 to 1) says where in those; `minutes` are left
 * before they close. Null when there are none. Epoch milliseconds.
 */
export function lastTimeIn(
  hours: readonly Opening[],
  at: number,
  { share, minutes }: { share: number; minutes: number },
): number | null {
  if (isWithin(hours, at)) return at
  const before = hours.findLast((o) => Date.parse(o.to) <= at)
  if (!before) return null
  const from = Date.parse(before.from)
  return Math.round(from + Math.max(0, Date.parse(before.to) - minutes * 60_000 - from) * share)
}
