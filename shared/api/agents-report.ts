import { z } from 'zod'
import { ROUTES } from '../lead/route.ts'

/** The body of the REST service for how many questions a decision took, and what became of what each agent decided. */

/** Every hand-off's events are looked at: of so many days a report may be. */
export const AGENTS_REPORT_DAYS = 92

const count = z.number().int()

/** So many of so many, and between what shares the true one lies with 95% confidence (Wilson). */
const rate = z.object({ count, of: count, low: z.number(), high: z.number() })
export type Rate = z.infer<typeof rate>

export const agentsReport = z.object({
  /** ISO instants: of hand-offs decided from the one on and before the other. */
  from: z.string(),
  to: z.string(),
  /** null: all campaigns. */
  campaign: z.string().nullable(),
  /** Hand-offs by how many fields had been answered in calls until they were decided. */
  questions: z.array(z.object({ route: z.enum(ROUTES), answers: count, count })),
  /** By who last spoke with the lead before it was decided; in the order of their ids: this is no league table. */
  agents: z.array(
    z.object({
      person: z.string(),
      name: z.string(),
      /** Of hand-offs to people (Sales, partners). */
      returned: rate,
      /** Of those won or lost. */
      won: rate,
    }),
  ),
})
export type AgentsReport = z.infer<typeof agentsReport>
