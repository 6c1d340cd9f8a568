import type { Desk } from './desk.ts'

export interface CallbackPlan {
  /** ISO instant. */
  at: string
  whose: 'mine' | 'anyone'
  note: string
}

/** Promises a call; returns the callback's id. */
export async function scheduleCallback(desk: Desk, leadId: string, plan: CallbackPlan): Promise<string> {
  const callback = desk.newId()
  await desk.transactor.commit([
    { leadId, type: 'callback.scheduled', payload: { callback, agent: desk.me.id, ...plan } },
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
