import type { Field } from '../catalog.ts'
import { isTarget } from './headers.ts'
import { type Intake, intakeRow } from './row.ts'

export interface RecordContext {
  /** ISO alpha-2: where phone numbers belong when the record names no country. */
  defaultCountry?: string
  /** Epoch milliseconds; no response is later. */
  now: number
  /** The campaign's own fields; left out: it has none. */
  own?: readonly Field[]
}

/** As `Intake`; a problem names the entry it came from, '' for the record as a whole. */
export interface RecordIntake extends Omit<Intake, 'problems'> {
  problems: { field: string; value: string; reason: string }[]
}

/**
 * One record, by field (of the catalog, or the campaign's own) or other target ('fullName', 'note', 'emailConsent', ...; see headers.ts), made facts and problems just as the
 * row of a file. Entries with another name become no fact and stay in `raw`.
 */
export function intakeRecord(record: Readonly<Record<string, string>>, ctx: RecordContext): RecordIntake {
  const names = Object.keys(record)
  const columns = names.map((header) => ({
    header,
    target: isTarget(header, ctx.own) ? header : null,
    by: 'person' as const,
  }))
  const intake = intakeRow(Object.values(record), { columns, dateOrders: [], ...ctx })
  const problems = intake.problems.map(({ column, value, reason }) => ({
    field: names[column] ?? '',
    value,
    reason,
  }))
  return { ...intake, problems }
}
