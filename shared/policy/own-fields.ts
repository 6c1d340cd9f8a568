import { CATALOG, type Field, type FieldValue, fieldOf, isOwnId, valueLabel } from '../lead/catalog.ts'
import type { Lead } from '../lead/lead.ts'
import type { OwnField, Policy } from './policy.ts'

type Declared = Pick<Policy, 'ownFields'>

/** The campaign's own fields, in the policy's order. */
export const ownFieldsOf = (policy: Declared): Field[] => firstOfEach(policy.ownFields ?? []).map(asField)

/** A policy published earlier may have an id twice: the first one counts. */
const firstOfEach = <T extends { id: string }>(list: readonly T[]): T[] =>
  list.filter((item, i) => list.findIndex((other) => other.id === item.id) === i)

const asField = (own: OwnField): Field => ({
  ...own,
  group: 'own',
  ...(own.choices ? { choices: firstOfEach(own.choices) } : {}),
})

/** All fields that a lead may have in its campaign: the catalog's, the policy's own, and own ones that the lead has and the policy has no more. */
export function fieldsOf(policy: Declared, ...leads: Pick<Lead, 'fields'>[]): Field[] {
  return [...CATALOG, ...ownFieldsOf(policy), ...goneFields(policy, leads)]
}

/** Own fields of leads that the policy at hand does not have, under their ids, as text. */
function goneFields(policy: Declared, leads: readonly Pick<Lead, 'fields'>[]): Field[] {
  const ids = new Set(leads.flatMap(({ fields }) => Object.keys(fields)))
  const gone = [...ids].filter((id) => isOwnId(id) && !fieldIn(policy, id))
  return gone.sort().map((id) => ({ id, label: id, group: 'own', kind: 'text' }))
}

/** A field of the campaign: its own, or one of the catalog; undefined for an id that neither has. */
export function fieldIn(policy: Declared, id: string): Field | undefined {
  if (!isOwnId(id)) return fieldOf(id)
  const own = policy.ownFields?.find((f) => f.id === id)
  return own && asField(own)
}

/** What people read for a field: its label, or its id where the policy no longer has it. */
export const fieldLabel = (policy: Declared, id: string): string => fieldIn(policy, id)?.label ?? id

/** What people read for a value of it. */
export const valueLabelIn = (policy: Declared, id: string, value: FieldValue): string =>
  valueLabel(fieldIn(policy, id), value)
