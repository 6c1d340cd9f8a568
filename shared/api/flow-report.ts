import { z } from 'zod'
import { CHANNELS } from '../lead/lead.ts'
import { HAND_OFF_CHANNELS, ROUTES } from '../lead/route.ts'

/** The body of the REST service for what became of the leads that were captured in a time. */

export const FUNNEL_STAGES = ['captured', 'reached', 'decided', 'handedOff', 'accepted', 'won'] as const

/** What became of a lead's last hand-off; 'open': nothing settled yet. */
export const FLOW_OUTCOMES = ['won', 'lost', 'returned', 'open'] as const

const count = z.number().int()

export const flowReport = z.object({
  /** ISO instants: of leads captured from the one on and before the other. */
  from: z.string(),
  to: z.string(),
  /** null: all campaigns. */
  campaign: z.string().nullable(),
  /** Every stage, in order. A lead that is decided on arrival need not be reached. */
  funnel: z.array(z.object({ stage: z.enum(FUNNEL_STAGES), count })),
  flows: z.array(
    z.object({
      /** Through which they responded first; null: not known. */
      source: z.enum(CHANNELS).nullable(),
      route: z.enum(ROUTES),
      /** null: not handed off. */
      channel: z.enum(HAND_OFF_CHANNELS).nullable(),
      outcome: z.enum(FLOW_OUTCOMES),
      count,
    }),
  ),
})
export type FlowReport = z.infer<typeof flowReport>
