import { ROUTE_LABELS } from '../lead/route.ts'
import type { Explanation, NextQuestion } from '../policy/decision.ts'
import { fieldLabel } from '../policy/own-fields.ts'
import type { BriefGround, BriefLine, BriefSection } from './brief.ts'
import { either, joined, short } from './say.ts'

/** The next question in the policy's words, where its answers lead, and what else is open. */
export function openSection({ explanation, policy }: BriefGround): BriefSection {
  const label = (id: string) => short(fieldLabel(policy, id), 60)
  const [next, ...others] = explanation.ask
  const asked = new Set<string>(explanation.ask.map((q) => q.field))
  const unknown = explanation.open.filter((id) => !asked.has(id))
  const lines: BriefLine[] = next ? [nextLine(next, label)] : []
  const rest = [
    { label: 'Then', text: joined(others.map((q) => label(q.field))), note: '' },
    { label: 'Not known', text: joined(unknown.map(label)), note: asksNothing(explanation) },
    { label: 'Also ask', text: joined(explanation.also.map((q) => label(q.field))), note: '' },
  ]
  return { id: 'open', title: 'What is open', lines: [...lines, ...rest.filter((line) => line.text !== '')] }
}

const asksNothing = ({ decision }: Explanation) =>
  decision.state === 'decided' ? 'Does not change the route' : ''
/** Answers that leave most routes open are not told: they would say nothing. */
function nextLine({ field, question, outcomes }: NextQuestion, label: (id: string) => string): BriefLine {
  const telling = outcomes
    .filter((o) => o.possible.length <= 2)
    .map((o) => `${short(o.label, 40)}: ${either(o.possible.map((route) => ROUTE_LABELS[route]))}`)
  return {
    label: 'Ask next',
    text: question.trim() === '' ? label(field) : `“${short(question, 200)}”`,
    note: telling.length > 6 ? '' : joined(telling, '; '),
  }
}
