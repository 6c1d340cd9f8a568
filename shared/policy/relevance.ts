import type { CompiledPolicy } from './compile.ts'
import type { CompiledField } from './compiled-field.ts'
import type { Shape } from './shape.ts'
import { addShifted, noTotals, type Totals, withField, zeroTotals } from './totals.ts'
import { verdictAt } from './verdict.ts'

/** For one completion of the fields other than one: the winning rules by group of that one, and the others' points. */
export interface Siblings {
  rows: readonly Uint8Array[]
  points: readonly number[]
}

/** The open fields whose answers lead to different routes for at least one completion of the other open fields: a bit (1 << index) each. */
export function relevantFields(compiled: CompiledPolicy, shape: Shape, total: number): number {
  if (verdictAt(compiled, shape, total).possible.length === 1) return 0
  const known = shape.relevant.get(total)
  if (known !== undefined) return known
  let bits = 0
  for (const field of shape.open) if (matters(compiled, shape, total, field)) bits |= 1 << field.index
  shape.relevant.set(total, bits)
  return bits
}

function matters(compiled: CompiledPolicy, shape: Shape, total: number, field: CompiledField): boolean {
  const { bandOf, lowest, routeOf } = compiled
  const routeFor = ({ rows }: Siblings, cls: number, base: number) =>
    routeOf[rows[field.groupOf[cls]!]![bandOf[base + field.points[cls]! - lowest]!]!]
  return siblingsOf(compiled, shape, field).some((siblings) =>
    siblings.points.some((p) => {
      const route = routeFor(siblings, 0, total + p)
      for (let c = 1; c < field.classes; c++) if (routeFor(siblings, c, total + p) !== route) return true
      return false
    }),
  )
}

function siblingsOf(compiled: CompiledPolicy, shape: Shape, field: CompiledField): readonly Siblings[] {
  const known = shape.siblings.get(field.index)
  if (known) return known
  let branches: Branch[] = [
    { states: new Array(field.groups).fill(0), totals: zeroTotals(compiled.size, -compiled.lowest) },
  ]
  for (let level = 0; level < compiled.levels.length; level++) {
    branches = descend(compiled, shape, field, level, branches)
  }
  const free = shape.open.filter((f) => !f.inRules && f !== field)
  const siblings = branches.map(({ states, totals }) => ({
    rows: states.map((state) => compiled.diagram.rows[state]!),
    points: pointsIn(free.reduce(withField, totals), compiled.lowest),
  }))
  shape.siblings.set(field.index, siblings)
  return siblings
}

/** `states`: where the diagram stands for each group of the field in question; the others' answers are the same for all of them. */
interface Branch {
  states: readonly number[]
  totals: Totals
}

function descend(
  compiled: CompiledPolicy,
  shape: Shape,
  asked: CompiledField,
  level: number,
  branches: readonly Branch[],
): Branch[] {
  const field = compiled.levels[level]!
  const arrows = compiled.diagram.arrows[level]!
  const next = new Map<string, Branch>()
  const add = (states: number[], totals: Totals, points: number, probability: number) => {
    const key = states.join()
    const branch = next.get(key) ?? { states, totals: noTotals(compiled.size) }
    next.set(key, branch)
    addShifted(branch.totals, totals, points, probability)
  }
  for (const { states, totals } of branches) {
    const group = shape.groups[level]!
    if (field === asked) {
      add(
        states.map((state, g) => arrows[state]![g]!),
        totals,
        0,
        1,
      )
    } else if (group >= 0) {
      add(
        states.map((state) => arrows[state]![group]!),
        totals,
        0,
        1,
      )
    } else {
      for (let c = 0; c < field.classes; c++) {
        const g = field.groupOf[c]!
        add(
          states.map((state) => arrows[state]![g]!),
          totals,
          field.points[c]!,
          field.probability[c]!,
        )
      }
    }
  }
  return [...next.values()]
}

function pointsIn(totals: Totals, lowest: number): number[] {
  const points: number[] = []
  for (let i = 0; i < totals.reached.length; i++) if (totals.reached[i] === 1) points.push(i + lowest)
  return points
}
