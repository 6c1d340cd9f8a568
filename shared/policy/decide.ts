import type { Lead } from '../lead/lead.ts'
import { ROUTES } from '../lead/route.ts'
import { type CompiledPolicy, digitFor } from './compile.ts'
import type { Decision } from './decision.ts'
import { type Columns, encodeAll } from './encode.ts'
import { relevantFields } from './relevance.ts'
import { type Shape, shapeAt } from './shape.ts'
import { type Verdict, verdictAt } from './verdict.ts'

/** A lead under a policy: its shape and the points of its known answers. */
export interface Standing {
  columns: Columns
  shape: Shape
  total: number
  verdict: Verdict
}

export function standingOf(compiled: CompiledPolicy, lead: Lead, asOf: string): Standing {
  const columns = encodeAll(compiled, [lead], asOf)
  let total = 0
  let key = 0
  for (const field of compiled.fields) {
    const cls = columns.classes[field.index]![0]!
    total += pointsNow(compiled, columns, field.index)
    key += digitFor(field, cls) * compiled.strides[field.index]!
  }
  const shape = shapeAt(compiled, key)
  return { columns, shape, total, verdict: verdictAt(compiled, shape, total) }
}

/** Points, after fading, of the first lead's known answer to a field; 0 while open. */
export function pointsNow(compiled: CompiledPolicy, columns: Columns, index: number): number {
  const field = compiled.fields[index]!
  const age = Math.min(columns.ages[index]![0]!, field.maxAge)
  return field.aged[age * (field.classes + 1) + columns.classes[index]![0]! + 1]!
}

/** Score and route of a lead. `asOf`: the day, YYYY-MM-DD. */
export function decide(compiled: CompiledPolicy, lead: Lead, asOf: string): Decision {
  return decisionOf(compiled, standingOf(compiled, lead, asOf))
}

export function decisionOf(compiled: CompiledPolicy, standing: Standing): Decision {
  const { columns, shape, total, verdict } = standing
  const { low, high, expected } = verdict
  const state = stateOf(
    compiled,
    shape,
    total,
    verdict,
    columns.blocked[0]!,
    columns.exhausted[0]!,
    columns.byHand[0]!,
  )
  const rule = state === 'decided' ? verdict.first : state === 'forced' ? verdict.forced : null
  const route =
    state === 'byHand'
      ? ROUTES[columns.byHand[0]!]!
      : rule === null
        ? 'needInfo'
        : compiled.policy.rules[rule]!.route
  return { low, high, expected, state, route, possible: [...verdict.possible], rule }
}

/** Rule [RT5] to [RT8]: who or what settles the route. */
export function stateOf(
  compiled: CompiledPolicy,
  shape: Shape,
  total: number,
  verdict: Verdict,
  blocked: number,
  exhausted: number,
  byHand: number,
): Decision['state'] {
  if (byHand >= 0) return 'byHand'
  if (verdict.possible.length === 1) return 'decided'
  if (exhausted === 1) return 'forced'
  // Where several routes are possible some open field is relevant, so with all open fields askable there is nothing to search.
  if ((shape.openBits & blocked) === 0) return 'needsInformation'
  return relevantFields(compiled, shape, total) & ~blocked ? 'needsInformation' : 'forced'
}
