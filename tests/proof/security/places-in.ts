import type { Schema } from './api-document.ts'
import type { Name } from './references.ts'
import type { Ref } from './world.ts'

/** A field of a body in which an id could be written, at whatever depth. */
export interface Place {
  /** As a JSON pointer. */
  at: string
  /** What it could name: of the same form as what belongs there. */
  refs: readonly Ref[]
  isNumber: boolean
  /** Words, not an id, as far as its name tells. */
  isFree: boolean
  /** The least body of that form, with that value there. */
  put(value: unknown): unknown
}

/** What a field is likely to name, by its name: only these are tried there, and elsewhere a lead. */
const LIKELY: Record<string, readonly Ref[]> = {
  lead: ['lead'],
  leads: ['lead'],
  to: ['person', 'receiver', 'team', 'partner'],
  person: ['person', 'receiver'],
  people: ['person', 'receiver'],
  owner: ['person'],
  owners: ['person'],
  team: ['team', 'partner'],
  campaign: ['campaign'],
  campaigns: ['campaign'],
  device: ['device'],
  ids: ['quarantined'],
  id: ['lead', 'reassignment', 'campaign'],
}
const UUIDS: readonly Ref[] = [
  ...(['lead', 'handOff', 'person', 'receiver', 'team', 'partner'] as const),
  ...(['reassignment', 'enrolment', 'quarantined'] as const),
]
/** A policy is data of its own, hundreds of fields deep: its address in the body is tried, and what lies so near. */
const DEPTH = 6

interface Ground {
  schemas: Readonly<Record<string, Schema>>
  own: Name
}

/** @param name of the field that holds it, or of the list in which it stands */
export function placesIn(schema: Schema, ground: Ground, name = '', depth = 0): Place[] {
  const meant = resolved(schema, ground)
  if (depth > DEPTH || 'const' in meant || 'enum' in meant) return []
  const choices = (meant.anyOf ?? meant.oneOf) as Schema[] | undefined
  if (choices) return choices.flatMap((choice) => placesIn(choice, ground, name, depth + 1))
  if (meant.type === 'object')
    return Object.entries((meant.properties ?? {}) as Record<string, Schema>).flatMap(([key, part]) =>
      placesIn(part, ground, key === 'id' && name !== '' ? name : key, depth + 1).map((inner) => ({
        ...inner,
        at: `/${key}${inner.at}`,
        put: (value: unknown) => ({ ...(least(meant, ground, name) as object), [key]: inner.put(value) }),
      })),
    )
  if (meant.type === 'array')
    return placesIn((meant.items ?? {}) as Schema, ground, name, depth + 1).map((inner) => ({
      ...inner,
      at: `/0${inner.at}`,
      put: (value: unknown) => [inner.put(value)],
    }))
  const isNumber = meant.type === 'integer' || meant.type === 'number'
  if (meant.type !== 'string' && !isNumber) return []
  const likely = LIKELY[name] ?? ['lead']
  const refs = isNumber
    ? (['policy'] as const)
    : likely.filter((r) => meant.format !== 'uuid' || UUIDS.includes(r))
  const isFree = !isNumber && !(name in LIKELY)
  return [{ at: '', refs, isNumber, isFree, put: (value) => value }]
}

/** What a body needs, and nothing more; what it names is one's own. */
function least(schema: Schema, ground: Ground, name: string): unknown {
  const meant = resolved(schema, ground)
  if ('const' in meant) return meant.const
  if (Array.isArray(meant.enum)) return meant.enum[0]
  const choices = (meant.anyOf ?? meant.oneOf) as Schema[] | undefined
  if (choices) return least(choices[0]!, ground, name)
  if (meant.type === 'object') {
    const { properties = {}, required = [] } = meant as {
      properties?: Record<string, Schema>
      required?: string[]
    }
    const nameOf = (key: string) => (key === 'id' && name !== '' ? name : key)
    return Object.fromEntries(required.map((key) => [key, least(properties[key] ?? {}, ground, nameOf(key))]))
  }
  if (meant.type === 'array')
    return Number(meant.minItems ?? 0) > 0 ? [least(meant.items as Schema, ground, name)] : []
  if (meant.type === 'string') {
    const [ref] = LIKELY[name] ?? []
    if (ref) return ground.own(ref)
    return meant.format === 'date-time'
      ? '2026-11-24T10:00:00.000Z'
      : meant.format === 'uuid'
        ? ground.own('lead')
        : 'x'
  }
  if (meant.type === 'boolean') return false
  return meant.type === 'null' ? null : Math.max(1, Number(meant.minimum ?? 1))
}

function resolved(schema: Schema, { schemas }: Ground): Schema {
  const named = typeof schema.$ref === 'string' ? schemas[schema.$ref.split('/').at(-1)!]! : schema
  return Array.isArray(named.type)
    ? { ...named, type: (named.type as string[]).find((t) => t !== 'null') }
    : named
}
