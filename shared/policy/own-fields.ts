import { type Field, type FieldValue, fieldOf, isOwnId, valueLabel } from '../lead/catalog.ts'
import type { Policy } from './policy.ts'

type Declared = Pick<Policy, 'ownFields'>

/** The campaign's own fields, in the policy's order. */
export const ownFieldsOf = (policy: Declared): Field[] =>
  (policy.ownFields ?? []).map((own) => ({ ...own, group: 'own' }))

/** A field of the campaign: its own, or one of the catalog; undefined for an id that neither has. */
export function fieldIn(policy: Declared, id: string): Field | undefined {
  if (!isOwnId(id)) return fieldOf(id)
  const own = policy.ownFields?.find((f) => f.id === id)
  return own && { ...own, group: 'own' }
}

/** What people read for a field: its label, or its id where the policy no longer has it. */
export const fieldLabel = (policy: Declared, id: string): string => fieldIn(policy, id)?.label ?? id

/** What people read for a value of it. */
export const valueLabelIn = (policy: Declared, id: string, value: FieldValue): string =>
  valueLabel(fieldIn(policy, id), value)
