import type { Enrichment } from '../../shared/api/enrichers.ts'
import type { FieldId } from '../../shared/lead/catalog.ts'
import { normalise } from '../../shared/lead/intake/normalise.ts'

type Facts = Pick<Enrichment, 'fields' | 'problems'>

/** What an answer says of each field, made what the catalog stores. `country`: ISO alpha-2 of the lead, '' where it is not known. */
export function factsOf(answer: unknown, pointers: Record<string, string>, country: string): Facts {
  const facts: Facts = { fields: {}, problems: [] }
  for (const [field, pointer] of Object.entries(pointers)) {
    const found = at(answer, pointer)
    if (found === undefined || found === null || found === '') continue
    const value = String(found).slice(0, 2000)
    if (typeof found === 'object') {
      facts.problems.push({ field, value: '', reason: `${pointer} holds more than one value` })
      continue
    }
    const read = normalise(field as FieldId, value, country === '' ? {} : { country })
    if ('value' in read) facts.fields[field] = read.value
    else facts.problems.push({ field, value, reason: read.problem })
  }
  return facts
}

/** The value at a JSON pointer (RFC 6901); undefined where there is none. */
function at(value: unknown, pointer: string): unknown {
  let found = value
  for (const step of pointer.split('/').slice(1)) {
    const key = step.replaceAll('~1', '/').replaceAll('~0', '~')
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, key)) return undefined
    found = (found as Record<string, unknown>)[key]
  }
  return found
}
