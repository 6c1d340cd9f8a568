import type { LeadEvent } from '../../../../shared/events/event.ts'
import { fold } from '../../../../shared/events/fold.ts'
import type { FieldId, FieldValue } from '../../../../shared/lead/catalog.ts'
import { compareSubjects, subjectOf } from '../../../../shared/lead/likeness.ts'
import { eventsOf, idOf, sampleLeads } from './sample-leads.ts'

const DAY = 86_400_000
const FIRST = 9_000_000
const iso = (ms: number) => new Date(ms).toISOString()

/** A lead that responded `ago` milliseconds before now. */
function captured(
  n: number,
  now: number,
  ago: number,
  label: string,
  fields: Partial<Record<FieldId, FieldValue>>,
): LeadEvent[] {
  const { events, add } = eventsOf(n, now)
  const capture = { campaign: 'expo', channel: 'web', label, at: iso(now - ago), fields } as const
  add('lead.captured', capture, ago)
  return events
}

/** Beside the sample leads: one that is likely the first of them, one merged of two, and some that are invalid. */
export function sampleDuplicates(now: number): LeadEvent[][] {
  const marcus = captured(FIRST, now, 2 * DAY, 'Partner sheet', {
    firstName: 'M.',
    lastName: 'Oyelaran',
    company: 'Bright Harbor Shipping Inc.',
    email: 'marcus@brightharbor.example',
    phone: '+17575550199',
    city: 'Norfolk',
    country: 'US',
    budget: 'planned',
  })
  const kim = { lastName: 'Kim', company: 'Hanbit Logistics', country: 'US', phone: '+17575550171' }
  const one = captured(FIRST + 1, now, 5 * DAY, 'Web form', {
    ...kim,
    firstName: 'Ji-ho',
    email: 'jiho@gmail.co',
  })
  const two = captured(FIRST + 2, now, 3 * DAY, 'Expo scan, booth 214', { ...kim, firstName: 'Jiho' })
  const { events, add } = eventsOf(FIRST + 3, now)
  add('lead.merged', { merge: idOf(FIRST, 990), other: idOf(FIRST + 2, 0) }, DAY, 'judith')
  const merge = events.map((e) => ({ ...e, leadId: idOf(FIRST + 1, 0) }))
  return [
    marcus,
    [...one, ...merge],
    two,
    captured(FIRST + 4, now, DAY, 'Web form', {
      firstName: 'Test',
      lastName: 'Test',
      email: 'test@test.com',
    }),
    captured(FIRST + 5, now, 2 * DAY, 'Partner sheet', { firstName: 'Nadia', lastName: 'Rahman' }),
    captured(FIRST + 6, now, 4 * DAY, 'Web form', { lastName: 'Muster', email: 'max@mailinator.com' }),
  ]
}

/** Pairs of leads that may be one person, as central lists them. */
export function samplePairs(n: number, now: number) {
  return sampleLeads(n + 1, now)
    .slice(1)
    .map((events, i) => {
      const left = fold(null, events)
      const value = (id: FieldId) => left.fields[id]?.[0]?.value ?? ''
      const last = String(value('lastName'))
      const right = fold(
        null,
        captured(
          FIRST + 100 + i,
          now,
          (i % 7) * DAY + 60_000,
          i % 2 ? 'Expo scan, booth 214' : 'Partner sheet',
          {
            firstName: String(value('firstName')).slice(0, i % 3 ? undefined : 1),
            lastName: i % 4 ? last : `${last.slice(0, -2)}${last.slice(-1)}${last.slice(-2, -1)}`,
            company: String(value('company')),
            phone: i % 2 ? value('phone') : `+1757555${String(2000 + i)}`,
            jobTitle: 'Head of logistics',
            country: value('country'),
            need: 'replace',
          },
        ),
      )
      const { score, reasons } = compareSubjects(subjectOf(left), subjectOf(right))
      const of = (lead: typeof left) => ({
        lead,
        owner: i % 3 ? 'ana' : null,
        version: 1,
        stage: 'open' as const,
        assignedAt: iso(now - DAY),
      })
      return { leads: [of(left), of(right)], score, reasons }
    })
    .sort((a, b) => b.score - a.score)
}

export function sampleBreaches(n: number, now: number) {
  return Array.from({ length: n }, (_, i) => ({
    call: idOf(FIRST + i, 970),
    lead: idOf(i % 7, 0),
    campaign: 'expo',
    actor: i % 3 ? 'ana' : 'ben',
    number: `+1757555${String(1000 + i)}`,
    at: iso(now - i * 4 * 3_600_000),
    reasons: [
      i % 2
        ? {
            kind: 'hours',
            text: 'It was 21:40 there; calls end at 21:00',
            source: '47 CFR 64.1200(c)(1)',
            until: null,
          }
        : { kind: 'suppressed', text: 'On the list Robinson list', source: 'Robinson list', until: null },
    ],
  }))
}
