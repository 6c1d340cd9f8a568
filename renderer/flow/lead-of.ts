import type { Call, Callback } from '../../shared/lead/lead.ts'
import type { Disposition, Policy } from '../../shared/policy/policy.ts'
import type { LeadView } from '../db/views.ts'
import type { Desk } from './desk.ts'

/** The lead, or an error that can be shown: it may have left this machine a moment ago. */
export async function viewOf(desk: Desk, leadId: string): Promise<LeadView> {
  const view = await desk.reader.lead(leadId)
  if (!view) throw new Error('This lead is no longer on this machine.')
  return view
}

export const policyOf = (desk: Desk, view: LeadView): Policy =>
  desk.reader.policy(view.snapshot.lead.campaign)

/** My call on this lead that has no disposition yet. */
export const runningCall = (desk: Desk, view: LeadView): Call | undefined =>
  view.snapshot.lead.calls.findLast((c) => c.actor === desk.me.id && c.disposition === null)

export const openCallbacks = (view: LeadView): Callback[] =>
  view.snapshot.lead.callbacks.filter((c) => c.closed === null)

export function dispositionOf(desk: Desk, view: LeadView, id: string): Disposition {
  const found = policyOf(desk, view).dispositions.find((d) => d.id === id)
  if (!found) throw new Error(`The campaign's policy has no outcome '${id}'.`)
  return found
}

export const instant = (ms: number): string => new Date(ms).toISOString()
