import type { Desk } from './desk.ts'
import { dispositionOf, leadOf } from './lead-of.ts'

/** The outcome given was wrong: another one stands from now on. A do-not-call that was given stays given. */
export async function amendCall(
  desk: Desk,
  leadId: string,
  callId: string,
  dispositionId: string,
  reason: string,
): Promise<void> {
  const lead = await leadOf(desk, leadId)
  const { flags } = dispositionOf(desk, lead, dispositionId)
  await desk.transactor.commit([
    { leadId, type: 'call.amended', payload: { call: callId, disposition: dispositionId, flags, reason } },
  ])
}
