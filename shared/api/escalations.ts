import { z } from 'zod'
import { ROUTES } from '../lead/route.ts'
import { SLA_STEPS } from '../policy/sla.ts'
import { line } from './line.ts'

/** The bodies of the REST service for escalation. */

/** How far it has come. */
export const ESCALATION_LEVELS = ['nudged', 'reassigned', 'escalated'] as const

export const ESCALATION_STATES = ['open', 'acknowledged', 'resolved'] as const

export const escalation = z.object({
  id: z.string(),
  lead: z.string(),
  /** null: a lead in the call center's queues. */
  handOff: z.string().nullable(),
  campaign: z.string(),
  name: z.string(),
  company: z.string(),
  route: z.enum(ROUTES),
  step: z.enum(SLA_STEPS),
  /** Whose it is now; null: the pool, or a team's common inbox. */
  owner: z.string().nullable(),
  team: z.string().nullable(),
  /** ISO instants: the clock's start, its limit in working time, when this level was reached. */
  startedAt: z.string(),
  dueAt: z.string(),
  level: z.enum(ESCALATION_LEVELS),
  at: z.string(),
  state: z.enum(ESCALATION_STATES),
  acknowledged: z.object({ by: z.string(), at: z.string() }).nullable(),
  /** By a person with a reason, or by the action that stopped the clock (`by` 'system:central'). */
  resolved: z.object({ by: z.string(), at: z.string(), reason: z.string() }).nullable(),
  version: z.number().int(),
})
export type Escalation = z.infer<typeof escalation>

/** Latest first. */
export const escalationsPage = z.object({
  escalations: z.array(escalation),
  /** On all pages together. */
  total: z.number().int(),
  next: z.string().nullable(),
})
export type EscalationsPage = z.infer<typeof escalationsPage>
/** `to`: a person's id; null: the pool, or the common inbox of the team. */
export const reassignRequest = z.strictObject({
  to: z.string().max(80).nullable(),
  reason: line(500).optional(),
})
export const resolveRequest = z.strictObject({ reason: line(500) })
