import type { ContactReason } from '../../shared/contact/contact.ts'
import { bestNumber, closedBecause } from '../../shared/contact/contact-of.ts'
import type { Desk } from './desk.ts'
import { instant, leadOf } from './lead-of.ts'

/**
 * What forbids dialing the lead now, by what this machine knows; empty when it may be dialed.
 * @param number E.164; left out: the number that may be dialed first
 */
export async function whyNotCall(desk: Desk, leadId: string, number?: string): Promise<ContactReason[]> {
  const lead = await leadOf(desk, leadId)
  const ground = desk.reader.ground(lead.campaign)
  const at = instant(desk.now())
  return closedBecause(lead, number ?? bestNumber(lead, ground, at), ground, at)
}
