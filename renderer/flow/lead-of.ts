import type { Call, Callback, Lead } from '../../shared/lead/lead.ts'
import type { Disposition, Policy } from '../../shared/policy/policy.ts'
import type { Desk } from './desk.ts'

/** The lead, or an error that can be shown: it may have left this machine a moment ago. */
export async function leadOf(desk: Desk, leadId: string): Promise<Lead> {
  const snapshot = await desk.reader.snapshot(leadId)
  if (!snapshot) throw new Error('This lead is no longer on this machine.')
  return snapshot.lead
}

export const policyOf = (desk: Desk, lead: Lead): Policy => desk.reader.policy(lead.campaign)

/** My call on this lead that has no disposition yet. */
export const runningCall = (desk: Desk, lead: Lead): Call | undefined =>
  lead.calls.findLast((c) => c.actor === desk.me.id && c.disposition === null)

export const openCallbacks = (lead: Lead): Callback[] => lead.callbacks.filter((c) => c.closed === null)

export function dispositionOf(desk: Desk, lead: Lead, id: string): Disposition {
  const found = policyOf(desk, lead).dispositions.find((d) => d.id === id)
  if (!found) throw new Error(`The campaign's policy has no outcome '${id}'.`)
  return found
}

export const instant = (ms: number): string => new Date(ms).toISOString()
