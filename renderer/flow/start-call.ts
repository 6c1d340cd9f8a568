import { isDoNotCall } from '../../shared/lead/lead.ts'
import type { Desk } from './desk.ts'
import { instant, leadOf, runningCall } from './lead-of.ts'

/**
 * Records that a call begins, and returns its id; a call of mine that still runs on this lead is returned instead.
 * Rejects where the person is not to be called. Dialing itself is the shell's part.
 */
export async function startCall(desk: Desk, leadId: string, phone: string): Promise<string> {
  const lead = await leadOf(desk, leadId)
  const running = runningCall(desk, lead)
  if (running) return running.id
  if (isDoNotCall(lead)) throw new Error('This person has asked not to be called.')
  const call = desk.newId()
  await desk.transactor.commit([
    { leadId, type: 'call.started', payload: { call, phone, at: instant(desk.now()) } },
  ])
  return call
}
