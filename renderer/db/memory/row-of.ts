import type { WorkingCalendar } from '../../../shared/calendar/calendar.ts'
import type { Contact } from '../../../shared/contact/contact.ts'
import { bestNumber, type ContactGround, contactOf, numbersOf } from '../../../shared/contact/contact-of.ts'
import { type FieldId, labelOf } from '../../../shared/lead/catalog.ts'
import { unaccented } from '../../../shared/lead/intake/text.ts'
import { zoneOf } from '../../../shared/lead/intake/zones.ts'
import { fieldValue, type Lead } from '../../../shared/lead/lead.ts'
import { openQuestionsOf } from '../../../shared/policy/ask.ts'
import { decisionOf, standingOf } from '../../../shared/policy/decide.ts'
import { invalidReasons } from '../../../shared/policy/validity.ts'
import { attemptsOf, dueOf, workOf } from '../../../shared/policy/work-of.ts'
import type { LeadSnapshot } from '../../../shared/sync/protocol.ts'
import type { LeadRow } from '../views.ts'
import type { PolicyBook } from './policy-book.ts'

/** What rows are derived in the light of. */
export interface Light {
  book: PolicyBook
  /** The person whose desk this is. */
  me: string
  ground(campaign: string): ContactGround
  /** When a person works; null: around the clock, or not known here. */
  calendarOf(person: string | null): WorkingCalendar | null
}

/**
 * One line of a queue, derived.
 * @param parts ids of the lead's parts, its own first
 * @param now epoch milliseconds
 */
export function rowOf(
  snapshot: LeadSnapshot,
  parts: readonly string[],
  pending: boolean,
  light: Light,
  now: number,
): LeadRow {
  const { lead } = snapshot
  const at = new Date(now).toISOString()
  const day = at.slice(0, 10)
  const { book, me } = light
  const policy = book.policy(lead.campaign)
  const compiled = book.compiled(lead.campaign)
  const standing = standingOf(compiled, lead, day)
  const decision = decisionOf(compiled, standing)
  const work = workOf(lead, decision, policy, at, light.calendarOf(snapshot.owner))
  const asks = openQuestionsOf(compiled, standing)
  const text = (id: FieldId) => String(fieldValue(lead, id) ?? '')
  const name = nameOf(lead)
  const contact = snapshot.owner === me ? bestContact(lead, light.ground(lead.campaign), at) : null
  return {
    id: lead.id,
    parts,
    name,
    company: text('company'),
    jobTitle: text('jobTitle'),
    email: text('email'),
    phone: contact?.number ?? numbersOf(lead)[0] ?? '',
    contact,
    invalid: invalidReasons(lead, policy).map((r) => r.id),
    place: placeOf(lead),
    timeZone: zoneOf({
      timeZone: fieldValue(lead, 'timeZone'),
      state: fieldValue(lead, 'state'),
      country: fieldValue(lead, 'country'),
      phone: fieldValue(lead, 'phone'),
      mobile: fieldValue(lead, 'mobile'),
    }),
    campaign: lead.campaign,
    owner: snapshot.owner,
    version: snapshot.version,
    stage: snapshot.stage,
    route: decision.route,
    decision: decision.state,
    low: decision.low,
    expected: decision.expected,
    high: decision.high,
    missing: asks.length,
    asks: asks[0] ?? null,
    work,
    due: dueOf(work),
    attempts: attemptsOf(lead),
    capturedAt: lead.capturedAt,
    pending,
    search: unaccented(
      [name, text('company'), text('email'), digits(text('phone')), digits(text('mobile'))].join('\n'),
    ),
  }
}

const bestContact = (lead: Lead, ground: ContactGround, at: string): Contact =>
  contactOf(lead, bestNumber(lead, ground, at), ground, at)

const digits = (phone: string) => phone.replace(/\D/g, '')

function nameOf(lead: Lead): string {
  const parts = [fieldValue(lead, 'firstName'), fieldValue(lead, 'lastName')].filter((p) => p !== null)
  return parts.join(' ') || String(fieldValue(lead, 'email') ?? fieldValue(lead, 'company') ?? '')
}

function placeOf(lead: Lead): string {
  const country = fieldValue(lead, 'country')
  const region = fieldValue(lead, 'state') ?? (country === null ? null : labelOf('country', country))
  return [fieldValue(lead, 'city'), region].filter((p) => p !== null).join(', ')
}
