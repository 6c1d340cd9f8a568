import { type Brief, type BriefMore, briefOf } from '../../shared/brief/brief.ts'
import type { LeadEvent } from '../../shared/events/event.ts'
import { fold } from '../../shared/events/fold.ts'
import type { Lead } from '../../shared/lead/lead.ts'
import { compile } from '../../shared/policy/compile.ts'
import { DEFAULT_POLICY } from '../../shared/policy/default-policy.ts'
import { explain } from '../../shared/policy/explain.ts'
import type { Policy } from '../../shared/policy/policy.ts'
import { at, captured, event, flags, id } from '../events/events.ts'

const compiled = compile(DEFAULT_POLICY)
const NAMES = new Map([
  ['ana', 'Ana Prado'],
  ['ben', 'Ben Okoro'],
])

export function briefFor(
  lead: Lead,
  now: string,
  more: Partial<BriefMore> = {},
  policy: Policy = DEFAULT_POLICY,
): Brief {
  const by = policy === DEFAULT_POLICY ? compiled : compile(policy)
  const explanation = explain(by, lead, now.slice(0, 10))
  return briefOf(lead, explanation, policy, {
    names: NAMES,
    now,
    suppressedBy: () => null,
    ...more,
  })
}

export const leadFrom = (...events: LeadEvent[]): Lead => fold(null, events)

/** A hot lead from a trade show that an agent spoke with. Monday, 10:40 in Virginia. */
export const HOT_NOW = '2026-11-23T15:40:00.000Z'
export function hotLead(): Lead {
  const call = id(1, 0xc)
  return leadFrom(
    captured('2026-11-03T14:10:00.000Z-0000-import', {
      channel: 'expo',
      label: 'Logistics Expo, booth 214',
      at: '2026-11-03T14:05:00.000Z',
      fields: {
        firstName: 'Marcus',
        lastName: 'Oyelaran',
        jobTitle: 'Operations manager',
        company: 'Bright Harbor Shipping',
        email: 'marcus@brightharbor.example',
        phone: '+17575550142',
        city: 'Norfolk',
        state: 'VA',
        country: 'US',
        need: 'replace',
        companySize: 's120to500',
      },
    }),
    captured('2026-11-20T20:31:00.000Z-0000-web', {
      channel: 'web',
      label: 'Pricing page',
      at: '2026-11-20T20:30:00.000Z',
      fields: { budget: 'approved' },
    }),
    event('consent.recorded', at('2026-11-20T20:31:00.000Z'), {
      consent: id(1, 0xf),
      for: 'phone',
      given: true,
      basis: 'web form',
      text: 'You may call me about this.',
      at: '2026-11-20T20:30:00.000Z',
      source: 'expo.example/pricing',
    }),
    event('call.started', at('2026-11-21T15:00:00.000Z'), {
      call,
      phone: '+17575550142',
      at: '2026-11-21T15:00:00.000Z',
    }),
    event('field.answered', at('2026-11-21T15:02:00.000Z'), { field: 'timeline', value: 'within3', call }),
    event('field.answered', at('2026-11-21T15:03:00.000Z'), {
      field: 'decisionRole',
      value: 'recommends',
      call,
    }),
    event('note.written', at('2026-11-21T15:04:00.000Z'), {
      note: id(1, 0xd),
      text: 'The current process costs them a dispatcher a week.\nHis boss, Ms Lindqvist, signs.',
    }),
    event('callback.scheduled', at('2026-11-21T15:05:00.000Z'), {
      callback: id(1, 0xb),
      at: '2026-11-23T16:00:00.000Z',
      whose: 'mine',
      agent: 'ana',
      note: 'wants an offer for 40 seats',
    }),
    event('call.finished', at('2026-11-21T15:06:00.000Z'), {
      call,
      at: '2026-11-21T15:06:00.000Z',
      disposition: 'callBack',
      flags: flags('humanAnswered', 'rightParty'),
    }),
  )
}

/** A lead of a list who was tried twice, of whom little is known. Monday, 20:30 in Berlin: too late to call. */
export const COLD_NOW = '2026-11-23T19:30:00.000Z'
export function coldLead(): Lead {
  const tried = (n: number, day: string, disposition: string) => [
    event(
      'call.started',
      at(`${day}T09:00:00.000Z`),
      { call: id(n, 0xc), phone: '+4915112345678', at: `${day}T09:00:00.000Z` },
      { actor: 'ben' },
    ),
    event(
      'call.finished',
      at(`${day}T09:01:00.000Z`),
      { call: id(n, 0xc), at: `${day}T09:01:00.000Z`, disposition, flags: flags() },
      { actor: 'ben' },
    ),
  ]
  return leadFrom(
    captured('2026-11-10T08:00:00.000Z-0000-import', {
      channel: 'import',
      label: 'leads.csv line 12',
      at: null,
      fields: {
        lastName: 'Vogt',
        email: 'k.vogt@gmial.com',
        mobile: '+4915112345678',
        company: 'Vogt Metallbau',
        country: 'DE',
        need: 'extend',
        language: 'de',
      },
    }),
    ...tried(1, '2026-11-11', 'noAnswer'),
    ...tried(2, '2026-11-18', 'voicemail'),
    event(
      'field.declined',
      at('2026-11-18T09:00:30.000Z'),
      {
        field: 'budget',
        reaskOn: '2026-12-02',
        call: null,
      },
      { actor: 'ben' },
    ),
    event('consent.recorded', at('2026-11-18T09:02:00.000Z'), {
      consent: id(2, 0xf),
      for: 'email',
      given: false,
      basis: 'reply to an e-mail',
      text: 'Please no newsletters.',
      at: '2026-11-17T12:00:00.000Z',
    }),
  )
}
