import type { FieldId, FieldValue } from '../lead/catalog.ts'
import { fieldValue, type Lead } from '../lead/lead.ts'
import type { Policy } from './policy.ts'

/** What is known of a field: the value, the day (YYYY-MM-DD) since when, and whether it was derived, not stated. */
export interface KnownValue {
  value: FieldValue
  day: string | null
  derived: boolean
}

/** Fields that follow from the lead alone, whatever the policy. */
export const FROM_LEAD_ALONE: Readonly<Record<string, (lead: Lead) => KnownValue>> = {
  responses: (lead) => ({ value: lead.responses.length, day: lastResponseDay(lead), derived: true }),
  emailOptIn: (lead) => {
    const last = latest(
      lead.consents.filter((c) => c.for === 'email'),
      (c) => `${c.at} ${c.stamp}`,
    )
    return { value: last?.given ? 'yes' : 'no', day: last?.at.slice(0, 10) ?? null, derived: true }
  },
}

const DERIVED: Partial<Record<string, (lead: Lead, policy: Policy) => KnownValue>> = {
  ...FROM_LEAD_ALONE,
  territory: (lead, policy) => ({
    value: territoryOf(fieldValue(lead, 'country'), fieldValue(lead, 'state'), policy),
    day: null,
    derived: true,
  }),
}

/** True for a field that is never open: where nobody stated it, it follows from the lead itself. */
export const isAlwaysKnown = (field: string): boolean => field in DERIVED

/** The value that stands for a field, stated or derived; null while the field is open. Staleness is the policy's matter, not seen here. */
export function knownValue(lead: Lead, policy: Policy, field: FieldId): KnownValue | null {
  const version = lead.fields[field]?.[0]
  const stated = version && version.value !== null
  if (stated && (field === 'territory' || !isAlwaysKnown(field))) {
    return { value: version.value!, day: version.stamp.slice(0, 10), derived: false }
  }
  return derivedValue(lead, policy, field)
}

/** The value a field has by derivation; null for a field that is only ever stated. */
export function derivedValue(lead: Lead, policy: Policy, field: FieldId): KnownValue | null {
  return DERIVED[field]?.(lead, policy) ?? null
}

/** 'partner' when the country, or this state of that country, is one that only partners serve. */
export function territoryOf(
  inCountry: FieldValue | null,
  inState: FieldValue | null,
  { partnerTerritories }: Policy,
): 'direct' | 'partner' {
  const country = String(inCountry ?? '').toUpperCase()
  if (country === '' || partnerTerritories.length === 0) return 'direct'
  if (partnerTerritories.includes(country)) return 'partner'
  const state = String(inState ?? '').toUpperCase()
  const place = state.startsWith(`${country}-`) ? state : `${country}-${state}`
  return partnerTerritories.includes(place) ? 'partner' : 'direct'
}

/** Calls that ended since the last one that reached its purpose. */
export function attemptsSinceCompleted(lead: Lead): number {
  const ended = lead.calls.filter((c) => c.disposition !== null)
  const completed = latest(
    ended.filter((c) => c.flags?.completed),
    (c) => c.since,
  )
  return ended.filter((c) => !completed || c.since > completed.since).length
}

const lastResponseDay = (lead: Lead) => latest(lead.responses, (r) => r.at ?? '')?.at?.slice(0, 10) ?? null

function latest<T>(list: readonly T[], keyOf: (item: T) => string): T | undefined {
  let best: T | undefined
  for (const item of list) if (best === undefined || keyOf(item) >= keyOf(best)) best = item
  return best
}
