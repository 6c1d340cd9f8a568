import { z } from 'zod'
import { HAND_OFF_CHANNELS } from '../lead/route.ts'

/** The body of the REST service for what each channel brought and cost, and for how long purchases took. */

/** From capture to purchase, up to so many months; null: later. The prior is that of the design: 12, 18, 25 and 45 of a hundred. */
export const PURCHASE_SPANS = [
  { id: 'within3', months: 3, prior: 0.12 },
  { id: 'm3to6', months: 6, prior: 0.18 },
  { id: 'm7to12', months: 12, prior: 0.25 },
  { id: 'later', months: null, prior: 0.45 },
] as const
export const PURCHASE_SPAN_IDS = ['within3', 'm3to6', 'm7to12', 'later'] as const

const count = z.number().int()

export const payOffReport = z.object({
  /** ISO instants: of hand-offs decided (timelines: won) from the one on and before the other. */
  from: z.string(),
  to: z.string(),
  /** null: all campaigns. */
  campaign: z.string().nullable(),
  channels: z.array(
    z.object({
      channel: z.enum(HAND_OFF_CHANNELS),
      count,
      won: count,
      /** In units of one call, by the policy's cost of each route: of those that were not won. */
      cost: z.number(),
      /** The same had all of them gone to Sales. */
      costAtSales: z.number(),
      /** ISO 4217 ('' where none was said) and the sum of what was won in it. */
      values: z.array(z.object({ currency: z.string(), value: z.number() })),
    }),
  ),
  timelines: z.array(z.object({ span: z.enum(PURCHASE_SPAN_IDS), count })),
})
export type PayOffReport = z.infer<typeof payOffReport>
