import type { Lead } from '../lead/lead.ts'
import { ROUTES } from '../lead/route.ts'
import { type CompiledPolicy, digitFor } from './compile.ts'
import type { CompiledField } from './compiled-field.ts'
import type { Decision } from './decision.ts'
import { type Encoded, encode } from './encode.ts'
import { relevantFields } from './relevance.ts'
import { type Shape, shapeAt } from './shape.ts'
import { type Verdict, verdictAt } from './verdict.ts'

/** A lead under a policy: its shape and the points of its known answers. */
export interface Standing {
  encoded: Encoded
  shape: Shape
  total: number
  verdict: Verdict
}

export function standingOf(compiled: CompiledPolicy, lead: Lead, asOf: string): Standing {
  return standingAs(compiled, encode(compiled, lead, asOf))
}

export function standingAs(compiled: CompiledPolicy, encoded: Encoded): Standing {
  let total = 0
  let key = 0
  for (const field of compiled.fields) {
    total += pointsNow(encoded, field)
    key += digitFor(field, encoded.classes[field.index]!) * compiled.strides[field.index]!
  }
  const shape = shapeAt(compiled, key)
  return { encoded, shape, total, verdict: verdictAt(compiled, shape, total) }
}

/** Points, after fading, of the known answer to a field; 0 while open. */
export function pointsNow({ classes, ages }: Encoded, field: CompiledField): number {
  const age = Math.min(ages[field.index]!, field.maxAge)
  return field.aged[age * (field.classes + 1) + classes[field.index]! + 1]!
}

/** Score and route of a lead. `asOf`: the day, YYYY-MM-DD. */
export function decide(compiled: CompiledPolicy, lead: Lead, asOf: string): Decision {
  return decisionOf(compiled, standingOf(compiled, lead, asOf))
}

export function decisionOf(compiled: CompiledPolicy, standing: Standing): Decision {
  const { low, high, expected, possible, first, forced } = standing.verdict
  const state = stateOf(compiled, standing)
  const rule = state === 'decided' ? first : state === 'forced' ? forced : null
  const route =
    state === 'byHand'
      ? ROUTES[standing.encoded.byHand]!
      : rule === null
        ? 'needInfo'
        : compiled.policy.rules[rule]!.route
  return { low, high, expected, state, route, possible: [...possible], rule }
}

/** Rules [RT5] to [RT8]: who or what settles the route. score-all.ts says the same of columns. */
function stateOf(compiled: CompiledPolicy, standing: Standing): Decision['state'] {
  const { encoded, shape, total, verdict } = standing
  if (encoded.byHand >= 0) return 'byHand'
  if (verdict.possible.length === 1) return 'decided'
  if (encoded.exhausted) return 'forced'
  // Where several routes are possible some open field is relevant, so with all open fields askable there is nothing to search.
  if ((shape.openBits & encoded.blocked) === 0) return 'needsInformation'
  return relevantFields(compiled, shape, total) & ~encoded.blocked ? 'needsInformation' : 'forced'
}
