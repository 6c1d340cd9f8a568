import type { Lead } from '../../shared/lead/lead.ts'
import { centralForbids } from './ask-central.ts'
import type { Desk } from './desk.ts'
import { instant, leadOf, runningCall } from './lead-of.ts'
import { CallForbidden } from './refusals.ts'
import { whyNotCall } from './why-not-call.ts'

interface Dialing {
  /** True: central is asked as well, and the stricter answer holds. */
  online?: boolean
  /** Hands the number to the telephone once nothing forbids it; false when the telephone refused. */
  handOver?(number: string): Promise<boolean>
  /** Told the call's id just before it is recorded; what it returns is run where that fails. */
  begins?(call: string): () => void
}

/**
 * Dials, records that a call begins, and returns its id; a call of mine that still runs on this lead is returned instead.
 * @param number E.164
 * @throws CallForbidden before anything is dialed, where a rule forbids it
 */
export async function startCall(
  desk: Desk,
  leadId: string,
  number: string,
  { online = false, handOver, begins }: Dialing = {},
): Promise<string> {
  const lead = await leadOf(desk, leadId)
  const running = runningCall(desk, lead)
  if (running) return running.id
  const reasons = await whyNotCall(desk, leadId, number)
  if (reasons.length === 0 && online) reasons.push(...(await centralForbids(desk, leadId, number)))
  if (reasons.length > 0) throw new CallForbidden(reasons)
  if (handOver && !(await handOver(number))) throw new Error('The telephone refused the number.')
  return begin(desk, lead, number, begins)
}

/** The person rang: a call begins that nobody dialed, at whatever hour and whatever was asked before, so it carries no number. */
export async function takeCall(
  desk: Desk,
  leadId: string,
  { begins }: Pick<Dialing, 'begins'> = {},
): Promise<string> {
  const lead = await leadOf(desk, leadId)
  const running = runningCall(desk, lead)
  if (running) return running.id
  return begin(desk, lead, '', begins)
}

async function begin(desk: Desk, lead: Lead, phone: string, begins: Dialing['begins']): Promise<string> {
  const call = desk.newId()
  const failed = begins?.(call)
  try {
    await desk.transactor.commit([
      { leadId: lead.id, type: 'call.started', payload: { call, phone, at: instant(desk.now()) } },
    ])
  } catch (error) {
    failed?.()
    throw error
  }
  return call
}
