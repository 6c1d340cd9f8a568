import type { Call, Lead } from '../../../shared/lead/lead.ts'
import type { Disposition, Policy } from '../../../shared/policy/policy.ts'
import { CALL_BACK } from '../../flow/promise.ts'

/** This person's call of the lead that has no outcome yet. */
export const runningCall = (lead: Lead, me: string): Call | null =>
  lead.calls.findLast((c) => c.disposition === null && c.actor === me) ?? null

/** The last call that has an outcome; null while a later one runs. */
export const lastOutcome = (lead: Lead): Call | null => {
  const last = lead.calls.at(-1)
  return last && last.disposition !== null ? last : null
}

/** The outcome of a call that simply took place: completed with the right person, and nothing else. */
export const spoke = (policy: Policy): Disposition | undefined =>
  policy.dispositions.find(({ flags: f }) => f.completed && f.rightParty && !f.unworkable && !f.doNotCall)

/** The outcome that needs a time: a person was reached and wants to be called again. */
export const isCallBack = (d: Disposition): boolean => d.id === CALL_BACK
