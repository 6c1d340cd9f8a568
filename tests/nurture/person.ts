import { type LeadEvent, leadEvent } from '../../shared/events/event.ts'
import { fold } from '../../shared/events/fold.ts'
import { hybridClock } from '../../shared/events/stamp.ts'
import type { Lead } from '../../shared/lead/lead.ts'

const LEAD = '00000000-0000-7000-8000-00000000000a'
const CALL = '00000000-0000-7000-8000-00000000000c'

/** Somebody who was captured on 1 November 2026, and what happened since: instant, type, payload. */
export function person(fields: object, since: [at: string, type: string, payload: object][] = []): Lead {
  const clock = hybridClock('test')
  const captured = {
    campaign: 'spring',
    channel: 'web',
    label: 'form',
    at: '2026-11-01T00:00:00.000Z',
    fields,
  }
  const all: typeof since = [['2026-11-01T00:00:00.000Z', 'lead.captured', captured], ...since]
  const events = all.map(([at, type, payload], i): LeadEvent => {
    const id = `00000000-0000-7000-8000-${String(i + 1).padStart(12, '0')}`
    const stamp = clock.next(Date.parse(at))
    return leadEvent.parse({ id, leadId: LEAD, stamp, actor: 'ana', device: 'test', type, payload })
  })
  return fold(null, events)
}

/** @param at when it was given or refused; `known`: when that was recorded, at once unless said */
export function consent(
  given: boolean,
  at: string,
  { basis = 'web form', known = at } = {},
): [string, string, object] {
  const payload = {
    consent: '00000000-0000-7000-8000-0000000000aa',
    for: 'email',
    given,
    basis,
    text: '',
    at,
  }
  return [known, 'consent.recorded', payload]
}

export function doNotCall(at: string): [string, string, object][] {
  const flags = {
    humanAnswered: true,
    rightParty: true,
    unworkable: false,
    doNotCall: true,
    completed: false,
  }
  return [
    [at, 'call.started', { call: CALL, phone: '', at }],
    [at, 'call.finished', { call: CALL, at, disposition: 'doNotCall', flags }],
  ]
}
