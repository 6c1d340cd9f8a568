import type { Desk } from './desk.ts'
import { instant, leadOf, promisedIn, runningCall } from './lead-of.ts'
import { callbackTime } from './promise.ts'
import { CallbackClosed } from './refusals.ts'

export interface CallbackPlan {
  /** ISO instant. */
  at: string
  whose: 'mine' | 'anyone'
  note: string
}

/**
 * Promises a call, at once; returns the callback's id. A call has one promise: another one in the same call takes its place.
 * @throws CallbackClosed where the person may not be called then
 */
export async function scheduleCallback(desk: Desk, leadId: string, plan: CallbackPlan): Promise<string> {
  const lead = await leadOf(desk, leadId)
  if (plan.at > instant(desk.now())) {
    const { reasons, next } = callbackTime(desk, lead, plan.at)
    if (reasons.length > 0) throw new CallbackClosed(reasons, next)
  }
  const call = runningCall(desk, lead)
  const callback = (call && promisedIn(lead, call)?.id) ?? desk.newId()
  await desk.transactor.commit([
    { leadId: lead.id, type: 'callback.scheduled', payload: { callback, agent: desk.me.id, ...plan } },
  ])
  return callback
}

export async function closeCallback(
  desk: Desk,
  leadId: string,
  callbackId: string,
  outcome: 'done' | 'cancelled',
): Promise<void> {
  await desk.transactor.commit([
    { leadId, type: 'callback.closed', payload: { callback: callbackId, outcome } },
  ])
}
