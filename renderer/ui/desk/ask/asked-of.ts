import type { Field } from '../../../../shared/lead/catalog.ts'
import { isDoNotCall } from '../../../../shared/lead/lead.ts'
import type { AnswerOutcome } from '../../../../shared/policy/decision.ts'
import { fieldIn } from '../../../../shared/policy/own-fields.ts'
import type { Policy } from '../../../../shared/policy/policy.ts'
import type { LeadView } from '../../../db/views.ts'

/** The question that is asked next. */
export interface Asked {
  field: Field
  question: string
  /** Where each answer leads; empty for what decides nothing. */
  outcomes: readonly AnswerOutcome[]
}

/** What decides most; else what is also worth asking; null: nothing today, or the person is not to be called. */
export function askedOf({ snapshot, explanation }: LeadView, policy: Policy): Asked | null {
  if (isDoNotCall(snapshot.lead)) return null
  const { decision, ask, also } = explanation
  const deciding = decision.state === 'needsInformation' ? ask[0] : undefined
  const next = deciding ?? also[0]
  const field = next && fieldIn(policy, next.field)
  return field ? { field, question: next.question, outcomes: deciding?.outcomes ?? [] } : null
}

/** Answers that a digit gives at once: one of several choices. Numbers, days, texts and several choices are filled in. */
export const isOneOf = ({ field }: Asked): boolean => field.kind === 'choice'
