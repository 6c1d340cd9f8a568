import type { Policy } from '../../shared/policy/policy.ts'

/** A policy that is being edited. It holds no lead's data. */
export interface PolicyDraft {
  /** The version it was made from. */
  from: number
  policy: Policy
}

/** 'before': the draft that was discarded, or that another one took the place of. */
type Which = 'now' | 'before'
const keyOf = (person: string, campaign: string, which: Which) =>
  `leadwright:policy-draft${which === 'now' ? '' : '-before'}:${person}:${campaign}`

/** The draft that this person left on this machine; null without one, and for one of an earlier program. */
export function keptDraft(person: string, campaign: string, which: Which = 'now'): PolicyDraft | null {
  const kept = localStorage.getItem(keyOf(person, campaign, which))
  if (kept === null) return null
  try {
    const draft: unknown = JSON.parse(kept)
    return isDraft(draft) ? draft : null
  } catch {
    // Not JSON: nothing that could be edited.
    return null
  }
}

export function keepDraft(
  person: string,
  campaign: string,
  draft: PolicyDraft | null,
  which: Which = 'now',
): void {
  if (draft === null) localStorage.removeItem(keyOf(person, campaign, which))
  else localStorage.setItem(keyOf(person, campaign, which), JSON.stringify(draft))
}

/** The same policy, whatever the order in which it names its parts. */
export const isSamePolicy = (a: Policy, b: Policy): boolean =>
  JSON.stringify(sorted(a)) === JSON.stringify(sorted(b))

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([, part]) => part !== undefined)
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, v]) => [key, sorted(v)]))
}

/** What is wrong within is shown at its place: a draft may be anything but whole. */
function isDraft(value: unknown): value is PolicyDraft {
  if (typeof value !== 'object' || value === null || !('from' in value && 'policy' in value)) return false
  const policy = value.policy as Partial<Policy> | null
  return (
    Number.isInteger(value.from) &&
    [policy?.dimensions, policy?.fields, policy?.rules, policy?.dispositions].every(Array.isArray) &&
    typeof policy?.routes === 'object'
  )
}
