import type { Policy } from '../../shared/policy/policy.ts'

/** A policy that is being edited. It holds no lead's data. */
export interface PolicyDraft {
  /** The version it was made from. */
  from: number
  policy: Policy
}

const keyOf = (person: string, campaign: string) => `leadwright:policy-draft:${person}:${campaign}`

/** The draft that this person left on this machine; null without one, and for one of an earlier program. */
export function keptDraft(person: string, campaign: string): PolicyDraft | null {
  const kept = localStorage.getItem(keyOf(person, campaign))
  if (kept === null) return null
  try {
    const draft: unknown = JSON.parse(kept)
    return isDraft(draft) ? draft : null
  } catch {
    // Not JSON: nothing that could be edited.
    return null
  }
}

export function keepDraft(person: string, campaign: string, draft: PolicyDraft | null): void {
  if (draft === null) localStorage.removeItem(keyOf(person, campaign))
  else localStorage.setItem(keyOf(person, campaign), JSON.stringify(draft))
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
