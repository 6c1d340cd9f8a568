import { numbersOf } from '../../../shared/contact/contact-of.ts'
import type { Lead } from '../../../shared/lead/lead.ts'
import type { LeadRow } from '../views.ts'

/** Half-open, epoch milliseconds. */
export interface Span {
  from: number
  until: number
}

const DAY_MS = 86_400_000

/**
 * While a row holds without being derived again: its scores through the UTC day, what is due until a skip ends, and of several numbers the
 * one that is shown until it may no longer be dialed.
 * @param now epoch milliseconds, when the row was derived
 */
export function spanOf(lead: Lead, { contact }: LeadRow, now: number): Span {
  const day = Math.floor(now / DAY_MS) * DAY_MS
  const skip = lead.skip ? [Date.parse(lead.skip.until)] : []
  const opening = contact?.openings[0]
  const choice = opening && numbersOf(lead).length > 1 ? [now, Date.parse(opening.to)] : []
  const turns = [day, ...skip, ...choice, day + DAY_MS]
  return {
    from: Math.max(...turns.filter((t) => t <= now)),
    until: Math.min(...turns.filter((t) => t > now)),
  }
}
