import { describe, expect, it } from 'vitest'
import { whyThisLead } from '../../../renderer/flow/why-this-lead.ts'
import { createTexts } from '../../../renderer/i18n/index.ts'
import { day } from '../../../renderer/ui/format/time.ts'
import { whyText } from '../../../renderer/ui/format/why-text.ts'
import type { Contact } from '../../../shared/contact/contact.ts'
import type { EventType, LeadEvent, PayloadOf } from '../../../shared/events/event.ts'
import { fold } from '../../../shared/events/fold.ts'
import { makeStamp } from '../../../shared/events/stamp.ts'
import type { Channel } from '../../../shared/lead/lead.ts'
import { compile } from '../../../shared/policy/compile.ts'
import { decide } from '../../../shared/policy/decide.ts'
import { DEFAULT_POLICY } from '../../../shared/policy/default-policy.ts'
import type { Policy } from '../../../shared/policy/policy.ts'
import { workOf } from '../../../shared/policy/work-of.ts'

/** A Tuesday, in the machine's own zone, so that the text is the same everywhere. */
const NOW = new Date(2026, 10, 24, 12, 0).getTime()
const MIN = 1
const HOUR = 60 * MIN
const DAY = 24 * HOUR
const PERSON = { lastName: 'Oyelaran', phone: '+17575550142', country: 'US', state: 'VA' }
/** '20 Nov', as this machine writes it. */
const on = (minutesAgo: number) => day(NOW - minutesAgo * 60_000, NOW)
const iso = (minutesAgo: number) => new Date(NOW - minutesAgo * 60_000).toISOString()
const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`

/** A lead's life: each thing so many minutes ago. */
function life() {
  const events: LeadEvent[] = []
  const add = <T extends EventType>(type: T, ago: number, payload: PayloadOf<T>, actor = 'ana') => {
    events.push({
      id: id(1000 + events.length),
      leadId: id(1),
      type,
      stamp: makeStamp(NOW - ago * 60_000, events.length, 'd1'),
      actor,
      device: 'd1',
      payload,
    } as LeadEvent)
    return it
  }
  const it = {
    responds: (channel: Channel, ago: number, fields: Record<string, string> = {}) =>
      add(
        'lead.captured',
        ago,
        { campaign: 'c', channel, label: channel, at: iso(ago), fields: { ...PERSON, ...fields } },
        'system:x',
      ),
    called: (n: number, ago: number, disposition: string | null, actor = 'ana') => {
      add('call.started', ago, { call: id(n), phone: '+17575550142', at: iso(ago) }, actor)
      if (disposition === null) return it
      const { flags } = DEFAULT_POLICY.dispositions.find((d) => d.id === disposition)!
      return add('call.finished', ago - 1, { call: id(n), at: iso(ago - 1), disposition, flags }, actor)
    },
    promised: (ago: number, inMinutes: number, whose: 'mine' | 'anyone', note = '') =>
      add('callback.scheduled', ago, { callback: id(9), at: iso(-inMinutes), whose, agent: 'ana', note }),
    skipped: (ago: number, until: number, reason: string) =>
      add('lead.skipped', ago, { until: iso(-until), reason }),
    returned: (ago: number, note = '') =>
      add('handOff.returned', ago, { handOff: id(7), route: 'hot', reason: 'noAuthority', note }, 'kim'),
    lifted: (ago: number) => add('doNotCall.lifted', ago, { reason: 'asked for it' }, 'jo'),
    consented: (ago: number, given: boolean) =>
      add('consent.recorded', ago, {
        consent: id(8),
        for: 'phone',
        given,
        basis: 'said',
        text: '',
        at: iso(ago),
      }),
    says: (contact: Contact | null = null, policy: Policy = DEFAULT_POLICY) => {
      const lead = fold(null, events)
      const now = new Date(NOW).toISOString()
      const decision = decide(compile(policy), lead, now.slice(0, 10))
      const work = workOf(lead, decision, policy, now)
      const clauses = whyThisLead(lead, { work, decision, contact, policy, now })
      const nameOf = (actor: string) => ({ ana: 'Ana', ben: 'Ben' })[actor] ?? actor
      return whyText(clauses, { t: createTexts().t, now: NOW, zone: 'Europe/Berlin', nameOf })
    },
  }
  return it
}

const closed = (from: number): Contact => ({
  number: '+17575550142',
  barred: [],
  openings: [{ from: iso(-from), to: iso(-from - 600) }],
  zones: ['Europe/Berlin'],
  recordingNotice: '',
})

/** Decided by these, and for the call center. */
const HIGH = {
  timeline: 'm3to6',
  need: 'replace',
  budget: 'planned',
  decisionRole: 'recommends',
  companySize: 's120to500',
  currentSolution: 'spreadsheet',
}
const PARTNER = { companySize: 's1to19' }

describe('[CA12] why this lead, why again', () => {
  it.each([
    [
      'sent back by its receiver',
      life()
        .responds('web', 3 * DAY)
        .called(1, DAY, 'noAnswer')
        .returned(2 * HOUR, 'His manager decides'),
      `Sent back by Sales 2 h ago: has no say in the purchase (His manager decides); second try: no answer yesterday 12:00`,
    ],
    ['a first response', life().responds('web', 12), 'New web response 12 min ago'],
    ['just now', life().responds('email', 0), 'New e-mail response just now'],
    ['earlier today', life().responds('expo', 3 * HOUR), 'New expo response 3 h ago'],
    ['yesterday', life().responds('phone', DAY), 'New response by phone yesterday 12:00'],
    ['days ago', life().responds('partner', 4 * DAY), `New lead from a partner on ${on(4 * DAY)}`],
    [
      'several responses before any call: the latest',
      life()
        .responds('web', 5 * DAY)
        .responds('expo', 30),
      'New expo response 30 min ago; 2 responses in all',
    ],
    [
      'a second try',
      life()
        .responds('web', 3 * DAY)
        .called(1, DAY - 4 * HOUR - 10, 'noAnswer'),
      'Second try: no answer yesterday 16:10',
    ],
    [
      'a third try with a reason it was put off for',
      life()
        .responds('web', 4 * DAY)
        .called(1, 2 * DAY, 'voicemail')
        .called(2, DAY - 4 * HOUR - 10, 'noAnswer')
        .skipped(5 * HOUR, -HOUR, 'asked to be called after lunch'),
      'Third try: no answer yesterday 16:10; put off before: asked to be called after lunch',
    ],
    [
      'a dropped line',
      life()
        .responds('web', 3 * HOUR)
        .called(1, 10, 'dropped'),
      'Second try: call dropped 11:50',
    ],
    [
      'a callback of a person',
      life()
        .responds('web', 4 * DAY)
        .called(1, 3 * DAY, 'callBack')
        .promised(3 * DAY - 1, 2 * HOUR, 'mine'),
      `Callback promised to Ana for 14:00; second try, spoken to ${on(3 * DAY)} 12:00`,
    ],
    [
      'a callback for anyone, with its note',
      life()
        .responds('web', 4 * DAY)
        .promised(3 * DAY, -5, 'anyone', ' ask for Priya '),
      'Callback promised for 11:55, anyone may call; ask for Priya',
    ],
    [
      'a callback that was tried',
      life()
        .responds('web', 4 * DAY)
        .promised(DAY, -2 * HOUR, 'mine')
        .called(1, HOUR, 'noAnswer'),
      'Callback promised to Ana for 10:00; second try: no answer 11:00',
    ],
    [
      'a person who responded again after a call',
      life()
        .responds('web', 9 * DAY)
        .called(1, 8 * DAY, 'notInterested')
        .responds('email', 40),
      `Reopened: responded again, e-mail response 40 min ago; second try: not interested ${on(8 * DAY)} 12:00`,
    ],
    [
      'a do-not-call lifted',
      life()
        .responds('web', 9 * DAY)
        .called(1, 8 * DAY, 'doNotCall')
        .lifted(2 * HOUR),
      `Reopened: do-not-call lifted 2 h ago; second try: do not call ${on(8 * DAY)} 12:00`,
    ],
    [
      'a follow-up',
      life().responds('web', 2 * HOUR, HIGH),
      'New web response 2 h ago; follow-up: high potential',
    ],
    [
      'a follow-up again',
      life()
        .responds('web', 3 * DAY, HIGH)
        .called(1, 2 * DAY, 'noAnswer'),
      `Follow-up: high potential; second try: no answer ${on(2 * DAY)} 12:00`,
    ],
    [
      'a skip that still runs',
      life()
        .responds('web', 3 * HOUR)
        .skipped(HOUR, 6 * HOUR, 'out for today'),
      'New web response 3 h ago; put off until 18:00: out for today',
    ],
    [
      'a skip before the last call is of no matter',
      life()
        .responds('web', 3 * DAY)
        .skipped(2 * DAY, -DAY, 'travelling')
        .called(1, 20 * HOUR, 'noAnswer'),
      'Second try: no answer yesterday 16:00',
    ],
    [
      'a call without an outcome',
      life().responds('web', DAY).called(1, 50, null),
      'New web response yesterday 12:00; the call of 11:10 has no outcome yet',
    ],
    ['the way is clear', life().responds('web', HOUR, PARTNER), 'Nothing more to ask: Partner opportunity'],
    [
      'do not call',
      life()
        .responds('web', 9 * DAY)
        .called(1, DAY, 'doNotCall'),
      'Asked not to be called yesterday 12:01; one call: do not call yesterday 12:00',
    ],
    [
      'a refused consent',
      life()
        .responds('web', 9 * DAY)
        .consented(HOUR, false),
      'Asked not to be called 11:00',
    ],
    [
      'an unworkable outcome',
      life()
        .responds('web', 9 * DAY)
        .called(1, 3 * HOUR, 'wrongNumber'),
      'Not worked any more since 09:01; one call: wrong number 09:00',
    ],
  ])('%s', (_, lead, text) => {
    expect(lead.says()).toBe(text)
  })

  it('[WK17] a consent that the route waits for', () => {
    const { routes } = DEFAULT_POLICY
    const requires = { ...routes, partner: { ...routes.partner, requires: ['email' as const] } }
    expect(
      life()
        .responds('web', HOUR, PARTNER)
        .says(null, { ...DEFAULT_POLICY, routes: requires }),
    ).toBe(
      'New web response 1 h ago; Partner opportunity, once the consent to e-mail is on record: ask for it',
    )
  })

  it('[CA12] more tries than there are words for', () => {
    const lead = life().responds('web', 9 * DAY, HIGH)
    for (let n = 1; n <= 6; n++) lead.called(n, 8 * DAY - n * HOUR, 'noAnswer')
    expect(lead.responds('expo', 5).says()).toContain(`; try 7: no answer ${on(8 * DAY + 6 * HOUR)}`)
  })

  it('[CA12] says when the rules of contact open, where they are what holds the call up', () => {
    const lead = () => life().responds('web', 12)
    expect(lead().says(closed(-5)), 'open').toBe('New web response 12 min ago')
    expect(lead().says(closed(90))).toMatch(/^New web response 12 min ago; not before \d\d:30 there$/)
    const later = life().responds('web', DAY).skipped(10, 300, 'lunch')
    expect(later.says(closed(90)), 'put off for longer').not.toContain('not before')
  })
})
