import type { Columns } from '../../../shared/policy/encode-all.ts'
import type { Scores } from '../../../shared/policy/score-all.ts'
import {
  BUDGET_POINTS,
  NEED_POINTS,
  ROLE_POINTS,
  SIZE_POINTS,
  SOLUTION_POINTS,
  TIMELINE_POINTS,
} from './hand-written.ts'

/** One lead explained as a programmer would who knows this one policy: points, and the reason in words. */
export interface ByHand {
  low: number
  high: number
  because: string
  fields: { field: string; low: number; high: number }[]
}

const REASONS = [
  'Within 3 months, decides or recommends, and score is at least 75',
  'Within 6 months, and score is at least 55',
  '',
  'Otherwise',
  'A partner’s territory, or under 20 people',
  'Later than 6 months, and score is at least 35',
]
const [TIMELINE, NEED, BUDGET, ROLE, SIZE, SOLUTION, RESPONSES] = [0, 1, 2, 3, 4, 5, 7]

/** Of what `scoreByHand` wrote into the scores, row by row. */
export function explainByHand(columns: Columns, scores: Scores, i: number): ByHand {
  const classOf = (field: number) => columns.classes[field]![i]!
  const ageOf = (field: number) => columns.ages[field]![i]!
  const points = (field: string, cls: number, known: number, min: number, max: number) =>
    cls < 0 ? { field, low: min, high: max } : { field, low: known, high: known }
  const [timeline, need, budget] = [classOf(TIMELINE), classOf(NEED), classOf(BUDGET)]
  const [role, size, solution, responses] = [
    classOf(ROLE),
    classOf(SIZE),
    classOf(SOLUTION),
    classOf(RESPONSES),
  ]
  return {
    low: scores.low[i]!,
    high: scores.high[i]!,
    because: REASONS[scores.route[i]!]!,
    fields: [
      points('timeline', timeline, TIMELINE_POINTS[ageOf(TIMELINE) * 5 + timeline]!, 0, 30),
      points('need', need, NEED_POINTS[need]!, 0, 25),
      points('budget', budget, BUDGET_POINTS[ageOf(BUDGET) * 3 + budget]!, 0, 18),
      points('decisionRole', role, ROLE_POINTS[role]!, 0, 15),
      points('companySize', size, SIZE_POINTS[size]!, 0, 4),
      points('solution', solution, SOLUTION_POINTS[solution]!, 1, 3),
      points('responses', responses, responses, 0, 5),
    ],
  }
}
