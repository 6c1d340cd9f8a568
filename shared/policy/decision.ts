import type { Dimension, FieldId } from '../lead/catalog.ts'
import type { RouteId } from '../lead/route.ts'

/** What the core says of a lead under a policy on a day. Cheap enough for every lead of a list. */
export interface Decision {
  /** Points; low <= expected <= high. All three are equal once no scored field is open. `expected` is rounded to 0.1. */
  low: number
  high: number
  expected: number
  /**
   * decided: one route is possible, even with fields open. needsInformation: several are, and something may still be asked.
   * forced: several are, but nothing askable is left or the attempts are used up. byHand: a supervisor or agent set it.
   */
  state: 'decided' | 'needsInformation' | 'forced' | 'byHand'
  /** 'needInfo' exactly when state is needsInformation. */
  route: RouteId
  /** The routes still possible, in the order of the policy's rules. */
  possible: RouteId[]
  /** Index of the rule that decided; null while undecided or by hand. */
  rule: number | null
}

/** Why: for the lead on screen only. */
export interface Explanation {
  decision: Decision
  dimensions: DimensionPoints[]
  /** Open fields that carry points or stand in a rule. */
  open: FieldId[]
  /** Open fields that may be asked today, the most decisive first. */
  ask: NextQuestion[]
  /** Open fields that decide nothing and are asked for whoever receives the lead, in the policy's order. */
  also: Supplement[]
  /** The deciding rule in words; '' while undecided. */
  because: string
}

export interface DimensionPoints {
  dimension: Dimension
  label: string
  weight: number
  low: number
  high: number
  fields: { field: FieldId; low: number; high: number; faded: number }[]
}

export interface NextQuestion {
  field: FieldId
  question: string
  /** Expected reduction of the routes' entropy, in bits, weighted by what a wrong route costs. */
  gain: number
  outcomes: AnswerOutcome[]
}

export interface Supplement {
  field: FieldId
  question: string
}

/** Where one possible answer leads. */
export interface AnswerOutcome {
  answer: string
  label: string
  low: number
  high: number
  possible: RouteId[]
}
