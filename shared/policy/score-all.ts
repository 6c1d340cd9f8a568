import { ROUTES } from '../lead/route.ts'
import { FILLED, fillCell, locate, shapeOf } from './cells.ts'
import type { CompiledPolicy } from './compile.ts'
import type { Decision } from './decision.ts'
import type { Columns } from './encode-all.ts'
import { relevantFields } from './relevance.ts'

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

const [DECIDED, NEEDS_INFORMATION, FORCED, BY_HAND] = [0, 1, 2, 3]
const NEED_INFO = ROUTES.indexOf('needInfo')

/** The decisions of all rows, without explanation: the same as `decide` gives lead by lead. */
export function scoreAll(compiled: CompiledPolicy, columns: Columns): Scores {
  const n = columns.count
  const { lowest, size } = compiled
  const { cells, at } = locate(compiled, columns)
  const scores = emptyScores(n)
  const { blocked, exhausted, byHand } = columns
  const routeOf = Uint8Array.from(compiled.routeOf)
  for (let i = 0; i < n; i++) {
    const cell = at[i]!
    const packed = cells.packed[cell]! & FILLED ? cells.packed[cell]! : fillCell(compiled, cells, cell)
    const shape = (cell / size) | 0
    const total = cell - shape * size + lowest
    const routes = packed & 0xff
    scores.low[i] = total + cells.low[shape]!
    scores.high[i] = total + cells.high[shape]!
    scores.expected[i] = (total * 10 + cells.meanTenths[shape]!) / 10
    scores.possible[i] = routes

    let state = NEEDS_INFORMATION
    if (byHand[i]! >= 0) state = BY_HAND
    else if ((routes & (routes - 1)) === 0) state = DECIDED
    else if (exhausted[i] === 1) state = FORCED
    else if ((cells.openBits[shape]! & blocked[i]!) !== 0) {
      const relevant = relevantFields(compiled, shapeOf(compiled, cells, shape), total)
      if ((relevant & ~blocked[i]!) === 0) state = FORCED
    }
    const rule = state === DECIDED ? (packed >> 8) & 0xff : state === FORCED ? (packed >> 16) & 0xff : -1
    scores.state[i] = state
    scores.rule[i] = rule
    scores.route[i] = rule >= 0 ? routeOf[rule]! : state === BY_HAND ? byHand[i]! : NEED_INFO
  }
  return scores
}

export const emptyScores = (n: number): Scores => ({
  low: new Int32Array(n),
  high: new Int32Array(n),
  expected: new Float64Array(n),
  route: new Uint8Array(n),
  state: new Uint8Array(n),
  possible: new Uint8Array(n),
  rule: new Int8Array(n),
})
