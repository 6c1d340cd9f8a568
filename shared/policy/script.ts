import { type FieldId, fieldOf, labelOf } from '../lead/catalog.ts'
import { fieldValue, type Lead } from '../lead/lead.ts'
import type { OwnField, Policy } from './policy.ts'
import type { PolicyProblem } from './policy-error.ts'

/** Said as it is written, or a value of the lead; null where it is not known. */
export type ScriptPart = { text: string } | { name: string; label: string; value: string | null }

/** What a script may name beside the fields: who calls, for which campaign, and how the person responded last. */
export const SCRIPT_WORDS = { agent: 'Your name', campaign: 'Campaign', response: 'Last response' } as const
type ScriptWord = keyof typeof SCRIPT_WORDS

const PLACEHOLDER = /\{\{([^{}]*)\}\}/g

/** A script's text in parts. A placeholder that nothing is known of stays a part without a value: a blank that is seen. */
export function scriptParts(
  text: string,
  labelOfName: (name: string) => string | null,
  value: (name: string) => string | null,
): ScriptPart[] {
  const parts: ScriptPart[] = []
  let from = 0
  for (const found of text.matchAll(PLACEHOLDER)) {
    if (found.index > from) parts.push({ text: text.slice(from, found.index) })
    const name = (found[1] ?? '').trim()
    parts.push({ name, label: labelOfName(name) ?? name, value: value(name) })
    from = found.index + found[0].length
  }
  if (from < text.length) parts.push({ text: text.slice(from) })
  return parts
}

/** A text of the policy's script with a lead's data in it. @param who the agent's and the campaign's names */
export function fillScript(
  text: string,
  policy: Policy,
  lead: Lead,
  who: { agent: string; campaign: string },
): ScriptPart[] {
  const words: Record<ScriptWord, string | null> = { ...who, response: lead.responses.at(-1)?.label ?? null }
  return scriptParts(
    text,
    (name) => scriptLabel(policy, name),
    (name) => (isWord(name) ? words[name] || null : saidOf(policy, lead, name)),
  )
}

/** What a placeholder stands for, in words; null: nothing. */
export function scriptLabel(policy: Policy, name: string): string | null {
  if (isWord(name)) return SCRIPT_WORDS[name]
  return (fieldOf(name) ?? ownFieldOf(policy, name))?.label ?? null
}

/** Placeholders in the texts of a policy's script that stand for nothing. */
export function checkScript(policy: Policy): PolicyProblem[] {
  const { opening = '', closing = '', objections = [] } = policy.script ?? {}
  const texts: [pointer: string, text: string][] = [
    ['/script/opening', opening],
    ['/script/closing', closing],
    ...objections.map(({ answer }, i): [string, string] => [`/script/objections/${i}/answer`, answer]),
  ]
  return texts.flatMap(([pointer, text]) =>
    scriptParts(
      text,
      (name) => scriptLabel(policy, name),
      () => null,
    ).flatMap((part) =>
      'text' in part || scriptLabel(policy, part.name) !== null
        ? []
        : [{ pointer, detail: `'{{ ${part.name} }}' stands for nothing: there is no such field` }],
    ),
  )
}

const isWord = (name: string): name is ScriptWord => Object.hasOwn(SCRIPT_WORDS, name)

const ownFieldOf = (policy: Policy, name: string): OwnField | undefined =>
  policy.ownFields?.find((f) => f.id === name)

function saidOf(policy: Policy, lead: Lead, name: string): string | null {
  const value = fieldValue(lead, name as FieldId)
  if (value === null || value === '') return null
  const choices = ownFieldOf(policy, name)?.choices
  return choices?.find((c) => c.id === value)?.label ?? labelOf(name, value)
}
