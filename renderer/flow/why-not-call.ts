import type { ContactReason } from '../../shared/contact/contact.ts'
import { bestNumber, closedBecause } from '../../shared/contact/contact-of.ts'
import type { Desk } from './desk.ts'
import { instant, leadOf } from './lead-of.ts'

const LISTS_UNKNOWN: ContactReason = {
  kind: 'suppressed',
  text: 'The lists of people who must not be called have not all come to this machine: connect to central first',
  source: 'suppression lists',
  until: null,
}

/**
 * What forbids dialing the lead now, by what this machine knows; empty when it may be dialed.
 * @param number E.164; left out: the number that may be dialed first
 */
export async function whyNotCall(desk: Desk, leadId: string, number?: string): Promise<ContactReason[]> {
  const lead = await leadOf(desk, leadId)
  if (!desk.reader.listsKnown()) return [LISTS_UNKNOWN]
  const ground = desk.reader.ground(lead.campaign)
  const at = instant(desk.now())
  return closedBecause(lead, number ?? bestNumber(lead, ground, at), ground, at)
}
