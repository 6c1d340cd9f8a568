import { type Field, type FieldValue, valueLabel } from '../../../shared/lead/catalog.ts'
import { fieldIn } from '../../../shared/policy/own-fields.ts'
import type { Policy } from '../../../shared/policy/policy.ts'
import { readable } from '../format/dial.ts'
import { numberText } from '../format/numbers.ts'
import { calendarDay, zoneLabel } from '../format/time.ts'

/** A value as a person reads it: a choice's label, a number grouped, a zone by its name. */
export function valueText(field: Field, value: FieldValue): string {
  if (field.kind === 'phone') return readable(String(value))
  if (field.kind === 'timeZone') return zoneLabel(String(value))
  if (field.kind === 'date') return calendarDay(String(value))
  if (typeof value === 'number') return numberText(value)
  return valueLabel(field, value)
}

/** The same of the campaign's field by that id; of one that it does not have any more, as it is. */
export function valueTextIn(policy: Pick<Policy, 'ownFields'>, id: string, value: FieldValue): string {
  const field = fieldIn(policy, id)
  return field ? valueText(field, value) : String(value)
}
