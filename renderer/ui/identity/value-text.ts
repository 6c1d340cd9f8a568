import { type Field, type FieldValue, valueLabel } from '../../../shared/lead/catalog.ts'
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
