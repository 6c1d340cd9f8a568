import { contact, contactCheck } from '../../shared/api/qualification.ts'
import type { ContactReason } from '../../shared/contact/contact.ts'
import { FaultError } from '../db/errors.ts'
import type { Desk } from './desk.ts'
import { instant } from './lead-of.ts'
import { opensFrom } from './openings.ts'

/** Longer than this nobody waits with the hand on the phone: then the desk's own answer counts. */
const PATIENCE_MS = 1500

/**
 * What forbids dialing by central's knowledge, which may be newer; empty when nothing does, or when central does not answer.
 * @throws FaultError when somebody else has the lead by now: two people never call one person
 */
export async function centralForbids(desk: Desk, leadId: string, number: string): Promise<ContactReason[]> {
  try {
    const answer = await desk.api.request({
      method: 'POST',
      path: 'contact-check',
      schema: contact,
      body: contactCheck.parse({ lead: leadId, number }),
      timeout: PATIENCE_MS,
    })
    const now = instant(desk.now())
    const until = opensFrom(answer, now)
    if (until === now) return []
    if (answer.barred.length > 0) return answer.barred
    return [{ kind: 'hours', text: 'Central does not allow this call now', source: 'central', until }]
  } catch (error) {
    if (error instanceof FaultError && error.fault.kind !== 'notYours') return []
    throw error
  }
}
