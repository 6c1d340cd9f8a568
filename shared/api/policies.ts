import { z } from 'zod'
import { policySchema } from '../policy/policy.ts'
import { version } from './fields.ts'
import { line } from './line.ts'

/** The bodies of the REST service for policies. */

/** A version as it was put in force in a campaign. Versions are numbered through all campaigns and never change. */
export const policyVersion = z.object({
  version: z.number().int(),
  campaign: z.string(),
  name: z.string(),
  /** '' where nobody said why. */
  note: z.string(),
  /** A person's or service's id. */
  by: z.string(),
  /** ISO instant. */
  at: z.string(),
  /** The version it was made from; null: the campaign's first. */
  from: z.number().int().nullable(),
  /** The version whose body it has again; null: it is no rolling back. */
  restores: z.number().int().nullable(),
  /** Campaigns that are under it now. */
  campaigns: z.array(z.string()),
})
export type PolicyVersion = z.infer<typeof policyVersion>
/** The latest first. */
export const policiesResponse = z.object({ policies: z.array(policyVersion) })

/** `version`: the one that the campaign is under, as far as its publisher knows. What is wrong with `policy` is said by its own check. */
export const publishRequest = z.strictObject({
  policy: z.looseObject({}),
  note: line(500),
  version: version.positive(),
})
/** `to`: an earlier version of this campaign. */
export const rollbackRequest = z.strictObject({
  to: version.positive(),
  note: line(500),
  version: version.positive(),
})

/** How far a campaign's open leads are decided by the policy in force. */
export const policyProgress = z.object({
  version: z.number().int(),
  leads: z.number().int(),
  waiting: z.number().int(),
})
export type PolicyProgress = z.infer<typeof policyProgress>

const measures = z.object({
  rows: z.number(),
  rate: z.number(),
  auc: z.number(),
  ap: z.number(),
  lift10: z.number(),
  lift20: z.number(),
  brier: z.number(),
  logLoss: z.number(),
  ece: z.number(),
})
export type FitMeasures = z.infer<typeof measures>

/** Shares of the won among the best 0%, 5%, ... 100% of leads. */
const curve = z.array(z.number())

/** A draft in which only the answers' probabilities are new, learned from what any leads answered; or what is missing for one. */
const learnedAnswers = z.union([
  z.object({
    ok: z.literal(true),
    draft: policySchema,
    leads: z.number().int(),
    /** Known answers, of the fields with enough of them. */
    fields: z.array(z.object({ field: z.string(), answers: z.number().int() })),
  }),
  z.object({ ok: z.literal(false), unless: z.string() }),
])

/** A draft fitted to outcomes, measured on leads it had not seen; or what is missing for one. Nothing is published. */
export const fitResponse = z.union([
  z.object({
    ok: z.literal(true),
    /** The version it was made from. */
    version: z.number().int(),
    draft: policySchema,
    measures: z.object({ present: measures, proposed: measures, naiveBayes: measures }),
    curves: z.object({ present: curve, proposed: curve }),
    answers: learnedAnswers,
  }),
  z.object({ ok: z.literal(false), unless: z.string(), answers: learnedAnswers }),
])
export type FitResponse = z.infer<typeof fitResponse>
