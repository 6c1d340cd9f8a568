import type { Additive, Coded } from './additive.ts'
import { auc, descending, lift } from './measure.ts'
import { learnPlan, nextOf, pointsOf, type QuestionPlan, startScores } from './plan.ts'
import { seeded } from './random.ts'
import { indexesOf } from './table.ts'

/** Leads of which everything is known, so that asking them can be played through. */
export interface Played {
  model: Additive
  coded: Coded
  won: Uint8Array
  /** Indexes of the fields that are asked; at first they are hidden. */
  ask: readonly number[]
}

/** The AUC after so many questions a lead on average, ascending. */
export type Curve = readonly { questions: number; auc: number }[]

/** `gain`: who is asked first within a round; left out: all at once. */
type Choose = (
  row: number,
  score: number,
  open: ReadonlySet<number>,
  asked: number,
) => { field: number; gain?: number }

/** Points on the curve within a round of a choice that says what it gains. */
const STEPS = 10

function play({ model, coded, won, ask }: Played, choose: Choose): Curve {
  const scores = startScores(model, coded, ask, won.length)
  const open = Array.from(scores, () => new Set(ask))
  const curve = [{ questions: 0, auc: auc(scores, won) }]
  for (let asked = 0; asked < ask.length; asked++) {
    const chosen = Array.from(scores, (s, row) => ({ row, ...choose(row, s, open[row]!, asked) }))
    const ordered = chosen.every((c) => c.gain !== undefined && asked > 0)
    if (ordered) chosen.sort((a, b) => b.gain! - a.gain! || a.row - b.row)
    const size = ordered ? Math.ceil(chosen.length / STEPS) : chosen.length
    for (let from = 0; from < chosen.length; from += size) {
      const part = chosen.slice(from, from + size)
      for (const { row, field } of part) {
        open[row]!.delete(field)
        scores[row]! += pointsOf(model, coded, field, row)
      }
      curve.push({ questions: asked + (from + part.length) / chosen.length, auc: auc(scores, won) })
    }
  }
  return curve
}

/** Each lead in an order of its own; the mean of `runs`. */
export function randomCurve(played: Played, runs = 5): Curve {
  const curves = Array.from({ length: runs }, (_, k) => {
    const random = seeded(k + 1)
    return play(played, (_row, _score, open) => ({ field: [...open][Math.floor(random() * open.size)]! }))
  })
  return curves[0]!.map(({ questions }, i) => ({
    questions,
    auc: curves.reduce((s, c) => s + c[i]!.auc, 0) / runs,
  }))
}

/** Every lead in the same order: `order` of fields. */
export const fixedCurve = (played: Played, order: readonly number[]): Curve =>
  play(played, (_row, _score, _open, asked) => ({ field: order[asked]! }))

export const plannedCurve = (played: Played, plan: QuestionPlan): Curve =>
  play(played, (_row, score, open, asked) => nextOf(plan, asked, score, open))

/** The order of importance: in each place the field that, asked of everybody, brings the most (a plan without bands). */
export function orderByImportance(learned: Played): number[] {
  const { rounds } = learnPlan(learned.model, learned.coded, learned.won, learned.ask, 1)
  const open = new Set(learned.ask)
  return rounds.map((_, asked) => {
    const { field } = nextOf({ rounds }, asked, 0, open)
    open.delete(field)
    return field
  })
}

/** Questions on average until the curve has gained `share` of what all questions gain. */
export function questionsFor(curve: Curve, share: number): number {
  const [first, last] = [curve[0]!, curve.at(-1)!]
  const goal = first.auc + share * (last.auc - first.auc)
  const at = curve.findIndex((p) => p.auc >= goal)
  if (at <= 0) return 0
  const [a, b] = [curve[at - 1]!, curve[at]!]
  return a.questions + ((goal - a.auc) / (b.auc - a.auc)) * (b.questions - a.questions)
}

/** Lift at 20% when leads are asked `average` questions each, and when as many are spent on all but those that are least likely to be among the best. */
export function whomToAsk(
  played: Played,
  plan: QuestionPlan,
  average: number,
): { evenly: number; chosen: number } {
  return { evenly: spend(played, plan, average, 1), chosen: spend(played, plan, average, CONTENDERS) }
}

/** Share of the leads that are asked on once everybody was asked a question; the best of seven shares on the fitted rows of both public sets. */
const CONTENDERS = 0.7

/** `contenders`: the share of the leads, by their score at the time, that is asked more than one question; the least asked first. */
function spend(played: Played, plan: QuestionPlan, average: number, contenders: number): number {
  const { model, coded, won, ask } = played
  const scores = startScores(model, coded, ask, won.length)
  const open = Array.from(scores, () => new Set(ask))
  const batch = Math.max(1, Math.floor(won.length / 25))
  for (let left = Math.floor(average * won.length); left > 0; ) {
    const rows = nextRows(scores, open, ask.length, contenders).slice(0, Math.min(batch, left))
    if (rows.length === 0) break
    left -= rows.length
    for (const row of rows) {
      const { field } = nextOf(plan, ask.length - open[row]!.size, scores[row]!, open[row]!)
      open[row]!.delete(field)
      scores[row]! += pointsOf(model, coded, field, row)
    }
  }
  return lift(won, 0.2, descending(scores))
}

function nextRows(
  scores: Float64Array,
  open: readonly ReadonlySet<number>[],
  most: number,
  contenders: number,
): Int32Array {
  const fresh = indexesOf(scores.length, (i) => open[i]!.size === most)
  if (fresh.length > 0) return fresh
  return descending(scores)
    .slice(0, Math.ceil(contenders * scores.length))
    .filter((i) => open[i]!.size > 0)
    .sort((a, b) => open[b]!.size - open[a]!.size || scores[b]! - scores[a]! || a - b)
}
