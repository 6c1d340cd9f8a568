import type { Lead } from '../../../shared/lead/lead.ts'
import { DEFAULT_POLICY } from '../../../shared/policy/default-policy.ts'
import type { KnownOutcome } from '../../../shared/policy/fit/from-leads.ts'
import { seeded } from '../../../shared/policy/fit/random.ts'
import { AS_OF, leadOf } from '../lead-of.ts'

/** What drives the outcome of the leads made up here, in log odds; other fields are chance. */
export const TRUTH: Record<string, Record<string, number>> = {
  budget: { approved: 1.2, planned: 0, none: -1.2 },
  need: { urgent: 0.8, replace: 0.3, extend: -0.3, curious: -0.8 },
}

/** Leads of the default policy with outcomes drawn by TRUTH; each answer is known in 7 of 10. */
export function madeUp(count: number, seed: number): KnownOutcome[] {
  const random = seeded(seed)
  const fields = DEFAULT_POLICY.fields.filter((f) => f.question !== null)
  return Array.from({ length: count }, () => {
    let odds = -0.5
    const answers: Record<string, string> = {}
    for (const { field, answers: list } of fields) {
      const id = list[Math.floor(random() * list.length)]!.id
      odds += TRUTH[field]?.[id] ?? 0
      if (random() < 0.7) answers[field] = id
    }
    const lead: Lead = leadOf({ answers, responses: Math.floor(random() * 6) })
    return { lead, won: random() < 1 / (1 + Math.exp(-odds)), asOf: AS_OF }
  })
}
