import type { Policy } from '../../shared/policy/policy.ts'

/** A policy that is being edited. It holds no lead's data. */
export interface PolicyDraft {
  /** The version it was made from. */
  from: number
  policy: Policy
}

type Which = 'now' | 'before'
const keyOf = (person: string, campaign: string, which: Which) =>
  `leadwright:policy-draft${which === 'now' ? '' : 's-before'}:${person}:${campaign}`

/** The draft that this person left on this machine; null without one, and for one of an earlier program. */
export function keptDraft(person: string, campaign: string): PolicyDraft | null {
  const draft = read(keyOf(person, campaign, 'now'))
  return isDraft(draft) ? draft : null
}

export function keepDraft(person: string, campaign: string, draft: PolicyDraft | null): void {
  write(keyOf(person, campaign, 'now'), draft)
}

const MOST_BEFORE = 5

/** Drafts that were discarded, or that another one took the place of: the latest last, the last five. */
export function draftsBefore(person: string, campaign: string): PolicyDraft[] {
  const drafts = read(keyOf(person, campaign, 'before'))
  return Array.isArray(drafts) ? drafts.filter(isDraft) : []
}

/** @returns what was kept of them */
export function keepDraftsBefore(person: string, campaign: string, drafts: PolicyDraft[]): PolicyDraft[] {
  const kept = drafts.slice(-MOST_BEFORE)
  write(keyOf(person, campaign, 'before'), kept.length === 0 ? null : kept)
  return kept
}

/** The device may no longer be used: drafts hold no lead's data, but how a campaign decides. */
export function forgetDrafts(storage: Storage, person: string): void {
  const begins = (['now', 'before'] as const).map((which) => keyOf(person, '', which))
  const keys = Array.from({ length: storage.length }, (_, i) => storage.key(i) ?? '')
  for (const key of keys) if (begins.some((begin) => key.startsWith(begin))) storage.removeItem(key)
}

function read(key: string): unknown {
  const kept = localStorage.getItem(key)
  if (kept === null) return null
  try {
    return JSON.parse(kept)
  } catch {
    // Not JSON: nothing that could be edited.
    return null
  }
}

function write(key: string, value: unknown): void {
  if (value === null) localStorage.removeItem(key)
  else localStorage.setItem(key, JSON.stringify(value))
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
