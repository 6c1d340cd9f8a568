import { z } from 'zod'
import { OUTCOMES, RETURN_REASONS } from '../lead/hand-off.ts'
import { HAND_OFF_CHANNELS, ROUTES } from '../lead/route.ts'
import { SLA_STEPS } from '../policy/sla.ts'
import { HAND_OFF_STATES } from './hand-offs.ts'

/** The bodies of the REST service for reports. */

/** Of so many days a report may be. */
export const REPORT_DAYS = 366

/** Each is counted from the step before it; the first attempt and the decision both from the capture. */
export const REPORT_STEPS = [
  'firstAttempt',
  'decided',
  'delivered',
  'accepted',
  'firstAction',
  'outcome',
] as const

const count = z.number().int()
const route = z.enum(ROUTES)
const channel = z.enum(HAND_OFF_CHANNELS)

/** Times are in seconds; half of the hand-offs took p50 or less. */
export const stepTimes = z.object({
  route,
  channel,
  step: z.enum(REPORT_STEPS),
  count,
  p50: z.number(),
  p90: z.number(),
  p95: z.number(),
})

/** The same, of all routes and channels together. */
export const overallTimes = stepTimes.omit({ route: true, channel: true })

export const stateCount = z.object({ route, channel, state: z.enum(HAND_OFF_STATES), count })

/** What receivers sent back of what one rule sent. */
export const ruleReturns = z.object({
  policyVersion: z.number().int(),
  /** Its place in the policy's order from 0; null: the route was set by hand. */
  rule: z.number().int().nullable(),
  text: z.string(),
  route,
  sent: count,
  returned: count,
  reasons: z.partialRecord(z.enum(RETURN_REASONS), count),
})

export const outcomeSum = z.object({
  route,
  channel,
  campaign: z.string(),
  outcome: z.enum(OUTCOMES),
  /** ISO 4217; '' for those without a value. */
  currency: z.string(),
  count,
  value: z.number(),
})

/** What waits longer than its limit now, whenever it was decided. */
export const overdueCount = z.object({
  campaign: z.string(),
  route,
  step: z.enum(SLA_STEPS),
  team: z.string().nullable(),
  owner: z.string().nullable(),
  count,
  /** Since when the longest of them is (ISO). */
  since: z.string(),
})

export const handOffsReport = z.object({
  /** ISO instants: of hand-offs decided from the one on and before the other. */
  from: z.string(),
  to: z.string(),
  /** null: all campaigns. */
  campaign: z.string().nullable(),
  /** All of them together; percentiles cannot be had from those of the routes. `reached`: a call had come to the person meant. */
  overall: z.object({ handOffs: count, reached: count, steps: z.array(overallTimes) }),
  steps: z.array(stepTimes),
  states: z.array(stateCount),
  rules: z.array(ruleReturns),
  outcomes: z.array(outcomeSum),
  overdue: z.array(overdueCount),
})
export type HandOffsReport = z.infer<typeof handOffsReport>
