import type { Enrichment } from '../../shared/api/enrichers.ts'
import { isOwnId } from '../../shared/lead/catalog.ts'
import { normaliseFor } from '../../shared/lead/intake/normalise.ts'
import { fieldIn } from '../../shared/policy/own-fields.ts'
import type { Policy } from '../../shared/policy/policy.ts'

type Facts = Pick<Enrichment, 'fields' | 'problems'>

interface Whose {
  /** ISO alpha-2 of the lead, '' where it is not known. */
  country: string
  /** Of the lead's campaign: an own field that it does not have is told nothing of. */
  policy: Pick<Policy, 'ownFields'>
}

/** What an answer says of each field, made what the field stores. */
export function factsOf(
  answer: unknown,
  pointers: Record<string, string>,
  { country, policy }: Whose,
): Facts {
  const facts: Facts = { fields: {}, problems: [] }
  for (const [field, pointer] of Object.entries(pointers)) {
    const found = at(answer, pointer)
    if (found === undefined || found === null || found === '') continue
    const known = fieldIn(policy, field)
    if (!known && isOwnId(field)) continue
    const value = String(found).slice(0, 2000)
    if (typeof found === 'object') {
      facts.problems.push({ field, value: '', reason: `${pointer} holds more than one value` })
      continue
    }
    const read = known
      ? normaliseFor(known, value, country === '' ? {} : { country })
      : { problem: 'is no field that can be filled in' }
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
