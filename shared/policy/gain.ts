import { ROUTES } from '../lead/route.ts'
import type { CompiledPolicy } from './compile.ts'
import type { CompiledField } from './compiled-field.ts'
import { relevantFields } from './relevance.ts'
import { type Shape, shapeAt, withAnswer } from './shape.ts'
import { routeProbabilities } from './verdict.ts'

/** What the answer to an open field is expected to decide: see [NQ3] for the formula. */
export interface Gain {
  field: CompiledField
  /** Weighted bits. */
  gain: number
}

/** The relevant open fields that the policy has a question for, the most decisive first; equal ones in the policy's order. */
export function gainsOf(compiled: CompiledPolicy, shape: Shape, total: number): readonly Gain[] {
  const known = shape.gains.get(total)
  if (known) return known
  const relevant = relevantFields(compiled, shape, total)
  const now = weightedEntropy(compiled, shape, total)
  const gains = shape.open
    .filter((f) => f.source.question !== null && relevant & (1 << f.index))
    .map((field) => ({ field, gain: cleaned(now - expectedEntropy(compiled, shape, total, field)) }))
    .sort((a, b) => b.gain - a.gain || a.field.index - b.field.index)
  shape.gains.set(total, gains)
  return gains
}

function expectedEntropy(
  compiled: CompiledPolicy,
  shape: Shape,
  total: number,
  field: CompiledField,
): number {
  let sum = 0
  for (let c = 0; c < field.classes; c++) {
    const p = field.probability[c]!
    if (p === 0) continue
    const after = shapeAt(compiled, withAnswer(compiled, shape.key, field, c))
    sum += p * weightedEntropy(compiled, after, total + field.points[c]!)
  }
  return sum
}

/** Guiasu's weighted entropy of the route, in bits: - sum of cost x p x log2 p. */
function weightedEntropy(compiled: CompiledPolicy, shape: Shape, total: number): number {
  return routeProbabilities(compiled, shape, total).reduce(
    (sum, p, i) => (p > 0 ? sum - compiled.policy.routes[ROUTES[i]!].cost * p * Math.log2(p) : sum),
    0,
  )
}

/** Float noise must not decide an order. */
const cleaned = (bits: number) => Math.max(0, Math.round(bits * 1e9) / 1e9)
