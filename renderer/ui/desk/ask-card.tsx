import type { Policy } from '../../../shared/policy/policy.ts'
import type { LeadView } from '../../db/views.ts'
import { askedOf } from './ask/asked-of.ts'
import { LaterDialog } from './ask/later-dialog.tsx'
import { QuestionCard } from './ask/question-card.tsx'
import { DecidedCard } from './decided-card.tsx'

/** The question whose answer decides most; once nothing decides any more, where the lead goes, and what is also worth asking. */
export function AskCard({ view, policy }: { view: LeadView; policy: Policy }) {
  const asked = askedOf(view, policy)
  return (
    <>
      {(!asked || asked.outcomes.length === 0) && <DecidedCard view={view} policy={policy} />}
      {asked && <QuestionCard view={view} asked={asked} />}
      {asked && <LaterDialog view={view} asked={asked} />}
    </>
  )
}
