import { instantOf } from '../../shared/events/instant.ts'
import { isDoNotCall, type Lead } from '../../shared/lead/lead.ts'
import { latestConsent } from '../../shared/policy/required-consents.ts'

/** 'withdrawn': recorded since the enrolment, so the person has had enough of it. @param enrolledAt ISO instant */
export function consentOf(lead: Lead, enrolledAt: string): 'given' | 'none' | 'withdrawn' {
  const last = latestConsent(lead, 'email')
  if (last?.given) return last.basis.trim() === '' ? 'none' : 'given'
  return last && instantOf(last.stamp) >= enrolledAt ? 'withdrawn' : 'none'
}

/** Who asked not to be called is not written to either, unless they agreed to e-mail since. */
export function refusesContact(lead: Lead): boolean {
  if (!isDoNotCall(lead)) return false
  const asked = instantOf(lead.doNotCall.given.at(-1)!.stamp)
  const last = latestConsent(lead, 'email')
  return !(last?.given && last.at > asked)
}
