import type { ContactGround } from '../../../shared/contact/contact-of.ts'
import { identityKeys } from '../../../shared/lead/identity.ts'
import { fieldValue, type Lead } from '../../../shared/lead/lead.ts'
import type { LeadSnapshot } from '../../../shared/sync/protocol.ts'
import type { LeadRow } from '../views.ts'
import type { Sight } from './policy-book.ts'
import { rowOf } from './row-of.ts'
import { type Span, spanOf } from './span-of.ts'
import { type Lists, listWith } from './suppression-book.ts'

/** What follows from a lead. */
export interface Derived {
  row: LeadRow
  span: Span
  keys: readonly string[]
}

/** What leads are seen in the light of, and by whom. */
export interface Outlook {
  sight: Sight
  lists: Lists
  /** The person whose desk this is. */
  me: string
}

/**
 * What follows from the parts of one lead.
 * @param shown the parts together @param now epoch milliseconds
 */
export function derive(
  parts: readonly LeadSnapshot[],
  shown: LeadSnapshot,
  pending: boolean,
  { sight, lists, me }: Outlook,
  now: number,
): Derived {
  const light = {
    book: sight.book,
    me,
    ground: (campaign: string) => groundIn(sight, lists, campaign),
    calendarOf: (person: string | null) => sight.calendars.get(person) ?? null,
  }
  const ids = parts.map((p) => p.lead.id)
  const row = rowOf(shown, ids, pending, light, now)
  const keys = [...new Set(parts.flatMap((p) => keysOf(p.lead)))]
  return { row, span: spanOf(shown.lead, row, now), keys }
}

export const groundIn = (sight: Sight, lists: Lists, campaign: string): ContactGround => ({
  policy: sight.book.policy(campaign),
  suppressedBy: (key) => suppressedIn(sight, lists, key),
})

/** The name of a suppression list that has the key. */
export function suppressedIn({ context }: Sight, lists: Lists, key: number): string | null {
  const list = listWith(lists, key)
  return list && (context.suppressionLists.find((l) => l.id === list)?.name ?? list)
}

const keysOf = (lead: Lead): string[] =>
  identityKeys({
    email: fieldValue(lead, 'email'),
    phone: fieldValue(lead, 'phone'),
    mobile: fieldValue(lead, 'mobile'),
    externalId: fieldValue(lead, 'externalId'),
  })
