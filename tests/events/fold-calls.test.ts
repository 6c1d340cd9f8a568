import { describe, expect, test } from 'vitest'
import type { LeadEvent } from '../../shared/events/event.ts'
import { fold } from '../../shared/events/fold.ts'
import { type Consent, type DispositionFlags, isDoNotCall, type Lead } from '../../shared/lead/lead.ts'
import { at, event, flags, id, instant, permutations } from './events.ts'

const CALL = id(1, 0xc)
const started = (time: string, call = CALL, actor = 'ana') =>
  event('call.started', at(time), { call, phone: '+17575550142', at: instant(time) }, { actor })
const finished = (time: string, disposition: string, set: (keyof DispositionFlags)[] = [], call = CALL) =>
  event('call.finished', at(time), { call, at: instant(time), disposition, flags: flags(...set) })
const amended = (time: string, disposition: string, set: (keyof DispositionFlags)[] = [], call = CALL) =>
  event('call.amended', at(time), { call, disposition, flags: flags(...set), reason: 'misheard' })

/** The lead that every order of the events gives. */
function lead(...events: LeadEvent[]): Lead {
  const folded = permutations(events).map((order) => fold(null, order))
  for (const other of folded) expect(JSON.stringify(other)).toBe(JSON.stringify(folded[0]))
  return folded[0]!
}

describe('fold: calls', () => {
  test('[EV11] start, end and amendment make one call in any order', () => {
    expect(
      lead(started('10:00'), finished('10:04', 'noAnswer'), amended('10:09', 'spoke', ['completed'])).calls,
    ).toMatchObject([
      {
        id: CALL,
        actor: 'ana',
        phone: '+17575550142',
        since: at('10:00'),
        startedAt: instant('10:00'),
        finishedAt: instant('10:04'),
        disposition: 'spoke',
        flags: flags('completed'),
        stamp: at('10:09'),
      },
    ])
  })

  test('[EV11] an end without a start is a shell with its outcome', () => {
    expect(lead(finished('10:04', 'noAnswer')).calls).toMatchObject([
      { id: CALL, startedAt: '', phone: '', finishedAt: instant('10:04'), disposition: 'noAnswer' },
    ])
  })

  test('[EV11] an amendment alone gives an outcome but no end', () => {
    expect(lead(amended('10:09', 'spoke')).calls).toMatchObject([{ finishedAt: null, disposition: 'spoke' }])
  })

  test('[EV11] a started call has no outcome', () => {
    expect(lead(started('10:00')).calls).toMatchObject([{ finishedAt: null, disposition: null, flags: null }])
  })

  test('[EV12] the latest outcome stands, whether it ended or amended the call', () => {
    const calls = lead(amended('10:02', 'spoke'), finished('10:04', 'noAnswer'), started('10:00')).calls
    expect(calls[0]).toMatchObject({ disposition: 'noAnswer', stamp: at('10:04') })
  })

  test('[EV12] amending an old call does not make it the last one', () => {
    const second = id(2, 0xc)
    const { calls } = lead(
      started('10:00'),
      finished('10:04', 'noAnswer'),
      started('11:00', second),
      amended('12:00', 'voicemail'),
    )
    expect(calls.map((c) => c.id)).toEqual([CALL, second])
  })

  test('[EV12] two starts under one call id give one call, the same everywhere', () => {
    expect(lead(started('10:00', CALL, 'ben'), started('10:00', CALL, 'ana')).calls).toMatchObject([
      { actor: 'ana' },
    ])
  })

  test('[EV12] two ends under one call id: the later outcome stands, and the later end', () => {
    const late = event('call.finished', at('10:08'), {
      call: CALL,
      at: instant('10:02'),
      disposition: 'spoke',
      flags: flags(),
    })
    expect(lead(finished('10:04', 'noAnswer'), late).calls).toMatchObject([
      { disposition: 'spoke', finishedAt: instant('10:04') },
    ])
  })

  test('[EV9] a device years ahead, put right by central, starts and ends its calls as of then', () => {
    const mad = '2041-01-01T00:00:00.000Z'
    const { calls } = lead(
      event('call.started', at(mad), { call: CALL, phone: '', at: mad }, { effective: at('10:00') }),
    )
    expect(calls[0]).toMatchObject({ since: at('10:00'), startedAt: instant('10:00') })
  })
})

describe('fold: do not call', () => {
  const given = finished('10:04', 'doNotCall', ['doNotCall'])
  const lifted = (time: string) => event('doNotCall.lifted', at(time), { reason: 'asked for a call by mail' })
  const consent = (time: string, more: Partial<Consent> = {}) =>
    event('consent.recorded', at(time), {
      consent: id(1, 0xf),
      for: 'phone',
      given: true,
      basis: 'web form',
      text: 'Call me',
      at: instant(time),
      source: 'web form of 10:05',
      ...more,
    })

  test('[EV13] is given when a call is finished with it, or amended to it', () => {
    expect(isDoNotCall(lead(started('10:00')))).toBe(false)
    expect(isDoNotCall(lead(started('10:00'), given))).toBe(true)
    expect(isDoNotCall(lead(finished('10:04', 'spoke'), amended('10:05', 'doNotCall', ['doNotCall'])))).toBe(
      true,
    )
  })

  test('[EV13] amending the call to something else does not take it back', () => {
    expect(isDoNotCall(lead(started('10:00'), given, amended('10:10', 'spoke')))).toBe(true)
  })

  test('[EV14] a later lift takes it back, an earlier one does not', () => {
    expect(isDoNotCall(lead(given, lifted('10:05')))).toBe(false)
    expect(isDoNotCall(lead(given, lifted('10:03')))).toBe(true)
    expect(
      isDoNotCall(lead(given, lifted('10:05'), finished('10:06', 'doNotCall', ['doNotCall'], id(2, 0xc)))),
    ).toBe(true)
  })

  test('[EV14] a later proven consent to calls takes it back, nothing else does', () => {
    expect(isDoNotCall(lead(given, consent('10:05')))).toBe(false)
    expect(isDoNotCall(lead(given, consent('10:03')))).toBe(true)
    expect(isDoNotCall(lead(given, consent('10:05', { for: 'email' })))).toBe(true)
    expect(isDoNotCall(lead(given, consent('10:05', { given: false })))).toBe(true)
    expect(isDoNotCall(lead(given, consent('10:05', { text: ' ' })))).toBe(true)
    expect(isDoNotCall(lead(given, consent('10:05', { source: '' })))).toBe(true)
  })

  test('[EV14] a consent of before that is only recorded later takes nothing back; one of the same minute does', () => {
    expect(isDoNotCall(lead(given, consent('10:05', { at: instant('10:03') })))).toBe(true)
    expect(isDoNotCall(lead(given, consent('10:05', { at: instant('10:04') })))).toBe(false)
  })
})
