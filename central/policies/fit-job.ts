import type { FitResponse } from '../../shared/api/policies.ts'
import { type KnownOutcome, tableOf } from '../../shared/policy/fit/from-leads.ts'
import { type AnswerCounts, learnAnswers } from '../../shared/policy/fit/learn-answers.ts'
import { descending } from '../../shared/policy/fit/measure.ts'
import { expectedScores, propose } from '../../shared/policy/fit/propose.ts'
import type { Policy } from '../../shared/policy/policy.ts'

const STEPS = 20

export interface FitTask {
  policy: Policy
  /** Those with an outcome. */
  leads: readonly KnownOutcome[]
  counts: AnswerCounts
}

/** What is proposed for a policy by leads with a known outcome, and by what any leads answered, as it is said to who asks. */
export function proposalOf({ policy, leads, counts }: FitTask): FitResponse {
  const answers = learnAnswers(policy, counts)
  const table = tableOf(policy, leads)
  const proposal = propose(policy, table, counts)
  if (!proposal.ok) return { ...proposal, answers }
  return {
    ok: true,
    version: policy.version,
    draft: proposal.draft,
    answers,
    measures: proposal.measures,
    curves: {
      present: foundBy(expectedScores(policy, table), table.won),
      proposed: foundBy(proposal.fitted.unseen, table.won),
    },
  }
}

/** The share of the won among the best 0%, 5%, ... 100% by a score. */
function foundBy(scores: ArrayLike<number>, won: Uint8Array): number[] {
  const order = descending(scores)
  const found = new Float64Array(order.length + 1)
  for (let i = 0; i < order.length; i++) found[i + 1] = found[i]! + won[order[i]!]!
  const all = found[order.length]!
  return Array.from({ length: STEPS + 1 }, (_, i) => found[Math.round((order.length * i) / STEPS)]! / all)
}
