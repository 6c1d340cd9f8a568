import { type FieldId, labelOf } from '../../../shared/lead/catalog.ts'
import { zoneOf } from '../../../shared/lead/intake/zones.ts'
import { fieldValue, type Lead } from '../../../shared/lead/lead.ts'
import { derivedValue } from '../../../shared/policy/facts.ts'
import type { Policy } from '../../../shared/policy/policy.ts'
import { useT } from '../context.tsx'
import { zoneLabel } from './time.ts'

/** A value that nobody stated but that follows from the rest, as shown, and what it follows from. */
export interface Derived {
  text: string
  source: string
}

/** What stands for a field while nobody states it; null for a field that is then simply open. */
export function useDerived(lead: Lead, policy: Policy): (field: FieldId) => Derived | null {
  const t = useT()
  return (field) => {
    if (field === 'timeZone') return derivedZone(lead, t('fields.fromAddress'), t('fields.fromPhone'))
    const derived = derivedValue(lead, policy, field)
    return derived && { text: labelOf(field, derived.value), source: t('fields.byRule') }
  }
}

function derivedZone(lead: Lead, fromAddress: string, fromPhone: string): Derived | null {
  const of = (...ids: FieldId[]) => zoneOf(Object.fromEntries(ids.map((id) => [id, fieldValue(lead, id)])))
  const address = of('state', 'country')
  const zone = address ?? of('phone', 'mobile')
  return zone === null ? null : { text: zoneLabel(zone), source: address ? fromAddress : fromPhone }
}
