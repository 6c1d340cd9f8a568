import type { Contact, ContactReason } from '../../shared/contact/contact.ts'
import { closedBecause, contactOf, numbersOf } from '../../shared/contact/contact-of.ts'
import type { LeadView } from '../db/views.ts'
import type { Desk } from './desk.ts'
import { opensFrom } from './openings.ts'

/** One number of a lead, and whether it may be dialed at the instant asked. */
export interface NumberState {
  /** E.164. */
  number: string
  open: boolean
  /** ISO instant from which it may be dialed; null when no time is known. */
  opensAt: string | null
  /** What forbids dialing it now; empty while it is open. */
  reasons: readonly ContactReason[]
  contact: Contact
}

/** Every number of the lead: first the one that may be dialed first. @param now epoch milliseconds */
export function numberStates(desk: Desk, { row, snapshot: { lead } }: LeadView, now: number): NumberState[] {
  const at = new Date(now).toISOString()
  const ground = desk.reader.ground(lead.campaign)
  const states = numbersOf(lead).map((number): NumberState => {
    const known = number === row.phone ? row.contact : null
    const contact = known ?? contactOf(lead, number, ground, at)
    const from = opensFrom(contact, at)
    const reasons = from === at ? [] : closedBecause(lead, number, ground, at)
    return { number, open: from === at, opensAt: from, reasons, contact }
  })
  return states.sort((a, b) => compare(a.opensAt ?? '~', b.opensAt ?? '~'))
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
