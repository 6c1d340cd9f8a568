import type { LeadRule, ReassignPreviewRequest, ShareTarget } from '../../../../shared/api/reassign.ts'
import { countryOf, languageOf, stateOf } from '../../../../shared/lead/intake/places.ts'
import type { LeadRow } from '../../../db/views.ts'

/** The pool's place among people's ids. */
export const POOL = ''

/** What the dialog opens with, beside the leads chosen in the table. */
export interface Preset {
  owner: string
  /** ISO instant. */
  callbacksBefore?: string
}

/** Whom leads go to: nobody yet, the pool, one person (`p:` and the id), or several. */
export type Goal = 'none' | 'pool' | 'evenly' | 'capacity' | `p:${string}`

export interface Draft {
  by: 'chosen' | 'rule'
  /** A person's id, the pool, or null: anybody's. */
  owner: string | null
  pastDue: boolean
  callbacksBefore: string | null
  /** As typed. */
  country: string
  state: string
  language: string
  campaign: string
  goal: Goal
  people: readonly string[]
  promised: boolean
  reason: string
}

/** @param people those that leads are dealt among, unless it is said otherwise @param campaign that the screen is of; null: all */
export function newDraft(
  chosen: number,
  preset: Preset | null,
  people: readonly string[],
  campaign: string | null,
): Draft {
  return {
    by: preset === null && chosen > 0 ? 'chosen' : 'rule',
    owner: preset?.owner ?? null,
    pastDue: false,
    callbacksBefore: preset?.callbacksBefore ?? null,
    country: '',
    state: '',
    language: '',
    // Promises are handed over whatever they are of.
    campaign: preset?.callbacksBefore ? '' : (campaign ?? ''),
    // Who is absent keeps no promise: what was promised in person goes along.
    goal: preset?.callbacksBefore ? 'capacity' : 'none',
    people: people.filter((id) => id !== preset?.owner),
    promised: preset?.callbacksBefore !== undefined,
    reason: '',
  }
}

export type PlaceField = 'country' | 'state' | 'language'

/** What of the typed places cannot be read. */
export function unread(draft: Draft): Partial<Record<PlaceField, string>> {
  const problems: Partial<Record<PlaceField, string>> = {}
  for (const field of ['country', 'state', 'language'] as const) {
    const read = place(draft, field)
    if (read && 'problem' in read) problems[field] = read.problem
  }
  return problems
}

/** Null while nothing is typed. */
function place(draft: Draft, field: PlaceField) {
  const typed = draft[field].trim()
  if (typed === '') return null
  if (field === 'country') return countryOf(typed)
  if (field === 'language') return languageOf(typed)
  const country = draft.country.trim() === '' ? null : countryOf(draft.country)
  return stateOf(typed, country && 'value' in country ? country.value : undefined)
}

/** What is asked of central; null while the draft does not say enough. */
export function askedOf(draft: Draft, rows: readonly LeadRow[]): ReassignPreviewRequest | null {
  const to = targetOf(draft)
  const which = draft.by === 'chosen' ? chosenOf(rows) : ruleOf(draft)
  return to && which && { which, to, promised: draft.promised }
}

const chosenOf = (rows: readonly LeadRow[]) =>
  rows.length === 0 ? null : { leads: rows.map(({ id, version }) => ({ id, version })) }

function targetOf({ goal, people }: Draft): ShareTarget | null {
  if (goal === 'none') return null
  if (goal === 'pool') return { how: 'pool' }
  if (goal === 'evenly' || goal === 'capacity')
    return people.length === 0 ? null : { how: goal, people: [...people] }
  return { how: 'person', person: goal.slice(2) }
}

function ruleOf(draft: Draft): { rule: LeadRule } | null {
  const readPlace = (field: PlaceField) => {
    const read = place(draft, field)
    return read && 'value' in read ? read.value : undefined
  }
  if (Object.keys(unread(draft)).length > 0) return null
  const { owner, pastDue, callbacksBefore, campaign } = draft
  const [country, state, language] = [readPlace('country'), readPlace('state'), readPlace('language')]
  const rule: LeadRule = {
    ...(owner === null ? {} : { owners: [owner === POOL ? null : owner] }),
    ...(pastDue ? { pastDue } : {}),
    ...(callbacksBefore === null ? {} : { callbacksBefore }),
    ...(country === undefined ? {} : { country }),
    ...(state === undefined ? {} : { state }),
    ...(language === undefined ? {} : { language }),
    ...(campaign === '' ? {} : { campaign }),
  }
  return Object.keys(rule).length === 0 ? null : { rule }
}
