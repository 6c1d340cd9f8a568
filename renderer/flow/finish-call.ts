import type { Desk } from './desk.ts'
import { assertMayBeGiven, dispositionOf, instant, leadOf, policyOf } from './lead-of.ts'
import { callbackDrafts } from './promise.ts'

/**
 * Gives a call its disposition, with what follows for callbacks, in one commit.
 * @param endedAt ISO instant at which the call ended, where that was not now
 * @throws FieldsMissing
 */
export async function finishCall(
  desk: Desk,
  leadId: string,
  callId: string,
  dispositionId: string,
  endedAt = instant(desk.now()),
): Promise<void> {
  const lead = await leadOf(desk, leadId)
  const call = lead.calls.find((c) => c.id === callId)
  if (!call) throw new Error('This call is no longer on this machine.')
  const disposition = dispositionOf(desk, lead, dispositionId)
  assertMayBeGiven(lead, policyOf(desk, lead), disposition)
  await desk.transactor.commit([
    {
      leadId: lead.id,
      type: 'call.finished',
      payload: { call: callId, at: endedAt, disposition: dispositionId, flags: disposition.flags },
    },
    ...callbackDrafts(desk, lead, call, disposition),
  ])
}
