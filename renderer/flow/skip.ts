import type { Desk } from './desk.ts'

/** Puts the lead off until an ISO instant. */
export async function skip(desk: Desk, leadId: string, until: string, reason: string): Promise<void> {
  await desk.transactor.commit([{ leadId, type: 'lead.skipped', payload: { until, reason } }])
}
