import { CATALOG, type Field } from '../../../../shared/lead/catalog.ts'
import { ownFieldsOf } from '../../../../shared/policy/own-fields.ts'
import type { Condition, Policy } from '../../../../shared/policy/policy.ts'

/** What a simple condition asks: one of these values of a field, a number of at least so many, or such a score. */
export type Asked =
  | { field: string; in: readonly string[] }
  | { field: string; min: number }
  | { score: { min: number } }

const PLACES = ['country', 'language', 'state', 'city', 'postalCode']
const OF_CATALOG: readonly Field[] = (CATALOG as readonly Field[]).filter(
  (f) => f.kind === 'choice' || PLACES.includes(f.id),
)

/** Fields that a condition can be made over here: those of the catalog, and what the campaigns have of their own. A day is asked for elsewhere. */
export const askableOf = (declared: Pick<Policy, 'ownFields'>): readonly Field[] => [
  ...OF_CATALOG,
  ...ownFieldsOf(declared).filter((f) => f.kind !== 'date'),
]

/** The condition as simple ones that all must hold; null: it is more than that, and can only be kept or replaced. */
export function askedOf(when: Condition, fields: readonly Field[]): Asked[] | null {
  const parts = 'all' in when ? when.all : [when]
  const asked = parts.map((part) => simple(part, fields))
  return asked.every((a) => a !== null) ? asked : null
}

function simple(when: Condition, fields: readonly Field[]): Asked | null {
  if ('score' in when) {
    const { min, max } = when.score
    return min !== undefined && max === undefined ? { score: { min } } : null
  }
  if (!('field' in when)) return null
  const field = fields.find((f) => f.id === when.field)
  if (!field) return null
  if ('in' in when) return field.kind === 'number' ? null : { field: field.id, in: when.in }
  return field.kind === 'number' && when.min !== undefined && when.max === undefined
    ? { field: field.id, min: when.min }
    : null
}

/** What is asked of a field to begin with. */
export const askOf = ({ id, kind }: Field): Asked =>
  kind === 'number' ? { field: id, min: 1 } : { field: id, in: [] }

export const conditionOf = (asked: readonly Asked[]): Condition => ({
  all: asked.map((a): Condition => ('in' in a ? { field: a.field, in: [...a.in] } : a)),
})

export const isComplete = (asked: readonly Asked[]): boolean =>
  asked.every((a) => !('in' in a) || a.in.length > 0)
