import { instantOf } from '../../shared/events/instant.ts'
import { type Consent, isDoNotCall, type Lead } from '../../shared/lead/lead.ts'

/** The latest word on e-mail: a consent counts if it names its basis. */
function emailConsent(lead: Lead): Consent | undefined {
  const later = (a: Consent, b: Consent) => (`${b.at} ${b.stamp}` >= `${a.at} ${a.stamp}` ? b : a)
  const all = lead.consents.filter((c) => c.for === 'email')
  return all.length === 0 ? undefined : all.reduce(later)
}

/** 'withdrawn': recorded since the enrolment, so the person has had enough of it. @param enrolledAt ISO instant */
export function consentOf(lead: Lead, enrolledAt: string): 'given' | 'none' | 'withdrawn' {
  const last = emailConsent(lead)
  if (last?.given) return last.basis.trim() === '' ? 'none' : 'given'
  return last && instantOf(last.stamp) >= enrolledAt ? 'withdrawn' : 'none'
}

/** Who asked not to be called is not written to either, unless they agreed to e-mail since. */
export function refusesContact(lead: Lead): boolean {
  if (!isDoNotCall(lead)) return false
  const asked = instantOf(lead.doNotCall.given.at(-1)!.stamp)
  const last = emailConsent(lead)
  return !(last?.given && last.at > asked)
}
