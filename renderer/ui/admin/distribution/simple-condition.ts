import { CATALOG, fieldOf } from '../../../../shared/lead/catalog.ts'
import type { Condition } from '../../../../shared/policy/policy.ts'

/** What a simple condition asks: one of these values of a field, or a score of at least so many. */
export type Asked = { field: string; in: readonly string[] } | { score: { min: number } }

/** Fields that a rule can be made over here. */
export const ASKED_FIELDS = CATALOG.filter(
  (f) => f.kind === 'choice' || ['country', 'language', 'state', 'city', 'postalCode'].includes(f.id),
).map((f) => f.id as string)

export const choicesOf = (field: string) => fieldOf(field)?.choices ?? null

/** The condition as simple ones that all must hold; null: it is more than that, and can only be kept or replaced. */
export function askedOf(when: Condition): Asked[] | null {
  const parts = 'all' in when ? when.all : [when]
  const asked = parts.map(simple)
  return asked.every((a) => a !== null) ? asked : null
}

function simple(when: Condition): Asked | null {
  if ('score' in when) {
    const { min, max } = when.score
    return min !== undefined && max === undefined ? { score: { min } } : null
  }
  return 'in' in when && ASKED_FIELDS.includes(when.field) ? { field: when.field, in: when.in } : null
}

export const conditionOf = (asked: readonly Asked[]): Condition => ({
  all: asked.map((a): Condition => ('score' in a ? { score: a.score } : { field: a.field, in: [...a.in] })),
})

export const isComplete = (asked: readonly Asked[]): boolean =>
  asked.every((a) => 'score' in a || a.in.length > 0)
