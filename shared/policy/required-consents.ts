import type { Consent, Lead } from '../lead/lead.ts'
import type { RouteId } from '../lead/route.ts'
import type { Policy } from './policy.ts'
import type { PolicyProblem } from './policy-error.ts'

/** A consent that a route asks for and a lead lacks. `refused`: the person said no, and is not asked again. */
export interface LackingConsent {
  for: Consent['for']
  refused: boolean
}

/** The person's latest word on calls or on e-mail, by its own time. */
export function latestConsent(lead: Lead, purpose: Consent['for']): Consent | undefined {
  const later = (a: Consent, b: Consent) => (`${b.at} ${b.stamp}` >= `${a.at} ${a.stamp}` ? b : a)
  const all = lead.consents.filter((c) => c.for === purpose)
  return all.length === 0 ? undefined : all.reduce(later)
}

/** The consents that must be on record before the lead is handed off by the route, and are not. One without a basis is none. */
export function lackingConsents(lead: Lead, policy: Policy, route: RouteId): LackingConsent[] {
  return (policy.routes[route].requires ?? []).flatMap((purpose) => {
    const last = latestConsent(lead, purpose)
    return last?.given && last.basis.trim() !== '' ? [] : [{ for: purpose, refused: last?.given === false }]
  })
}

/** Only where leads leave the call center is a consent waited for. */
export function checkRequires(policy: Policy): PolicyProblem[] {
  return Object.entries(policy.routes).flatMap(([route, { channel, requires }]) =>
    requires && requires.length > 0 && (channel === 'callCenter' || route === 'needInfo')
      ? [
          {
            pointer: `/routes/${route}/requires`,
            detail: 'leads of this route stay in the call center, which asks for consents: leave it out',
          },
        ]
      : [],
  )
}
