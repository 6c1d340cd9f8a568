import { DEFAULT_POLICY } from '../../../shared/policy/default-policy.ts'

/** What the person saw saved, by the lead's name: the story's own book, kept outside the app. */
export interface Entry {
  answers: { field: string; value: string }[]
  outcome: string
  callback: boolean
  note: string
}

export type Ledger = Map<string, Entry>

/** The field and the value that a digit gives to a question as it stands on screen. */
export function answerOf(question: string, digit: number): { field: string; value: string } {
  const asked = DEFAULT_POLICY.fields.find((f) => f.question !== null && question.includes(f.question))
  const value = asked?.answers[digit - 1]?.id
  if (!asked || !value) throw new Error(`no question of the policy: ${question}`)
  return { field: asked.field, value }
}
