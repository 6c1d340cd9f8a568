import type { CompiledPolicy } from '../../shared/policy/compile.ts'
import type { Coded } from '../../shared/policy/fit/additive.ts'
import { nextOf } from '../../shared/policy/fit/plan.ts'
import { gainsOf } from '../../shared/policy/gain.ts'
import { shapeAt, withAnswer } from '../../shared/policy/shape.ts'
import { verdictAt } from '../../shared/policy/verdict.ts'
import { answersGiven } from './answers-given.ts'
import type { DeskPolicy } from './desk-policy.ts'

/** One way of choosing what to ask, played through. */
export interface Played {
  label: string
  /** Questions a lead, on average, until its route is certain or nothing is left to ask; a question that stays unanswered counts. */
  questions: number
  /** Share of the leads that would be routed as in the end if asking stopped after 1, 2, ... `STOPS` questions. */
  right: readonly number[]
}

export const STOPS = 4

/** A lead while it is asked: the class of each known answer (-1: none), the fields asked, and where it stands. */
interface Asked {
  known: number[]
  asked: Set<number>
  key: number
  total: number
}

/** The index of the field to ask next; -1: none that may be asked matters. */
type Choose = (lead: Asked) => number

/** What the desk asks under the policy, with probabilities learned in several ways, and what the plan of questions would. */
export function deskQuestions(policy: DeskPolicy, answers: Coded, rows: ArrayLike<number>): Played[] {
  const { compiled, probability, plan, logOdds } = policy
  const uniform = probability.map((p) => p.map(() => 1 / p.length))
  const byGain =
    (c: CompiledPolicy): Choose =>
    (lead) =>
      relevant(c, lead)[0] ?? -1
  const given = answersGiven(policy)
  const planned: Choose = (lead) => {
    const open = new Set(relevant(compiled, lead))
    const score = lead.known.reduce((s, c, f) => s + (c < 0 ? 0 : logOdds.points[f]![c]!), logOdds.intercept)
    return open.size === 0 ? -1 : nextOf(plan, lead.asked.size, score, open).field
  }
  const ways: [string, Choose][] = [
    ['Answers equally likely', byGain(withProbability(compiled, uniform))],
    ['As learned (the desk)', byGain(compiled)],
    [
      "As learned, given the lead's own answers",
      (lead) => byGain(withProbability(compiled, given(lead.known)))(lead),
    ],
    ['Plan by outcomes', planned],
  ]
  return ways.map(([label, choose]) => ({ label, ...play(policy, answers, rows, choose) }))
}

function play(
  { compiled }: DeskPolicy,
  answers: Coded,
  rows: ArrayLike<number>,
  choose: Choose,
): Omit<Played, 'label'> {
  const right = new Array<number>(STOPS).fill(0)
  let questions = 0
  for (const row of Array.from(rows)) {
    const lead: Asked = { known: answers.map(() => -1), asked: new Set(), key: 0, total: 0 }
    const routes: number[] = []
    for (let f = choose(lead); f >= 0; f = choose(lead)) {
      lead.asked.add(f)
      answer(compiled, lead, f, answers[f]![row]!)
      routes.push(routeOf(compiled, lead))
    }
    questions += routes.length
    // Once nothing is asked any more the route stays.
    for (const k of right.keys()) if ((routes[k] ?? routes.at(-1)) === routes.at(-1)) right[k]! += 1
  }
  return { questions: questions / rows.length, right: right.map((n) => n / rows.length) }
}

function answer(compiled: CompiledPolicy, lead: Asked, field: number, cls: number): void {
  if (cls < 0) return
  lead.known[field] = cls
  lead.key = withAnswer(compiled, lead.key, compiled.fields[field]!, cls)
  lead.total += compiled.fields[field]!.points[cls]!
}

/** Where the lead would go now: as one of which nothing more is to be had. */
const routeOf = (compiled: CompiledPolicy, { key, total }: Asked): number =>
  verdictAt(compiled, shapeAt(compiled, key), total).forced

/** Fields that were not asked yet and may change the route, the most decisive first. */
const relevant = (compiled: CompiledPolicy, { key, total, asked }: Asked): number[] =>
  gainsOf(compiled, shapeAt(compiled, key), total)
    .map((g) => g.field.index)
    .filter((f) => !asked.has(f))

/** The same policy with other probabilities; its rules are about scores alone, so that nothing else depends on them. */
function withProbability(
  { cells: _, ...compiled }: CompiledPolicy,
  probability: readonly (readonly number[])[],
): CompiledPolicy {
  const fields = compiled.fields.map((f, i) => ({
    ...f,
    probability: probability[i]!,
    mean: f.points.reduce((s, p, c) => s + p * probability[i]![c]!, 0),
  }))
  return { ...compiled, fields, shapes: new Map() }
}
