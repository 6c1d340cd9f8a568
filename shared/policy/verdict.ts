import { ROUTES, type RouteId } from '../lead/route.ts'
import type { CompiledPolicy } from './compile.ts'
import { evaluate } from './compiled-rules.ts'
import { roundHalfUp, roundToTenth } from './points.ts'
import type { Shape } from './shape.ts'

/** What follows for a shape and a known total, whatever the lead: shared between leads, never changed. */
export interface Verdict {
  low: number
  high: number
  expected: number
  /** A bit (1 << index into ROUTES) for each possible route. */
  routes: number
  /** In the order of the rules. */
  possible: readonly RouteId[]
  /** The first rule that can still win; where one route is possible, the one that decides. */
  first: number
  /** The rule that wins when the lead is forced. */
  forced: number
}

export function verdictAt(compiled: CompiledPolicy, shape: Shape, total: number): Verdict {
  const index = total - compiled.lowest
  const known = shape.verdicts[index]
  if (known) return known
  const verdict = verdictOf(compiled, shape, total)
  shape.verdicts[index] = verdict
  return verdict
}

function verdictOf(compiled: CompiledPolicy, shape: Shape, total: number): Verdict {
  const winners = possibleRules(compiled, shape, total)
  const possible: RouteId[] = []
  let routes = 0
  for (const rule of winners) {
    const bit = 1 << compiled.routeOf[rule]!
    if ((routes & bit) === 0) possible.push(compiled.policy.rules[rule]!.route)
    routes |= bit
  }
  return {
    low: total + shape.low,
    high: total + shape.high,
    expected: roundToTenth(total + shape.mean),
    routes,
    possible,
    first: winners[0]!,
    forced: possible.length === 1 ? winners[0]! : forcedRule(compiled, shape, total),
  }
}

/** Indexes of the rules that win for some completion of the open fields, ascending. */
function possibleRules(compiled: CompiledPolicy, shape: Shape, total: number): number[] {
  let wins = 0
  for (const { row, points } of shape.ends) {
    for (const p of points) wins |= 1 << row[compiled.bandOf[total + p - compiled.lowest]!]!
  }
  return compiled.policy.rules.flatMap((_, rule) => ((wins >> rule) & 1 ? [rule] : []))
}

/** By the expected score; a rule that an open field leaves undecided counts as not holding. */
function forcedRule(compiled: CompiledPolicy, shape: Shape, total: number): number {
  const band = compiled.bandOf[roundHalfUp(total + shape.mean) - compiled.lowest]!
  return compiled.conditions.findIndex((when) => evaluate(when, shape.groups, band) === true)
}

/** Probability of each route (by index into ROUTES) under the open fields' answer probabilities, taken as independent. */
export function routeProbabilities(compiled: CompiledPolicy, shape: Shape, total: number): number[] {
  const result = ROUTES.map(() => 0)
  for (const { row, points, probability } of shape.ends) {
    for (let i = 0; i < points.length; i++) {
      const rule = row[compiled.bandOf[total + points[i]! - compiled.lowest]!]!
      result[compiled.routeOf[rule]!]! += probability[i]!
    }
  }
  return result
}
