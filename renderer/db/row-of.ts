import { type FieldId, labelOf } from '../../shared/lead/catalog.ts'
import { zoneOf } from '../../shared/lead/intake/zones.ts'
import { fieldValue, type Lead } from '../../shared/lead/lead.ts'
import { openQuestions } from '../../shared/policy/ask.ts'
import { decide } from '../../shared/policy/decide.ts'
import { attemptsOf, dueOf, workOf } from '../../shared/policy/work-of.ts'
import type { LeadSnapshot } from '../../shared/sync/protocol.ts'
import type { PolicyBook } from './policy-book.ts'
import type { LeadRow } from './views.ts'

/** One line of a queue, derived. @param now epoch milliseconds */
export function rowOf(snapshot: LeadSnapshot, pending: boolean, book: PolicyBook, now: number): LeadRow {
  const { lead } = snapshot
  const at = new Date(now).toISOString()
  const day = at.slice(0, 10)
  const compiled = book.compiled(lead.campaign)
  const decision = decide(compiled, lead, day)
  const work = workOf(lead, decision, book.policy(lead.campaign), at)
  const asks = openQuestions(compiled, lead, day)
  const text = (id: FieldId) => String(fieldValue(lead, id) ?? '')
  const name = nameOf(lead)
  const phone = text('phone') || text('mobile')
  return {
    id: lead.id,
    parts: [lead.id],
    name,
    company: text('company'),
    jobTitle: text('jobTitle'),
    email: text('email'),
    phone,
    contact: null,
    invalid: [],
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
    search: [name, text('company'), text('email'), digits(text('phone')), digits(text('mobile'))]
      .join('\n')
      .toLowerCase(),
  }
}

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
