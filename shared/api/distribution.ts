import { z } from 'zod'
import { calendarInput } from '../calendar/check-calendar.ts'
import { HAND_OFF_CHANNELS } from '../lead/route.ts'
import { conditionSchema } from '../policy/policy.ts'
import { count, version } from './fields.ts'
import { line } from './line.ts'

/** The bodies of the REST service for distribution: who of a channel gets a lead. */

/** One rule: the first whose condition holds names the receivers. */
const dealRule = z.strictObject({
  name: line(80),
  /** Over the lead's fields: country, state, language, productInterest... An open field holds for no rule. `score` may be used. */
  when: conditionSchema,
  /** A team's id, or persons' ids. */
  to: z.union([
    z.strictObject({ team: z.string() }),
    z.strictObject({ people: z.array(z.string()).min(1).max(200) }),
  ]),
  /** How it is dealt among those who work now, are not absent and have room; 'inbox': to none, anyone of the team accepts it. */
  by: z.enum(['roundRobin', 'leastLoaded', 'inbox']),
})

/** How a channel's hand-offs (or, for the call center, new leads) find their owner. Nobody fits: the team's common inbox, else the pool. */
export const distributionInput = z.strictObject({
  rules: z.array(dealRule).max(100),
  /** The version it was read at, 0 for a new one; 409 when it changed meanwhile. Left out: whatever it is. */
  version: version.optional(),
})
export type DistributionInput = z.infer<typeof distributionInput>
export type DealRule = z.infer<typeof dealRule>

export const distribution = z.strictObject({
  channel: z.enum(HAND_OFF_CHANNELS),
  /** null: all campaigns that have none of their own. */
  campaign: z.string().nullable(),
  rules: z.array(dealRule.extend({ name: z.string() })),
  version: z.number().int(),
})
export type Distribution = z.infer<typeof distribution>

/** What a receiver can take. */
export const receiver = z.strictObject({
  /** null: around the clock. */
  calendar: calendarInput.nullable(),
  /** Open hand-offs or leads at a time; null: no limit. */
  capacity: count.nullable(),
})
export type Receiver = z.infer<typeof receiver>
