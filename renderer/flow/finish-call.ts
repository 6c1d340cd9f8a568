import type { Draft } from '../db/draft.ts'
import type { Desk } from './desk.ts'
import { dispositionOf, instant, leadOf, openCallbacks } from './lead-of.ts'
import type { CallbackPlan } from './schedule-callback.ts'

/** The disposition that promises another call. */
export const CALL_BACK = 'callBack'

/**
 * Gives a call its disposition, with everything that follows from it, in one commit:
 * callbacks are closed once the right person was reached or nobody is to call again; 'call back' makes a new one, by
 * default after the policy's recycle delay.
 */
export async function finishCall(
  desk: Desk,
  leadId: string,
  callId: string,
  dispositionId: string,
  plan?: CallbackPlan,
): Promise<void> {
  const lead = await leadOf(desk, leadId)
  const { flags, recycleMinutes } = dispositionOf(desk, lead, dispositionId)
  const now = desk.now()
  const drafts: Draft[] = [
    {
      leadId,
      type: 'call.finished',
      payload: { call: callId, at: instant(now), disposition: dispositionId, flags },
    },
  ]
  if (flags.rightParty || flags.unworkable || flags.doNotCall) {
    const outcome = flags.rightParty ? 'done' : 'cancelled'
    for (const { id } of openCallbacks(lead))
      drafts.push({ leadId, type: 'callback.closed', payload: { callback: id, outcome } })
  }
  const next =
    plan ??
    (dispositionId === CALL_BACK
      ? { at: instant(now + recycleMinutes * 60_000), whose: 'mine' as const, note: '' }
      : null)
  if (next)
    drafts.push({
      leadId,
      type: 'callback.scheduled',
      payload: { callback: desk.newId(), agent: desk.me.id, ...next },
    })
  await desk.transactor.commit(drafts)
}
