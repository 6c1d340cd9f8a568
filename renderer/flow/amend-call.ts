import type { Desk } from './desk.ts'
import { assertMayBeGiven, dispositionOf, leadOf, policyOf } from './lead-of.ts'
import { CALL_BACK, callbackDrafts } from './promise.ts'

/**
 * The outcome given was wrong: another one stands from now on, and callbacks follow it. A do-not-call that was given stays given.
 * @throws FieldsMissing
 */
export async function amendCall(
  desk: Desk,
  leadId: string,
  callId: string,
  dispositionId: string,
  reason: string,
): Promise<void> {
  const lead = await leadOf(desk, leadId)
  const call = lead.calls.find((c) => c.id === callId)
  if (!call) throw new Error('This call is no longer on this machine.')
  const disposition = dispositionOf(desk, lead, dispositionId)
  assertMayBeGiven(lead, policyOf(desk, lead), disposition)
  // What stood as 'call back' promised a call that no other outcome keeps; a callback made apart from the call stays.
  const follows =
    call.disposition === CALL_BACK || dispositionId === CALL_BACK || disposition.flags.rightParty
  await desk.transactor.commit([
    {
      leadId: lead.id,
      type: 'call.amended',
      payload: { call: callId, disposition: dispositionId, flags: disposition.flags, reason },
    },
    ...(follows ? callbackDrafts(desk, lead, call, disposition) : []),
  ])
}
