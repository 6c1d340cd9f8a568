import type { Desk } from './desk.ts'

/** The person may be called again. Central takes it from supervisors only. */
export async function liftDoNotCall(desk: Desk, leadId: string, reason: string): Promise<void> {
  await desk.transactor.commit([{ leadId, type: 'doNotCall.lifted', payload: { reason } }])
}
