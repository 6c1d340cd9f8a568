import { fieldOf, isOwnId } from '../lead/catalog.ts'
import { ROUTES } from '../lead/route.ts'
import type { Cells } from './cells.ts'
import { type Catalog, checkPolicy } from './check-policy.ts'
import { type CompiledField, compileField } from './compiled-field.ts'
import { atomsOf, type CompiledCondition, compileCondition } from './compiled-rules.ts'
import { buildDiagram, type Diagram } from './diagram.ts'
import { fieldIn } from './own-fields.ts'
import type { Policy } from './policy.ts'
import { PolicyError, type PolicyProblem } from './policy-error.ts'
import type { Shape } from './shape.ts'
import { decidingFields } from './supplement.ts'

export interface CompiledPolicy {
  policy: Policy
  /** The fields that can decide anything, in the policy's order. */
  fields: readonly CompiledField[]
  /** The fields that stand in a rule: the levels of the diagram. */
  levels: readonly CompiledField[]
  conditions: readonly CompiledCondition[]
  diagram: Diagram
  /** Index into ROUTES, for each rule. */
  routeOf: readonly number[]
  /** Every total of points, partial ones too, lies in [lowest, lowest + size). */
  lowest: number
  size: number
  /** Band of the score, for each total from `lowest` on. */
  bandOf: Uint8Array
  /** What is known is one number (see shape.ts): the sum over the fields of digit x stride. */
  strides: readonly number[]
  shapeCount: number
  /** Caches: what follows from which fields are open, by that number; and the table for scoring lists. */
  shapes: Map<number, Shape>
  cells?: Cells
}

/** The policy as tables. Throws PolicyError when something is wrong with it. `catalog`: what fields there are beside the policy's own. */
export function compile(policy: Policy, catalog: Catalog = fieldOf): CompiledPolicy {
  const errors = checkPolicy(policy, catalog)
  if (errors.length > 0) throw new PolicyError(errors)

  const weights = new Map<string, number>(policy.dimensions.map((d) => [d.id, d.weight]))
  const { byField, scoreCuts } = atomsOf(policy)
  const fields = decidingFields(policy).map((source, index) =>
    compileField(
      index,
      source,
      (isOwnId(source.field) ? fieldIn(policy, source.field) : catalog(source.field))!,
      source.dimension === null ? 0 : weights.get(source.dimension)!,
      byField.get(source.field) ?? [],
    ),
  )
  const levels = fields.filter((f) => f.inRules)
  const conditions = policy.rules.map((r) => compileCondition(r.when, levels, byField, scoreCuts))
  const diagram = buildDiagram(conditions, levels, scoreCuts.length + 1)
  const strides: number[] = []
  let shapeCount = 1
  for (const field of fields) {
    strides.push(shapeCount)
    shapeCount *= digits(field)
  }
  if (!diagram || shapeCount > Number.MAX_SAFE_INTEGER) throw new PolicyError([tooManyCases])

  const lowest = fields.reduce((sum, f) => sum + Math.min(0, f.min), 0)
  const size = fields.reduce((sum, f) => sum + Math.max(0, f.max), 0) - lowest + 1
  return {
    policy,
    fields,
    levels,
    conditions,
    diagram,
    routeOf: policy.rules.map((r) => ROUTES.indexOf(r.route)),
    lowest,
    size,
    bandOf: Uint8Array.from({ length: size }, (_, i) => bandAt(scoreCuts, i + lowest)),
    strides,
    shapeCount,
    shapes: new Map(),
  }
}

/** Digit 0: open; 1 + group: known; a field that is never open has no digit 0. A field in no rule has one group. */
export const digits = (field: CompiledField): number => field.groups + (field.alwaysKnown ? 0 : 1)
export const digitFor = (field: CompiledField, cls: number): number =>
  cls < 0 ? 0 : field.groupOf[cls]! + (field.alwaysKnown ? 0 : 1)

const bandAt = (cuts: readonly number[], total: number) => cuts.filter((cut) => total >= cut).length

const tooManyCases: PolicyProblem = {
  pointer: '/rules',
  detail: 'the rules tell too many combinations of answers apart: use fewer fields or fewer conditions',
}
