import { describe, expect, test } from 'vitest'
import { combine, componentsOf, liveEdges, partWithMerge } from '../../shared/events/combine.ts'
import type { EventType, LeadEvent, PayloadOf } from '../../shared/events/event.ts'
import { fold } from '../../shared/events/fold.ts'
import { isDoNotCall, type Lead } from '../../shared/lead/lead.ts'
import { at, captured, event, flags, id, instant, LEAD } from './events.ts'

const OTHER = id(2, 0xa)
const THIRD = id(3, 0xa)
const MERGE = id(1, 0x9)

const of = (leadId: string, e: LeadEvent): LeadEvent => ({ ...e, leadId })
const on = <T extends EventType>(leadId: string, type: T, stamp: string, payload: PayloadOf<T>) =>
  of(leadId, event(type, stamp, payload))
const capture = (leadId: string, time: string, fields: object, label = 'Web form') =>
  of(leadId, captured(at(time), { at: instant(time), fields, label }))
const merged = (leadId: string, other: string, merge = MERGE, time = '12:00') =>
  on(leadId, 'lead.merged', at(time), { merge, other })
const undone = (leadId: string, merge = MERGE) =>
  on(leadId, 'merge.undone', at('13:00'), { merge, reason: 'two people' })
const ids = (components: Lead[][]) => components.map((c) => c.map((p) => p.id))

describe('components', () => {
  test('[MG1] are what live edges connect, in either direction and over several', () => {
    const first = fold(null, [capture(LEAD, '09:00', {})])
    const second = fold(null, [capture(OTHER, '09:00', {}), merged(OTHER, LEAD)])
    const third = fold(null, [capture(THIRD, '09:00', {}), merged(THIRD, OTHER, id(2, 0x9))])
    const alone = fold(null, [capture(id(4, 0xa), '09:00', {})])
    expect(ids(componentsOf([alone, third, second, first]))).toEqual([[LEAD, OTHER, THIRD], [alone.id]])
    expect(ids(componentsOf([first, third]))).toEqual([[LEAD], [THIRD]])
  })

  test('[MG2] an edge that was undone joins nothing; another one between the same two does', () => {
    const first = fold(null, [capture(LEAD, '09:00', {})])
    const apart = fold(null, [undone(OTHER), merged(OTHER, LEAD), capture(OTHER, '09:00', {})])
    expect(liveEdges(apart)).toEqual([])
    expect(ids(componentsOf([first, apart]))).toEqual([[LEAD], [OTHER]])
    const again = fold(apart, [merged(OTHER, LEAD, id(2, 0x9), '14:00')])
    expect(liveEdges(again).map((m) => m.id)).toEqual([id(2, 0x9)])
    expect(ids(componentsOf([first, again]))).toEqual([[LEAD, OTHER]])
    expect(partWithMerge([first, again], MERGE)?.id).toBe(OTHER)
  })

  test('[MG2] an edge to the lead itself, an undoing alone and an edge to an unknown lead join nothing', () => {
    const odd = fold(null, [merged(LEAD, LEAD), undone(LEAD, id(2, 0x9)), merged(LEAD, THIRD, id(3, 0x9))])
    expect(ids(componentsOf([odd]))).toEqual([[LEAD]])
    expect(liveEdges(odd).map((m) => m.other)).toEqual([THIRD])
  })
})

describe('a combined lead', () => {
  const call = id(1, 0xc)
  const first = fold(null, [
    capture(LEAD, '09:00', { firstName: 'Kofi', company: 'Keystone' }, 'leads.csv line 3'),
    on(LEAD, 'field.answered', at('09:30'), { field: 'timeline', value: 'later', call: null }),
    on(LEAD, 'call.started', at('10:00'), { call, phone: '+4930123456', at: instant('10:00') }),
    on(LEAD, 'lead.skipped', at('09:10'), { until: instant('11:00'), reason: 'no time' }),
    on(LEAD, 'route.set', at('10:30'), { route: 'hot', reason: 'knows the owner' }),
  ])
  const second = fold(null, [
    capture(OTHER, '08:00', { company: 'Keystone Ltd', email: 'k@keystone.example' }, 'Expo scan'),
    on(OTHER, 'field.answered', at('09:40'), { field: 'timeline', value: 'within3', call: null }),
    on(OTHER, 'call.finished', at('10:10'), {
      call,
      at: instant('10:09'),
      disposition: 'doNotCall',
      flags: flags('humanAnswered', 'doNotCall'),
    }),
    on(OTHER, 'route.set', at('10:20'), { route: 'low', reason: 'no budget' }),
    merged(OTHER, LEAD),
  ])
  const lead = combine([second, first])

  test('[MG3] has the smallest id, its campaign, and dates from the earliest response', () => {
    expect(lead).toMatchObject({ id: LEAD, campaign: 'spring', capturedAt: instant('08:00') })
    expect(lead.responses.map((r) => r.label)).toEqual(['Expo scan', 'leads.csv line 3'])
  })

  test('[MG3] the latest value of a field stands, whichever part it was written for; the others are its history', () => {
    expect(lead.fields.timeline?.map((v) => v.value)).toEqual(['within3', 'later'])
    expect(lead.fields.company?.map((v) => [v.value, v.source.label])).toEqual([
      ['Keystone', 'leads.csv line 3'],
      ['Keystone Ltd', 'Expo scan'],
    ])
    expect(Object.keys(lead.fields)).toEqual(['firstName', 'email', 'company', 'timeline'])
  })

  test('[MG3] a call that began on one part and ended on another is one call', () => {
    expect(lead.calls).toMatchObject([
      { id: call, phone: '+4930123456', finishedAt: instant('10:09'), disposition: 'doNotCall' },
    ])
  })

  test('[MG3] do-not-call of one part holds for all; a lift on any part takes it back', () => {
    expect(isDoNotCall(lead)).toBe(true)
    const lifted = fold(first, [on(LEAD, 'doNotCall.lifted', at('12:30'), { reason: 'asked us' })])
    expect(isDoNotCall(combine([lifted, second]))).toBe(false)
  })

  test('[MG3] the latest route by hand and the latest skip stand', () => {
    expect(lead.routeByHand?.route).toBe('hot')
    expect(lead.skip?.until).toBe(instant('11:00'))
  })

  test('[MG3] there is none of no parts', () => expect(() => combine([])).toThrow('no parts'))
})
