import { ROUTES } from '../../../shared/lead/route.ts'
import type { Columns } from '../../../shared/policy/encode-all.ts'
import type { Scores } from '../../../shared/policy/score-all.ts'

/**
 * The default policy as a programmer would write it out by hand: one function, no tables but those of fading, each rule a line.
 * It uses what only holds for this policy: every rule has one threshold and no gap between reachable totals is as wide as the
 * bands, so bounds suffice where the core carries every total. It knows nothing of declined fields.
 */
const [HOT, HIGH, NEED_INFO, LOW, PARTNER, NURTURE] = ROUTES.map((_, i) => i) as [
  number,
  number,
  number,
  number,
  number,
  number,
]
const [DECIDED, NEEDS_INFORMATION, FORCED, BY_HAND] = [0, 1, 2, 3]
const [TIMELINE, NEED, BUDGET, ROLE, SIZE, SOLUTION, TERRITORY, RESPONSES] = [0, 1, 2, 3, 4, 5, 6, 7]

const MAX_AGE = 3650
const faded = (points: readonly number[], halfLife: number) =>
  Int32Array.from({ length: (MAX_AGE + 1) * points.length }, (_, i) => {
    const exact = points[i % points.length]! * 0.5 ** (Math.floor(i / points.length) / halfLife)
    return Math.floor(Math.round(exact * 1e9) / 1e9 + 0.5)
  })
export const TIMELINE_POINTS = faded([30, 21, 10.5, 3, 0], 45)
export const BUDGET_POINTS = faded([18, 10.8, 0], 120)
export const NEED_POINTS = [25, 20, 13, 0]
export const ROLE_POINTS = [15, 11, 4, 0]
export const SIZE_POINTS = [0, 2, 3, 4]
export const SOLUTION_POINTS = [3, 2, 1, 1]

export function scoreByHand(columns: Columns, scores: Scores): void {
  const timelines = columns.classes[TIMELINE]!
  const needs = columns.classes[NEED]!
  const budgets = columns.classes[BUDGET]!
  const roles = columns.classes[ROLE]!
  const sizes = columns.classes[SIZE]!
  const solutions = columns.classes[SOLUTION]!
  const territories = columns.classes[TERRITORY]!
  const responses = columns.classes[RESPONSES]!
  const timelineAges = columns.ages[TIMELINE]!
  const budgetAges = columns.ages[BUDGET]!

  for (let i = 0; i < columns.count; i++) {
    const timeline = timelines[i]!
    const need = needs[i]!
    const budget = budgets[i]!
    const role = roles[i]!
    const size = sizes[i]!
    const solution = solutions[i]!

    // Points of all but timeline, role and size; then the bounds of the whole.
    let low = responses[i]!
    let high = low
    let mean = low
    if (need >= 0) {
      const points = NEED_POINTS[need]!
      low += points
      high += points
      mean += points
    } else {
      high += 25
      mean += 58 / 4
    }
    if (budget >= 0) {
      const points = BUDGET_POINTS[budgetAges[i]! * 3 + budget]!
      low += points
      high += points
      mean += points
    } else {
      high += 18
      mean += 29 / 3
    }
    if (solution >= 0) {
      const points = SOLUTION_POINTS[solution]!
      low += points
      high += points
      mean += points
    } else {
      low += 1
      high += 3
      mean += 7 / 4
    }
    const baseLow = low
    const baseHigh = high
    let timelinePoints = 0
    if (timeline >= 0) {
      timelinePoints = TIMELINE_POINTS[timelineAges[i]! * 5 + timeline]!
      low += timelinePoints
      high += timelinePoints
      mean += timelinePoints
    } else {
      high += 30
      mean += 13
    }
    if (role >= 0) {
      const points = ROLE_POINTS[role]!
      low += points
      high += points
      mean += points
    } else {
      high += 15
      mean += 30 / 4
    }
    if (size >= 0) {
      const points = SIZE_POINTS[size]!
      low += points
      high += points
      mean += points
    } else {
      high += 4
      mean += 9 / 4
    }

    let possible = 0
    if (territories[i] === 1 || size === 0) possible = 1 << PARTNER
    else {
      if (size < 0) possible = 1 << PARTNER
      // A company of under 20 is settled: the others bring 2 to 4.
      const restLow = baseLow + (size < 0 ? 2 : SIZE_POINTS[size]!)
      const restHigh = baseHigh + (size < 0 ? 4 : SIZE_POINTS[size]!)
      const roleLow = role < 0 ? 0 : ROLE_POINTS[role]!
      const roleHigh = role < 0 ? 15 : ROLE_POINTS[role]!
      if (timeline <= 0) {
        const points = timeline < 0 ? 30 : timelinePoints
        if (role < 2) {
          const decisiveLow = role < 0 ? 11 : roleLow
          if (restHigh + points + roleHigh >= 75) possible |= 1 << HOT
          if (restHigh + points + roleHigh >= 55 && restLow + points + decisiveLow < 75) possible |= 1 << HIGH
          if (restLow + points + decisiveLow < 55) possible |= 1 << LOW
        }
        if (role < 0 || role >= 2) {
          const otherHigh = role < 0 ? 4 : roleHigh
          if (restHigh + points + otherHigh >= 55) possible |= 1 << HIGH
          if (restLow + points + roleLow < 55) possible |= 1 << LOW
        }
      }
      if (timeline < 0 || timeline === 1) {
        const points = timeline < 0 ? 21 : timelinePoints
        if (restHigh + points + roleHigh >= 55) possible |= 1 << HIGH
        if (restLow + points + roleLow < 55) possible |= 1 << LOW
      }
      if (timeline < 0 || timeline >= 2) {
        if (restHigh + (timeline < 0 ? 11 : timelinePoints) + roleHigh >= 35) possible |= 1 << NURTURE
        if (restLow + (timeline < 0 ? 0 : timelinePoints) + roleLow < 35) possible |= 1 << LOW
      }
    }

    let state = NEEDS_INFORMATION
    let route = NEED_INFO
    if (columns.byHand[i]! >= 0) {
      state = BY_HAND
      route = columns.byHand[i]!
    } else if ((possible & (possible - 1)) === 0) {
      state = DECIDED
      route = 31 - Math.clz32(possible)
    } else if (columns.exhausted[i] === 1) {
      const score = Math.floor(Math.round(mean * 1e9) / 1e9 + 0.5)
      state = FORCED
      if (timeline === 0 && (role === 0 || role === 1) && score >= 75) route = HOT
      else if (timeline >= 2 && score >= 35) route = NURTURE
      else route = score >= 55 ? HIGH : LOW
    }
    scores.low[i] = low
    scores.high[i] = high
    scores.expected[i] = Math.floor(Math.round(mean * 1e10) / 1e9 + 0.5) / 10
    scores.possible[i] = possible
    scores.state[i] = state
    scores.route[i] = route
  }
}
