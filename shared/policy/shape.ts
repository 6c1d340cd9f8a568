import { type CompiledPolicy, digitFor, digits } from './compile.ts'
import type { CompiledField } from './compiled-field.ts'
import type { Gain } from './gain.ts'
import type { Siblings } from './relevance.ts'
import { addShifted, merge, noTotals, type Totals, withField, zeroTotals } from './totals.ts'
import type { Verdict } from './verdict.ts'

/**
 * Leads with the same open fields whose known answers the rules cannot tell apart have one shape: what is open brings the
 * same points, and only the known total differs. So the work of all cases is done once a shape, the rest is a look-up.
 */
export interface Shape {
  key: number
  open: readonly CompiledField[]
  /** A bit (1 << index) for each open field. */
  openBits: number
  /** Group of the known class by level; -1: open. */
  groups: readonly number[]
  /** What the open fields bring: lowest, highest, expected. */
  low: number
  high: number
  mean: number
  ends: readonly End[]
  /** Caches, by known total - lowest (and, for siblings, by the index of the open field). */
  verdicts: (Verdict | undefined)[]
  relevant: Map<number, number>
  gains: Map<number, readonly Gain[]>
  siblings: Map<number, readonly Siblings[]>
}

/** Open points that may come together with one row of winning rules (see diagram.ts). */
export interface End {
  row: Uint8Array
  points: Int32Array
  probability: Float64Array
}

const MAX_SHAPES = 4096

export function shapeAt(compiled: CompiledPolicy, key: number): Shape {
  const known = compiled.shapes.get(key)
  if (known) return known
  const shape = shapeOf(compiled, key)
  if (compiled.shapes.size >= MAX_SHAPES) compiled.shapes.clear()
  compiled.shapes.set(key, shape)
  return shape
}

const digitAt = (compiled: CompiledPolicy, key: number, field: CompiledField) =>
  Math.floor(key / compiled.strides[field.index]!) % digits(field)

/** The key of the shape in which an open field has the answer `cls`. */
export const withAnswer = (compiled: CompiledPolicy, key: number, field: CompiledField, cls: number) =>
  key + digitFor(field, cls) * compiled.strides[field.index]!

function shapeOf(compiled: CompiledPolicy, key: number): Shape {
  const groupAt = (f: CompiledField) => digitAt(compiled, key, f) - (f.alwaysKnown ? 0 : 1)
  const open = compiled.fields.filter((f) => groupAt(f) < 0)
  const groups = compiled.levels.map(groupAt)
  return {
    key,
    open,
    openBits: open.reduce((bits, f) => bits | (1 << f.index), 0),
    groups,
    low: open.reduce((sum, f) => sum + f.min, 0),
    high: open.reduce((sum, f) => sum + f.max, 0),
    mean: open.reduce((sum, f) => sum + f.mean, 0),
    ends: endsOf(compiled, groups, open),
    verdicts: new Array(compiled.size).fill(undefined),
    relevant: new Map(),
    gains: new Map(),
    siblings: new Map(),
  }
}

function endsOf(compiled: CompiledPolicy, groups: readonly number[], open: readonly CompiledField[]): End[] {
  const { arrows, rows } = compiled.diagram
  let states = new Map<number, Totals>([[0, zeroTotals(compiled.size, -compiled.lowest)]])
  for (const [level, field] of compiled.levels.entries()) {
    const next = new Map<number, Totals>()
    const at = (state: number) => {
      const totals = next.get(state) ?? noTotals(compiled.size)
      next.set(state, totals)
      return totals
    }
    for (const [state, totals] of states) {
      const arrow = arrows[level]![state]!
      const group = groups[level]!
      if (group >= 0) merge(at(arrow[group]!), totals)
      else
        for (let c = 0; c < field.classes; c++) {
          addShifted(at(arrow[field.groupOf[c]!]!), totals, field.points[c]!, field.probability[c]!)
        }
    }
    states = next
  }
  const free = open.filter((f) => !f.inRules)
  return [...states].map(([state, totals]) => toEnd(compiled, rows[state]!, free.reduce(withField, totals)))
}

function toEnd(compiled: CompiledPolicy, row: Uint8Array, totals: Totals): End {
  const points: number[] = []
  for (let i = 0; i < compiled.size; i++) if (totals.reached[i] === 1) points.push(i + compiled.lowest)
  return {
    row,
    points: Int32Array.from(points),
    probability: Float64Array.from(points, (p) => totals.probability[p - compiled.lowest]!),
  }
}
