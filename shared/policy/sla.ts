import { z } from 'zod'
import type { RouteId } from '../lead/route.ts'
import type { Policy } from './policy.ts'
import type { PolicyProblem } from './policy-error.ts'

/** What has a limit of time: a first call (call center), and at a channel's receiver acceptance, first action and outcome. */
export const SLA_STEPS = ['attempt', 'accept', 'act', 'outcome'] as const
export type SlaStep = (typeof SLA_STEPS)[number]

/** What happens as a limit nears and passes, in this order. */
export const SLA_LEVELS = ['nudge', 'reassign', 'escalate'] as const
export type SlaLevel = (typeof SLA_LEVELS)[number]

/** 'app': the list of escalations, which has them all whatever is said. 'webhook': where a channel 'escalations' is set. */
export const SLA_WAYS = ['app', 'email', 'webhook'] as const
export type SlaWay = (typeof SLA_WAYS)[number]

/** A share of the limit: 1 is its end. */
const share = z.number().positive().max(100)

export const slaSchema = z.strictObject({
  /** Minutes of working time. */
  minutes: z.number().int().positive().max(525_600),
  /** Each may be left out: it does not happen then. */
  nudge: share.optional(),
  reassign: share.optional(),
  escalate: share.optional(),
  /** How people are told. Left out: every way. */
  by: z.array(z.enum(SLA_WAYS)).optional(),
})
export type Sla = z.infer<typeof slaSchema>

export const slasSchema = z.partialRecord(z.enum(SLA_STEPS), slaSchema)

/** Nudge, reassign and escalate where the policy only says how many minutes. */
export const USUAL = { nudge: 0.75, reassign: 1, escalate: 1.5 } as const

/**
 * The time limit of a step on a route; null: it has none. What the policy does not say follows from the route's minutes: for the first
 * call, and for the acceptance by Sales and partners.
 */
export function slaOf(policy: Policy, route: RouteId, step: SlaStep): Sla | null {
  const { slas, slaMinutes, channel } = policy.routes[route]
  const said = slas?.[step]
  if (said) return said
  if (slaMinutes === null) return null
  if (step === 'attempt') return { minutes: slaMinutes, ...USUAL, by: ['app'] }
  const hasReceiver = channel === 'sales' || channel === 'partner'
  return step === 'accept' && hasReceiver ? { minutes: slaMinutes, ...USUAL } : null
}

/** What is wrong with the time limits of a policy. */
export function checkSlas(policy: Policy): PolicyProblem[] {
  return Object.entries(policy.routes).flatMap(([route, { channel, slas }]) =>
    Object.entries(slas ?? {}).flatMap(([step, sla]) => {
      const at = `/routes/${route}/slas/${step}`
      const problems = orderProblems(sla, at)
      if (step !== 'attempt' && channel !== 'sales' && channel !== 'partner')
        problems.push({
          pointer: at,
          detail: `nobody of the channel '${channel}' could keep it: it has no receivers`,
        })
      if (step === 'outcome' && sla.reassign !== undefined)
        problems.push({
          pointer: `${at}/reassign`,
          detail: 'work that was begun is not taken away: leave it out',
        })
      return problems
    }),
  )
}

/** Levels come one after the other. */
function orderProblems(sla: Sla, at: string): PolicyProblem[] {
  const problems: PolicyProblem[] = []
  let before: SlaLevel | null = null
  for (const level of SLA_LEVELS) {
    const value = sla[level]
    if (value === undefined) continue
    if (before !== null && value <= sla[before]!)
      problems.push({ pointer: `${at}/${level}`, detail: `must come after ${before} (${sla[before]})` })
    before = level
  }
  return problems
}
