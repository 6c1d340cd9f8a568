import { beforeEach, describe, expect, test } from 'vitest'
import type { LeadRow } from '../../../renderer/db/views.ts'
import { isNearEnd, nearEndUntil } from '../../../renderer/flow/near-end.ts'
import {
  ANY,
  CALLBACK,
  callbacksToday,
  DUE,
  lookOf,
  type QueueFilter,
  THERE,
} from '../../../renderer/flow/queue-filter.ts'
import { createFilters, forgetFilters, UNNAMED } from '../../../renderer/flow/saved-filters.ts'
import { DEFAULT_POLICY } from '../../../shared/policy/default-policy.ts'
import fc from '../../setup/fc.ts'
import { createMemoryStorage } from '../support/memory-storage.ts'

/** 12:00 in Norfolk, Virginia; 18:00 in Berlin. */
const NOON = Date.parse('2026-11-24T17:00:00.000Z')
const iso = (hours: number) => new Date(NOON + hours * 3_600_000).toISOString()

const row = (more: Partial<LeadRow>): LeadRow =>
  ({
    route: 'needInfo',
    campaign: 'expo',
    phone: '+17575550142',
    timeZone: 'America/New_York',
    contact: null,
    due: iso(-1),
    work: { do: 'call', due: iso(-1), deadline: true, why: 'new' },
    ...more,
  }) as LeadRow
const call = (due: string, deadline = true): Partial<LeadRow> => ({
  due,
  work: { do: 'call', due, deadline, why: 'new' },
})
const fits = (filter: Partial<QueueFilter>, more: Partial<LeadRow> = {}) =>
  lookOf({ ...ANY, ...filter }).passes(row(more), iso(0))

describe('[DK11] filters of the queue', () => {
  test('route and campaign', () => {
    expect(fits({})).toBe(true)
    expect(fits({ routes: ['high', 'needInfo'] })).toBe(true)
    expect(fits({ routes: ['high'] })).toBe(false)
    expect(fits({ campaign: 'expo' })).toBe(true)
    expect(fits({ campaign: 'autumn' })).toBe(false)
  })

  test('due: now is what need not wait, past due what is late and has a number', () => {
    expect([fits({ due: 'now' }), fits({ due: 'pastDue' })]).toEqual([true, true])
    expect(fits({ due: 'pastDue' }, { phone: '' })).toBe(false)
    expect(fits({ due: 'now' }, call(iso(2), false))).toBe(false)
    expect(fits({ due: 'now' }, call(iso(2), true))).toBe(true)
    expect(fits({ due: 'today' }, call(iso(0)))).toBe(true)
    expect([fits({ due: 'today' }, call(iso(48))), fits({ due: 'later' }, call(iso(48)))]).toEqual([
      false,
      true,
    ])
  })

  test('callbacks, with and without', () => {
    const promised: Partial<LeadRow> = { work: { do: 'callback', due: iso(1), callback: 'c' }, due: iso(1) }
    expect([fits({ callback: 'only' }, promised), fits({ callback: 'only' })]).toEqual([true, false])
    expect([fits({ callback: 'without' }, promised), fits({ callback: 'without' })]).toEqual([false, true])
  })

  test('there: by the clock of the lead; without a known zone it is no time of day', () => {
    expect(fits({ there: 'afternoon' })).toBe(true)
    expect(fits({ there: 'evening' }, { timeZone: 'Europe/Berlin' })).toBe(true)
    expect(fits({ there: 'morning' }, { timeZone: 'America/Los_Angeles' })).toBe(true)
    for (const timeZone of [null, 'Nowhere/Atlantis'])
      expect(fits({ there: 'morning' }, { timeZone })).toBe(false)
    expect([fits({ there: 'open' }), fits({ there: 'open' }, { phone: '' })]).toEqual([true, false])
  })

  test('all of it at once', () => {
    expect(fits({ routes: ['needInfo'], there: 'afternoon', callback: 'without' })).toBe(true)
    expect(fits({ routes: ['needInfo'], there: 'morning', callback: 'without' })).toBe(false)
  })
})

describe('[RD33] what a filter says of a lead holds until it says', () => {
  const minute = fc.integer({ min: -2000, max: 4000 })
  const instant = minute.map((minutes) => iso(minutes / 60))
  const openings = fc
    .uniqueArray(instant, { maxLength: 6 })
    .map((list) => list.toSorted())
    .map((list) =>
      list.flatMap((from, i) => (i % 2 === 0 && list[i + 1] ? [{ from, to: list[i + 1]! }] : [])),
    )
  const lead = fc
    .record({
      work: fc.record({ do: fc.constantFrom('call', 'callback'), deadline: fc.boolean(), due: instant }),
      phone: fc.constantFrom('+17575550142', ''),
      timeZone: fc.constantFrom('America/New_York', 'Asia/Kathmandu', null),
      contact: fc.option(openings.map((list) => ({ openings: list }))),
    })
    .map((one) => row({ ...one, due: one.work.due } as Partial<LeadRow>))
  const filter = fc.record({
    due: fc.constantFrom(...DUE),
    callback: fc.constantFrom(...CALLBACK),
    there: fc.constantFrom(...THERE),
  })

  test('at every moment until then', () => {
    fc.assert(
      fc.property(lead, filter, instant, fc.nat({ max: 3000 }), (one, chosen, at, minutes) => {
        const look = lookOf({ ...ANY, ...chosen })
        const until = look.until!(one, at)
        const then = new Date(Date.parse(at) + minutes * 60_000).toISOString()
        if (then < until) expect(look.passes(one, then)).toBe(look.passes(one, at))
        const late = nearEndUntil(one, DEFAULT_POLICY, null, at)
        if (then < late)
          expect(isNearEnd(one, DEFAULT_POLICY, null, then)).toBe(isNearEnd(one, DEFAULT_POLICY, null, at))
        const today = callbacksToday()
        if (then < today.until!(one, at)) expect(today.passes(one, then)).toBe(today.passes(one, at))
      }),
      { numRuns: 1000 },
    )
  })
})

describe('[DK11] filters are kept for a person on this machine', () => {
  let storage: Storage
  beforeEach(() => {
    storage = createMemoryStorage()
  })
  const names = (person: string) =>
    createFilters(storage, person)
      .all()
      .map((f) => f.name || f.id)

  test('the usual ones first, one by its name after that, the one without a name not at all', () => {
    const filters = createFilters(storage, 'ana')
    let told = 0
    const off = filters.subscribe(() => told++)
    filters.put({ id: '1', name: 'Morning there', filter: { ...ANY, there: 'morning' } })
    filters.put({ id: UNNAMED, name: '', filter: { ...ANY, due: 'now' } })
    filters.remove('high')
    off()
    expect(told).toBe(3)
    expect(names('ana')).toEqual(['needInfo', 'callbacks', 'Morning there'])
    expect(names('ben')).toEqual(['needInfo', 'high', 'callbacks'])
    forgetFilters(storage, 'ana')
    expect(names('ana')).toEqual(['needInfo', 'high', 'callbacks'])
  })

  test('what another version kept, or nobody can read, gives way to the usual ones', () => {
    for (const text of ['{', '[{"id":"x"}]', '7']) {
      storage.setItem('leadwright:queue-filters:ana', text)
      expect(names('ana')).toHaveLength(3)
    }
  })
})
