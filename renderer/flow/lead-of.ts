import type { FieldId } from '../../shared/lead/catalog.ts'
import { type Call, type Callback, fieldValue, type Lead } from '../../shared/lead/lead.ts'
import { derivedValue } from '../../shared/policy/facts.ts'
import type { Disposition, Policy } from '../../shared/policy/policy.ts'
import type { Desk } from './desk.ts'
import { FieldsMissing } from './refusals.ts'

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

/** Callbacks that still stand: not closed, and not kept by a later call to the right person, whoever made it (WK5). */
export const openCallbacks = (lead: Lead): Callback[] =>
  lead.callbacks.filter(
    (b) => b.closed === null && !lead.calls.some((c) => c.flags?.rightParty && c.since > b.stamp),
  )

/** The callback that stands and was promised in the call. */
export const promisedIn = (lead: Lead, call: Call): Callback | undefined =>
  openCallbacks(lead).findLast((b) => b.actor === call.actor && b.stamp > call.since)

export function dispositionOf(desk: Desk, lead: Lead, id: string): Disposition {
  const found = policyOf(desk, lead).dispositions.find((d) => d.id === id)
  if (!found) throw new Error(`The campaign's policy has no outcome '${id}'.`)
  return found
}

/** What the campaign still asks for before the outcome may be given. */
export const missingFor = (lead: Lead, policy: Policy, { requires = [] }: Disposition): FieldId[] =>
  (requires as FieldId[]).filter(
    (f) => fieldValue(lead, f) === null && derivedValue(lead, policy, f) === null,
  )

/** @throws FieldsMissing */
export function assertMayBeGiven(lead: Lead, policy: Policy, disposition: Disposition): void {
  const fields = missingFor(lead, policy, disposition)
  if (fields.length > 0) throw new FieldsMissing(disposition.label, fields, policy)
}

export const instant = (ms: number): string => new Date(ms).toISOString()
