import type { Lead } from '../../shared/lead/lead.ts'
import { suppressionKey } from '../../shared/lead/suppression.ts'
import type { Subject } from './held.ts'

const FIELDS = [
  ['phone', 'phone'],
  ['mobile', 'phone'],
  ['email', 'email'],
] as const

/** Who the parts of a lead are about, by every number and address that they have or had. */
export function subjectOf(parts: readonly Lead[]): Subject {
  const found = parts.flatMap((part) =>
    FIELDS.flatMap(([field, kind]) =>
      (part.fields[field] ?? []).flatMap(({ value }) =>
        value === null ? [] : { kind, text: String(value) },
      ),
    ),
  )
  return {
    parts: parts.map((p) => p.id),
    keys: [...new Set(found.map(({ kind, text }) => suppressionKey(kind, text)))],
    texts: [...new Set(found.map(({ text }) => text.toLowerCase()))],
  }
}
