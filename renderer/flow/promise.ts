import type { ContactReason } from '../../shared/contact/contact.ts'
import { opensAt } from '../../shared/contact/contact.ts'
import { bestNumber, closedBecause, contactOf } from '../../shared/contact/contact-of.ts'
import type { Call, Lead } from '../../shared/lead/lead.ts'
import type { Disposition } from '../../shared/policy/policy.ts'
import type { Draft } from '../db/draft.ts'
import type { Desk } from './desk.ts'
import { instant, promisedIn } from './lead-of.ts'

/** The disposition that promises another call. */
export const CALL_BACK = 'callBack'
const OFFERS = 3

export interface CallbackTime {
  /** What forbids calling then; empty when the time may be promised. */
  reasons: ContactReason[]
  /** The first times from then on at which they may be called, at most three. */
  next: string[]
}

/** Whether a call may be promised for an ISO instant. A lead without a number may be promised any time. */
export function callbackTime(desk: Desk, known: Lead, at: string): CallbackTime {
  const lead = asPromised(known, at)
  const ground = desk.reader.ground(lead.campaign)
  const number = bestNumber(lead, ground, at)
  const reasons = closedBecause(lead, number, ground, at).filter((r) => r.kind !== 'noNumber')
  if (reasons.length === 0) return { reasons, next: [] }
  const { openings } = contactOf(lead, number, ground, at)
  return { reasons, next: openings.map((o) => (o.from > at ? o.from : at)).slice(0, OFFERS) }
}

/** The first time from `at` (ISO) on for which a call may be promised; `at` itself where none is known. */
export function allowedFrom(desk: Desk, known: Lead, at: string): string {
  const lead = asPromised(known, at)
  const ground = desk.reader.ground(lead.campaign)
  return opensAt(contactOf(lead, bestNumber(lead, ground, at), ground, at), at) ?? at
}

/** The lead as it would be: a promise sets aside the time that a campaign waits after a call (see holds.ts). */
function asPromised(lead: Lead, at: string): Lead {
  const stamp = `${at}-0000-promise`
  const callback = {
    id: '',
    event: '',
    stamp,
    actor: '',
    at,
    whose: 'mine',
    agent: '',
    note: '',
    closed: null,
  } as const
  return { ...lead, callbacks: [callback] }
}

/**
 * What a call's outcome does to callbacks: those promised before it are closed once the right person was reached or nobody is to call
 * again; the one promised in it stays with 'call back' alone, which makes one where none was promised.
 */
export function callbackDrafts(desk: Desk, lead: Lead, call: Call, outcome: Disposition): Draft[] {
  const { flags, recycleMinutes } = outcome
  const promised = promisedIn(lead, call)
  const earlier = lead.callbacks.filter((b) => b.closed === null && b.stamp < call.since)
  const close = (callback: string, how: 'done' | 'cancelled'): Draft => ({
    leadId: lead.id,
    type: 'callback.closed',
    payload: { callback, outcome: how },
  })
  const drafts: Draft[] = []
  if (flags.rightParty || flags.unworkable || flags.doNotCall)
    drafts.push(...earlier.map((b) => close(b.id, flags.rightParty ? 'done' : 'cancelled')))
  if (outcome.id !== CALL_BACK && promised) drafts.push(close(promised.id, 'cancelled'))
  if (outcome.id === CALL_BACK && !promised)
    drafts.push({
      leadId: lead.id,
      type: 'callback.scheduled',
      payload: {
        callback: desk.newId(),
        at: allowedFrom(desk, lead, instant(desk.now() + recycleMinutes * 60_000)),
        whose: 'mine',
        agent: desk.me.id,
        note: '',
      },
    })
  return drafts
}
