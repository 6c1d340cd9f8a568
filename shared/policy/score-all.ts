import { ROUTES } from '../lead/route.ts'
import type { CompiledPolicy } from './compile.ts'
import { stateOf } from './decide.ts'
import type { Decision } from './decision.ts'
import type { Columns } from './encode.ts'
import { shapeAt } from './shape.ts'
import { verdictAt } from './verdict.ts'

export const STATES = [
  'decided',
  'needsInformation',
  'forced',
  'byHand',
] as const satisfies readonly Decision['state'][]

/** Decisions as columns. `route` indexes ROUTES, `state` STATES; `possible` has a bit (1 << index into ROUTES) a route; `rule` -1: none. */
export interface Scores {
  low: Int32Array
  high: Int32Array
  expected: Float64Array
  route: Uint8Array
  state: Uint8Array
  possible: Uint8Array
  rule: Int8Array
}

const [DECIDED, NEEDS_INFORMATION, FORCED] = [0, 1, 2]
const NEED_INFO = ROUTES.indexOf('needInfo')

/** The decisions of all rows, without explanation. */
export function scoreAll(compiled: CompiledPolicy, columns: Columns): Scores {
  const n = columns.count
  const { totals, keys } = addUp(compiled, columns)
  const scores: Scores = {
    low: new Int32Array(n),
    high: new Int32Array(n),
    expected: new Float64Array(n),
    route: new Uint8Array(n),
    state: new Uint8Array(n),
    possible: new Uint8Array(n),
    rule: new Int8Array(n),
  }
  const { blocked, exhausted, byHand } = columns
  for (let i = 0; i < n; i++) {
    const shape = shapeAt(compiled, keys[i]!)
    const total = totals[i]!
    const verdict = verdictAt(compiled, shape, total)
    scores.low[i] = verdict.low
    scores.high[i] = verdict.high
    scores.expected[i] = verdict.expected
    scores.possible[i] = verdict.routes
    const state = STATES.indexOf(
      stateOf(compiled, shape, total, verdict, blocked[i]!, exhausted[i]!, byHand[i]!),
    )
    scores.state[i] = state
    const rule = state === DECIDED ? verdict.first : state === FORCED ? verdict.forced : -1
    scores.rule[i] = rule
    scores.route[i] =
      rule >= 0 ? compiled.routeOf[rule]! : state === NEEDS_INFORMATION ? NEED_INFO : byHand[i]!
  }
  return scores
}

/** The known points and the shape's key of every row, field by field: each loop reads two columns and one small table. */
function addUp(compiled: CompiledPolicy, columns: Columns): { totals: Int32Array; keys: Float64Array } {
  const n = columns.count
  const totals = new Int32Array(n)
  const keys = new Float64Array(n)
  for (const field of compiled.fields) {
    const classes = columns.classes[field.index]!
    const ages = columns.ages[field.index]!
    const { aged, maxAge } = field
    const width = field.classes + 1
    const stride = compiled.strides[field.index]!
    const step = Float64Array.from([0, ...field.groupOf.map((g) => (1 + g) * stride)])
    for (let i = 0; i < n; i++) {
      const slot = classes[i]! + 1
      const age = ages[i]!
      totals[i]! += aged[(age < maxAge ? age : maxAge) * width + slot]!
      keys[i]! += step[slot]!
    }
  }
  return { totals, keys }
}
