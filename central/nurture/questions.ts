import type { FieldId, FieldValue } from '../../shared/lead/catalog.ts'
import { fieldValue, type Lead } from '../../shared/lead/lead.ts'
import { openQuestions } from '../../shared/policy/ask.ts'
import type { CompiledPolicy } from '../../shared/policy/compile.ts'
import { fieldIn, valueLabelIn } from '../../shared/policy/own-fields.ts'

export interface Question {
  field: FieldId
  question: string
  choices: { id: string; label: string }[]
}

const MOST = 3

/**
 * What a person is asked: what decides most, then what else is not known, then what may have changed since it was said. Never what they
 * declined and may not be asked again yet. `asOf`: 'YYYY-MM-DD'.
 */
export function questionsFor(compiled: CompiledPolicy, lead: Lead, asOf: string): Question[] {
  const ranked = openQuestions(compiled, lead, asOf)
  const all = askable(compiled).filter(({ field }) => !isDeclined(lead, field, asOf))
  const rank = ({ field }: Question) => {
    const at = ranked.indexOf(field)
    return at >= 0 ? at : fieldValue(lead, field) === null ? 1000 : 2000
  }
  return all.sort((a, b) => rank(a) - rank(b)).slice(0, MOST)
}

/** Of what a form brought, the answers to questions that there are. */
export function answersFrom(
  compiled: CompiledPolicy,
  form: Iterable<[string, string]>,
): Partial<Record<FieldId, FieldValue>> {
  const questions = new Map<string, Question>(askable(compiled).map((q) => [q.field, q]))
  const answers: Partial<Record<FieldId, FieldValue>> = {}
  for (const [name, value] of form) {
    const question = questions.get(name)
    if (question?.choices.some((c) => c.id === value)) answers[question.field] = value
  }
  return answers
}

/** Questions with choices, in the policy's order. */
const askable = ({ fields, policy }: CompiledPolicy): Question[] =>
  fields.flatMap(({ id, source }) =>
    source.question === null || fieldIn(policy, id)?.kind !== 'choice'
      ? []
      : [
          {
            field: id,
            question: source.question,
            choices: source.answers.map((a) => ({ id: a.id, label: valueLabelIn(policy, id, a.id) })),
          },
        ],
  )

function isDeclined(lead: Lead, field: FieldId, asOf: string): boolean {
  const version = lead.fields[field]?.[0]
  return version?.value === null && version.reaskOn !== undefined && version.reaskOn > asOf
}
