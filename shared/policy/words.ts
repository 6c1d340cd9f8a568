import { fieldOf, labelOf } from '../lead/catalog.ts'
import type { Condition } from './policy.ts'

/** A condition as a sentence without its full stop: 'Purchase timeline is within 3 months, and score is at least 75'; 'Otherwise' for one that always holds. */
export function inWords(when: Condition): string {
  const text = phrase(when) || 'otherwise'
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function phrase(when: Condition): string {
  if ('all' in when) return joinAll(when.all)
  if ('any' in when) {
    return when.any.length === 0
      ? 'never'
      : when.any.map((part) => grouped(part, when.any.length)).join(' or ')
  }
  if ('not' in when) return `not (${phrase(when.not)})`
  if ('score' in when) return `score ${range(when.score)}`
  const name = small(fieldOf(when.field)?.label ?? when.field)
  if ('in' in when) {
    return `${name} is ${when.in.map((id) => small(labelOf(when.field, id))).join(' or ')}`
  }
  return `${name} ${range(when)}`
}

/** The score after a comma: it is what the answers come to. */
function joinAll(parts: readonly Condition[]): string {
  const score = parts.filter((part) => 'score' in part)
  const others = parts.filter((part) => !('score' in part))
  const answers = others.map((part) => grouped(part, parts.length)).join(' and ')
  return [answers, score.map(phrase).join(' and ')].filter((text) => text !== '').join(', and ')
}

const grouped = (part: Condition, among: number) =>
  among > 1 && ('all' in part || 'any' in part) ? `(${phrase(part)})` : phrase(part)

function range({ min, max }: { min?: number; max?: number }): string {
  if (min === undefined) return `is at most ${max}`
  return max === undefined ? `is at least ${min}` : `is between ${min} and ${max}`
}

/** Within a sentence; an abbreviation keeps its capitals. */
const small = (label: string) =>
  /^\p{Lu}\p{Lu}/u.test(label) ? label : label.charAt(0).toLowerCase() + label.slice(1)
