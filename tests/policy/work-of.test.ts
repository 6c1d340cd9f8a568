import { describe, expect, test } from 'vitest'
import type { WorkingCalendar } from '../../shared/calendar/calendar.ts'
import type { LeadEvent } from '../../shared/events/event.ts'
import { fold } from '../../shared/events/fold.ts'
import type { DispositionFlags } from '../../shared/lead/lead.ts'
import type { RouteId } from '../../shared/lead/route.ts'
import type { Decision } from '../../shared/policy/decision.ts'
import { DEFAULT_POLICY } from '../../shared/policy/default-policy.ts'
import type { Policy } from '../../shared/policy/policy.ts'
import { isPastDue } from '../../shared/policy/work.ts'
import { attemptsOf, dueOf, workOf } from '../../shared/policy/work-of.ts'
import { at, captured, event, flags, id, instant } from '../events/events.ts'

const decided = (route: RouteId, state: Decision['state'] = 'decided'): Decision => ({
  low: 50,
  high: 50,
  expected: 50,
  state,
  route,
  possible: [route],
  rule: 0,
})
const needInfo = decided('needInfo', 'needsInformation')

const start = (time: string, call = id(1, 0xc)) =>
  event('call.started', at(time), { call, phone: '+17575550142', at: instant(time) })
const finish = (time: string, disposition: string, set: (keyof DispositionFlags)[] = [], call = id(1, 0xc)) =>
  event('call.finished', at(time), { call, at: instant(time), disposition, flags: flags(...set) })
/** A call of four minutes; `n` tells calls apart. */
const call = (n: number, time: string, disposition = 'noAnswer', set: (keyof DispositionFlags)[] = []) => [
  start(time, id(n, 0xc)),
  finish(time.replace(/.$/, '4'), disposition, set, id(n, 0xc)),
]
const callback = (n: number, time: string, due: string) =>
  event('callback.scheduled', at(time), {
    callback: id(n, 0xb),
    at: instant(due),
    whose: 'mine',
    agent: 'ana',
    note: '',
  })
const skip = (time: string, until: string) =>
  event('lead.skipped', at(time), { until: instant(until), reason: 'closed at lunch' })

const WEB = captured(at('08:00'), { at: instant('08:00'), fields: { phone: '+17575550142' } })
const work = (decision: Decision, events: LeadEvent[] = [], policy: Policy = DEFAULT_POLICY, now = '12:00') =>
  workOf(fold(null, [WEB, ...events]), decision, policy, instant(now))

