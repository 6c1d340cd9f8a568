import type { FieldId, FieldValue } from './catalog.ts'

/** What each identity field's keys begin with. Both numbers of a person share one, so that either finds the other. */
const KINDS: [FieldId, string][] = [
  ['email', 'email'],
  ['phone', 'phone'],
  ['mobile', 'phone'],
  ['externalId', 'external'],
]

/**
 * The exact keys under which a lead is found again, from normalised values (phones as E.164): 'email:<lower case>', 'phone:<E.164>',
 * 'external:<id>'. Each once; empty for a person who left nothing to be found by.
 */
export function identityKeys(fields: Partial<Record<FieldId, FieldValue | null>>): string[] {
  const keys = KINDS.flatMap(([field, kind]) => {
    const text = String(fields[field] ?? '').trim()
    return text === '' ? [] : `${kind}:${kind === 'email' ? text.toLowerCase() : text}`
  })
  return [...new Set(keys)]
}
