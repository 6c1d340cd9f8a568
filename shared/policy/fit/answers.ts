import type { Coded } from './additive.ts'
import type { Bins } from './bins.ts'

/** How a field is answered: learned from leads with an outcome. */
export interface AnswerOdds {
  /** Share of the leads whose answer is known. */
  known: number
  /** Probability of each answer, where there is one, among the won and among the lost. */
  won: Float64Array
  lost: Float64Array
}

/** Rows of the field's average answer that won and lost are each given on top. */
const SMOOTHING = 5

export function answerOdds(bins: Bins, classes: Int16Array, outcome: Uint8Array): AnswerOdds {
  const [won, lost] = [new Float64Array(bins.count), new Float64Array(bins.count)]
  let known = 0
  for (let i = 0; i < classes.length; i++) {
    if (classes[i]! < 0) continue
    known++
    ;(outcome[i] ? won : lost)[classes[i]!]! += 1
  }
  const average = won.map((w, c) => (known === 0 ? 1 / bins.count : (w + lost[c]!) / known))
  const smooth = (list: Float64Array) => {
    const all = list.reduce((s, x) => s + x, 0) + SMOOTHING
    return list.map((x, c) => (x + SMOOTHING * average[c]!) / all)
  }
  return {
    known: classes.length === 0 ? 0 : known / classes.length,
    won: smooth(won),
    lost: smooth(lost),
  }
}

export const allAnswerOdds = (bins: readonly Bins[], coded: Coded, outcome: Uint8Array): AnswerOdds[] =>
  bins.map((b, f) => answerOdds(b, coded[f]!, outcome))