describe('work', () => {
  test('[WK1] do-not-call closes, before everything else', () => {
    const given = call(1, '10:00', 'doNotCall', ['doNotCall', 'unworkable'])
    const close = { do: 'close', reason: 'doNotCall' }
    expect(work(needInfo, [...given, callback(1, '10:02', '15:00'), start('11:00', id(2, 0xc))])).toEqual(
      close,
    )
    expect(work(decided('hot'), given)).toEqual(close)
  })

  test('[WK17] a consent that the route asks for is asked for before the lead goes there', () => {
    const policy: Policy = {
      ...DEFAULT_POLICY,
      maxAttempts: 2,
      routes: {
        ...DEFAULT_POLICY.routes,
        nurture: { ...DEFAULT_POLICY.routes.nurture, requires: ['email'] },
      },
    }
    const email = (given: boolean, basis = 'web form') =>
      event('consent.recorded', at('11:00'), {
        consent: id(1, 0xe),
        ...{ for: 'email', given, basis, text: '', at: instant('11:00'), source: '' },
      })
    const nurture = (events: LeadEvent[], now?: string) => work(decided('nurture'), events, policy, now)
    expect(nurture([])).toMatchObject({ do: 'call', why: 'consent' })
    expect(nurture([email(true, '')])).toMatchObject({ do: 'call', why: 'consent' })
    expect(nurture([email(true)])).toEqual({ do: 'handOff', route: 'nurture' })
    expect(nurture([email(false)])).toEqual({ do: 'close', reason: 'noConsent' })
    expect(nurture(call(1, '10:00'))).toMatchObject({ do: 'call', why: 'consent', deadline: false })
    expect(nurture([...call(1, '10:00'), ...call(2, '11:30')])).toEqual({ do: 'close', reason: 'noConsent' })
    expect(work(decided('hot'), [], policy)).toEqual({ do: 'handOff', route: 'hot' })
  })

  test('[WK15] a deadline is counted in the owner’s working time, else in the campaign’s', () => {
    const open = (from: number) => ({
      zone: 'UTC',
      week: {
        '1': [[from, from + 60]],
        '2': [[from, from + 60]],
        '3': [[from, from + 60]],
      } as WorkingCalendar['week'],
      holidays: null,
      absences: [],
    })
    const policy: Policy = { ...structuredClone(DEFAULT_POLICY), calendar: open(9 * 60) }
    policy.routes.needInfo.slas = { attempt: { minutes: 90 } }
    const dueBy = (calendar: WorkingCalendar | null) =>
      dueOf(workOf(fold(null, [WEB]), needInfo, policy, instant('12:00'), calendar))
    // The 22nd is a Sunday.
    expect(dueBy(null)).toBe('2026-11-24T09:30:00.000Z')
    expect(dueBy(open(20 * 60))).toBe('2026-11-24T20:30:00.000Z')
    expect(dueBy({ ...open(0), week: {} })).toBe('2026-11-24T09:30:00.000Z')
  })

  test('[WK2] a call without an outcome is asked about before anything is handed off', () => {
    const wrapUp = { do: 'wrapUp', call: id(2, 0xc) }
    expect(work(decided('hot'), [...call(1, '09:00'), start('10:00', id(2, 0xc))])).toEqual(wrapUp)
    expect(work(decided('high'), [start('10:00', id(2, 0xc))])).toEqual(wrapUp)
  })

  test('[WK14] an invalid lead is closed, before callbacks and hand-offs; a running call is wrapped up first', () => {
    const nobody = captured(at('08:00'), { at: instant('08:00'), fields: { lastName: 'Smith' } })
    const of = (decision: Decision, ...events: LeadEvent[]) =>
      workOf(fold(null, [nobody, ...events]), decision, DEFAULT_POLICY, instant('12:00'))
    const close = { do: 'close', reason: 'invalid' }
    expect(of(needInfo, callback(1, '09:00', '15:00'))).toEqual(close)
    expect(of(decided('hot'))).toEqual(close)
    expect(of(needInfo, start('10:00'))).toMatchObject({ do: 'wrapUp' })
    expect(of(needInfo, ...call(1, '10:00', 'doNotCall', ['doNotCall']))).toMatchObject({
      reason: 'doNotCall',
    })
    const again = event('lead.reinstated', at('11:00'), { reasons: ['noReach'], reason: 'She will ring us' })
    expect(of(decided('hot'), again)).toEqual({ do: 'handOff', route: 'hot' })
  })

  test('[WK3] an unworkable last call closes; an earlier one does not', () => {
    const wrong = call(1, '10:00', 'wrongNumber', ['unworkable'])
    expect(work(needInfo, wrong)).toEqual({ do: 'close', reason: 'unworkable' })
    expect(work(decided('hot'), wrong)).toEqual({ do: 'close', reason: 'unworkable' })
    expect(work(needInfo, [...wrong, ...call(2, '11:00')])).toMatchObject({ do: 'call' })
  })

  test('[WK4] the open callback due first comes before calls and hand-offs', () => {
    const two = [callback(1, '09:00', '16:00'), callback(2, '09:30', '15:00')]
    const first = { do: 'callback', due: instant('15:00'), callback: id(2, 0xb) }
    expect(work(needInfo, two)).toEqual(first)
    expect(work(decided('hot'), two)).toEqual(first)
    const closed = event('callback.closed', at('10:00'), { callback: id(2, 0xb), outcome: 'cancelled' })
    expect(work(needInfo, [...two, closed])).toMatchObject({ callback: id(1, 0xb) })
  })

  test('[WK5] a later call to the right person keeps a callback; another outcome does not', () => {
    const promised = callback(1, '09:00', '10:00')
    expect(work(decided('hot'), [promised, ...call(1, '10:00', 'spoke', ['rightParty'])])).toMatchObject({
      do: 'handOff',
    })
    expect(work(decided('hot'), [promised, ...call(1, '10:00')])).toMatchObject({ do: 'callback' })
  })

  test('[WK5] the call in which a callback was promised does not keep it, nor does an amendment of that call', () => {
    const events = [
      start('10:00'),
      callback(1, '10:02', '15:00'),
      finish('10:04', 'callBack', ['rightParty']),
      event('call.amended', at('10:30'), {
        call: id(1, 0xc),
        disposition: 'spoke',
        flags: flags('rightParty'),
        reason: 'misheard',
      }),
    ]
    expect(work(needInfo, events)).toEqual({ do: 'callback', due: instant('15:00'), callback: id(1, 0xb) })
  })

  test('[WK6] a callback nobody answered is tried again after the recycle time; a try before its time changes nothing', () => {
    const promised = callback(1, '09:00', '10:00')
    expect(dueOf(work(needInfo, [promised, ...call(1, '10:00')]))).toBe(instant('13:04'))
    expect(dueOf(work(needInfo, [promised, ...call(1, '09:50')]))).toBe(instant('10:00'))
  })

  test('[WK7] a decided, forced or hand-set route to another channel is handed off', () => {
    for (const state of ['decided', 'forced', 'byHand'] as const)
      for (const route of ['hot', 'low', 'partner', 'nurture'] as const)
        expect(work(decided(route, state))).toEqual({ do: 'handOff', route })
  })

  test('[WK7] where all are called first, only after a finished call', () => {
    const policy = { ...DEFAULT_POLICY, callFirst: true }
    expect(work(decided('hot'), [], policy)).toEqual({
      do: 'call',
      due: instant('09:00'),
      deadline: true,
      why: 'new',
    })
    expect(work(decided('hot'), [start('10:00')], policy)).toMatchObject({ do: 'wrapUp' })
    expect(work(decided('hot'), call(1, '10:00'), policy)).toEqual({ do: 'handOff', route: 'hot' })
  })

  test('[WK8] high potential is followed up until a completed call', () => {
    expect(work(decided('high'))).toEqual({
      do: 'call',
      due: instant('12:00'),
      deadline: true,
      why: 'followUp',
    })
    expect(work(decided('high'), call(1, '10:00'))).toEqual({
      do: 'call',
      due: instant('13:04'),
      deadline: false,
      why: 'followUp',
    })
    expect(work(decided('high'), call(1, '10:00', 'spoke', ['completed']))).toEqual({
      do: 'close',
      reason: 'completed',
    })
  })

  test('[WK8] set by hand after the call, it asks for another one', () => {
    const spoke = call(1, '10:00', 'spoke', ['completed'])
    const set = (time: string) => event('route.set', at(time), { route: 'high', reason: 'asked for a talk' })
    expect(work(decided('high', 'byHand'), [...spoke, set('11:00')])).toMatchObject({ why: 'followUp' })
    expect(work(decided('high', 'byHand'), [...spoke, set('10:02')])).toMatchObject({ reason: 'completed' })
  })

  test('[WK8] a follow-up whose attempts are used up is closed as unreached', () => {
    const policy = { ...DEFAULT_POLICY, maxAttempts: 2 }
    expect(work(decided('high'), call(1, '09:00'), policy)).toMatchObject({ do: 'call' })
    expect(work(decided('high', 'forced'), [...call(1, '09:00'), ...call(2, '10:00')], policy)).toEqual({
      do: 'close',
      reason: 'unreached',
    })
  })

  test('[WK9] a new lead is due by its limit, one tried before when its last outcome recycles', () => {
    expect(work(needInfo)).toEqual({ do: 'call', due: instant('16:00'), deadline: true, why: 'new' })
    expect(work(needInfo, call(1, '10:00'))).toEqual({
      do: 'call',
      due: instant('13:04'),
      deadline: false,
      why: 'again',
    })
    expect(work(needInfo, call(1, '10:00', 'spoke', ['completed']))).toEqual({
      do: 'call',
      due: '2026-11-23T10:04:00.000Z',
      deadline: false,
      why: 'again',
    })
    expect(dueOf(work(needInfo, call(1, '10:00', 'anOutcomeOfAnOlderPolicy')))).toBe(instant('10:04'))
  })

  test('[WK9] a lead that is only a shell is due at once, not never', () => {
    const shell = fold(null, [event('note.written', at('10:00'), { note: id(1), text: 'x' })])
    expect(workOf(shell, needInfo, DEFAULT_POLICY, instant('12:00'))).toMatchObject({
      do: 'call',
      due: instant('12:00'),
    })
  })

  test('[WK10] a response after the last call opens the lead again', () => {
    const again = (time: string) => captured(at('11:30'), { at: instant(time) })
    const due = instant('15:00')
    const wrong = call(1, '10:00', 'wrongNumber', ['unworkable'])
    expect(work(decided('high'), [...wrong, again('11:00')])).toEqual({
      do: 'call',
      due,
      deadline: true,
      why: 'followUp',
    })
    expect(work(decided('high'), [...wrong, again('09:30')])).toMatchObject({ do: 'close' })
    const spoke = call(1, '10:00', 'spoke', ['completed'])
    expect(work(decided('high'), [...spoke, again('11:00')])).toEqual({
      do: 'call',
      due,
      deadline: true,
      why: 'followUp',
    })
    expect(work(decided('high'), [...spoke, captured(at('11:00'))])).toMatchObject({ do: 'close' })
  })

  test('[WK10] so does a do-not-call lifted after it', () => {
    const given = call(1, '10:00', 'doNotCall', ['doNotCall', 'unworkable'])
    const lifted = event('doNotCall.lifted', at('11:00'), { reason: 'asked by mail to be called' })
    expect(work(needInfo, [...given, lifted])).toEqual({
      do: 'call',
      due: instant('19:00'),
      deadline: true,
      why: 'again',
    })
    expect(work(decided('hot'), [...given, lifted])).toEqual({ do: 'handOff', route: 'hot' })
  })

  test('[WK11] a skip puts calls and callbacks off while it lasts', () => {
    expect(dueOf(work(needInfo, [skip('10:00', '18:00')]))).toBe(instant('18:00'))
    expect(dueOf(work(needInfo, [skip('10:00', '18:00')], DEFAULT_POLICY, '18:00'))).toBe(instant('16:00'))
    expect(dueOf(work(needInfo, [skip('10:00', '14:00')]))).toBe(instant('16:00'))
    expect(dueOf(work(needInfo, [callback(1, '09:00', '11:00'), skip('10:00', '14:00')]))).toBe(
      instant('14:00'),
    )
  })

  test('[WK11] a later call or a later promise ends a skip', () => {
    expect(dueOf(work(needInfo, [skip('09:00', '18:00'), ...call(1, '10:00')]))).toBe(instant('13:04'))
    expect(dueOf(work(needInfo, [skip('09:00', '18:00'), callback(1, '10:00', '15:00')]))).toBe(
      instant('15:00'),
    )
  })

  test('[WK12] only calls and callbacks are due at a time; every call is an attempt', () => {
    expect(dueOf({ do: 'handOff', route: 'hot' })).toBe('')
    expect(dueOf({ do: 'wrapUp', call: id(1) })).toBe('')
    expect(attemptsOf(fold(null, [WEB]))).toBe(0)
    expect(attemptsOf(fold(null, [WEB, ...call(1, '09:00'), start('10:00', id(2, 0xc))]))).toBe(2)
  })

  test('[WK13] late is a missed deadline or promise; a call that may be tried again is never late', () => {
    const late = (time: string, ...more: LeadEvent[]) => isPastDue(work(needInfo, more), instant(time))
    expect([late('15:59'), late('16:01')]).toEqual([false, true])
    expect([late('13:03', ...call(1, '10:00')), late('20:00', ...call(1, '10:00'))]).toEqual([false, false])
    const promised = callback(1, '09:00', '11:00')
    expect([late('10:59', promised), late('11:01', promised)]).toEqual([false, true])
    expect(isPastDue({ do: 'handOff', route: 'hot' }, instant('20:00'))).toBe(false)
  })

  describe('[WK16] a lead that a receiver sent back', () => {
    const returned = (time: string, route: RouteId = 'hot') =>
      event('handOff.returned', at(time), { handOff: id(1, 0x8), route, reason: 'noBudget', note: '' })
    const spoke = call(1, '09:00', 'spoke', ['completed', 'rightParty'])

    test('is called once more within the minutes of need-information, whatever was said before it', () => {
      const open = { do: 'call', due: instant('18:00'), deadline: true, why: 'returned' }
      expect(work(decided('hot'), [...spoke, returned('10:00')])).toEqual(open)
      expect(work(decided('high'), [...spoke, returned('10:00')])).toEqual(open)
      expect(work(needInfo, [...spoke, returned('10:00')])).toEqual(open)
    })

    test('goes to the same receivers again once something is new, and to others at once', () => {
      const back = [...spoke, returned('10:00')]
      const handOff = { do: 'handOff', route: 'hot' }
      const answer = event('field.answered', at('11:00'), { field: 'budget', value: 'approved', call: null })
      expect(work(decided('hot'), [...back, answer])).toEqual(handOff)
      const again = captured(at('11:00'), { at: instant('11:00') })
      expect(work(decided('hot'), [...back, again])).toEqual(handOff)
      expect(work(decided('hot'), [...back, ...call(2, '11:00', 'spoke', ['completed'])])).toEqual(handOff)
      const set = event('route.set', at('11:00'), { route: 'hot', reason: 'they changed their mind' })
      expect(work(decided('hot', 'byHand'), [...back, set])).toEqual(handOff)
      expect(work(decided('partner'), back)).toEqual({ do: 'handOff', route: 'partner' })
      const undated = captured(at('11:00'), { at: null })
      expect(work(decided('hot'), [...back, undated])).toMatchObject({ why: 'returned' })
    })

    test('is tried again as any other, and closed when the tries are used up', () => {
      const back = [...spoke, returned('10:00')]
      const retry = work(decided('hot'), [...back, ...call(2, '11:00')])
      expect(retry).toMatchObject({ do: 'call', why: 'returned', deadline: false })
      expect(dueOf(retry) > instant('11:00')).toBe(true)
      const tries = Array.from({ length: DEFAULT_POLICY.maxAttempts }, (_, i) => call(i + 2, `1${i}:30`))
      expect(work(decided('hot'), [...back, ...tries.flat()])).toEqual({ do: 'close', reason: 'unreached' })
    })

    test('comes back by its last return only', () => {
      const answer = event('field.answered', at('11:00'), { field: 'budget', value: 'approved', call: null })
      expect(work(decided('hot'), [returned('10:00'), answer, returned('11:30')])).toMatchObject({
        due: instant('19:30'),
      })
    })
  })
})
