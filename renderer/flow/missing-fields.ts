import type { FieldId } from '../../shared/lead/catalog.ts'
import { fieldValue, type Lead } from '../../shared/lead/lead.ts'
import { derivedValue } from '../../shared/policy/facts.ts'
import type { Policy } from '../../shared/policy/policy.ts'
import { decidingFields } from '../../shared/policy/supplement.ts'

/** Fields that an agent asks for because they decide. */
export const askedFields = (policy: Policy): ReadonlySet<string> =>
  new Set(decidingFields(policy).flatMap((f) => (f.question === null ? [] : f.field)))

/** Those of them that have no value and follow from nothing, in the policy's order. */
export const missingFields = (lead: Lead, policy: Policy): FieldId[] =>
  ([...askedFields(policy)] as FieldId[]).filter(
    (field) => fieldValue(lead, field) === null && derivedValue(lead, policy, field) === null,
  )
