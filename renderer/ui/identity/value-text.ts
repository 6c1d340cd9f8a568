import { type FieldId, type FieldValue, fieldOf, labelOf } from '../../../shared/lead/catalog.ts'
import { readable } from '../format/dial.ts'
import { zoneLabel } from '../format/time.ts'

/** A value as a person reads it: a choice's label, a number grouped, a zone by its name. */
export function valueText(field: FieldId, value: FieldValue): string {
  const kind = fieldOf(field)?.kind
  if (kind === 'phone') return readable(String(value))
  if (kind === 'timeZone') return zoneLabel(String(value))
  return labelOf(field, value)
}
