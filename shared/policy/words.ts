import { fieldLabel, valueLabelIn } from './own-fields.ts'
import type { Condition, Policy } from './policy.ts'

type Declared = Pick<Policy, 'ownFields'>

/**
 * A condition as a sentence without its full stop: 'Purchase timeline is within 3 months, and score is at least 75'; 'Otherwise' for one
 * that always holds. `policy`: whose own fields it may name.
 */
export function inWords(when: Condition, policy: Declared = {}): string {
  const text = phrase(when, policy) || 'otherwise'
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function phrase(when: Condition, policy: Declared): string {
  if ('all' in when) return joinAll(when.all, policy)
  if ('any' in when) {
    return when.any.length === 0
      ? 'never'
      : when.any.map((part) => grouped(part, when.any.length, policy)).join(' or ')
  }
  if ('not' in when) return `not (${phrase(when.not, policy)})`
  if ('score' in when) return `score ${range(when.score)}`
  const name = small(fieldLabel(policy, when.field))
  if ('in' in when) {
    return `${name} is ${when.in.map((id) => small(valueLabelIn(policy, when.field, id))).join(' or ')}`
  }
  return `${name} ${range(when)}`
}

/** The score after a comma: it is what the answers come to. */
function joinAll(parts: readonly Condition[], policy: Declared): string {
  const score = parts.filter((part) => 'score' in part)
  const others = parts.filter((part) => !('score' in part))
  const answers = others.map((part) => grouped(part, parts.length, policy)).join(' and ')
  const said = [answers, score.map((part) => phrase(part, policy)).join(' and ')]
  return said.filter((text) => text !== '').join(', and ')
}

const grouped = (part: Condition, among: number, policy: Declared) =>
  among > 1 && ('all' in part || 'any' in part) ? `(${phrase(part, policy)})` : phrase(part, policy)

function range({ min, max }: { min?: number; max?: number }): string {
  if (min === undefined) return `is at most ${max}`
  return max === undefined ? `is at least ${min}` : `is between ${min} and ${max}`
}

/** Within a sentence; an abbreviation keeps its capitals. */
const small = (label: string) =>
  /^\p{Lu}\p{Lu}/u.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1)
