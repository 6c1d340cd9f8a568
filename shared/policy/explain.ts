import type { Lead } from '../lead/lead.ts'
import { questionsOf } from './ask.ts'
import type { CompiledPolicy } from './compile.ts'
import type { CompiledField } from './compiled-field.ts'
import { decisionOf, pointsNow, type Standing, standingOf } from './decide.ts'
import type { Decision, DimensionPoints, Explanation } from './decision.ts'
import { supplementsOf } from './supplement.ts'
import { inWords } from './words.ts'

/** Why a lead stands where it stands. `asOf`: the day, YYYY-MM-DD. */
export function explain(compiled: CompiledPolicy, lead: Lead, asOf: string): Explanation {
  const standing = standingOf(compiled, lead, asOf)
  const decision = decisionOf(compiled, standing)
  return {
    decision,
    dimensions: dimensionsOf(compiled, standing),
    open: standing.shape.open.filter((f) => f.inRules || f.points.some((p) => p !== 0)).map((f) => f.id),
    ask: questionsOf(compiled, standing),
    also: decision.state === 'byHand' ? [] : supplementsOf(compiled.policy, lead, asOf),
    because: becauseOf(compiled, lead, decision),
  }
}

/** The deciding rule in words; '' while undecided. */
export function becauseOf(compiled: CompiledPolicy, lead: Lead, decision: Decision): string {
  if (decision.state === 'byHand') return `Set by hand: ${lead.routeByHand?.reason ?? ''}`
  return decision.rule === null ? '' : inWords(compiled.policy.rules[decision.rule]!.when, compiled.policy)
}

function dimensionsOf(compiled: CompiledPolicy, standing: Standing): DimensionPoints[] {
  return compiled.policy.dimensions.map(({ id, label, weight }) => {
    const fields = compiled.fields
      .filter((f) => f.source.dimension === id)
      .map((f) => fieldPoints(standing, f))
    return {
      dimension: id,
      label,
      weight,
      low: fields.reduce((sum, f) => sum + f.low, 0),
      high: fields.reduce((sum, f) => sum + f.high, 0),
      fields,
    }
  })
}

/** `faded`: the points that the answer's age took away. */
function fieldPoints({ encoded }: Standing, field: CompiledField): DimensionPoints['fields'][number] {
  const cls = encoded.classes[field.index]!
  if (cls < 0) return { field: field.id, low: field.min, high: field.max, faded: 0 }
  const now = pointsNow(encoded, field)
  return { field: field.id, low: now, high: now, faded: field.points[cls]! - now }
}
