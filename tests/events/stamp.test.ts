import { describe, expect, test } from 'vitest'
import {
  effectiveStamp,
  hybridClock,
  MAX_AHEAD_MS,
  makeStamp,
  stampDevice,
  stampSchema,
  stampTime,
} from '../../shared/events/stamp.ts'
import fc from '../setup/fc.ts'

const NOW = Date.parse('2026-11-22T10:00:00.000Z')
const anyTime = fc.oneof(
  fc.integer({ min: NOW - 5, max: NOW + 5 }),
  fc.double({ min: NOW, max: NOW + 3, noNaN: true }),
  fc.integer(),
  fc.double(),
)
const step = fc.oneof(
  fc.record({ now: anyTime }),
  fc.record({
    now: anyTime,
    stamp: fc.oneof(
      fc.tuple(anyTime, fc.integer({ min: 0, max: 0xffff })).map(([ms, n]) => makeStamp(ms || 0, n, 'other')),
      fc.constant('no stamp'),
    ),
  }),
)

describe('stamps', () => {
  test('[EV22] a clock goes on after a stamp that its own device gave, however far ahead it was', () => {
    const clock = hybridClock('d1')
    const forgotten = makeStamp(NOW + 365 * 86_400_000, 7, 'd1')
    clock.resume(forgotten)
    expect(clock.next(NOW) > forgotten).toBe(true)
  })

  test('[EV18] a clock never gives a stamp that is not later than its last, whatever the time does', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const clock = hybridClock('d1')
        let last = ''
        for (const s of steps) {
          if ('stamp' in s) clock.receive(s.stamp, s.now)
          const stamp = clock.next(s.now)
          expect(stampSchema.safeParse(stamp).success).toBe(true)
          expect(stamp > last).toBe(true)
          last = stamp
        }
      }),
      { numRuns: 1000 },
    )
  })

  test('[EV18] a clock goes on after the last stamp of the run before', () => {
    const last = makeStamp(NOW, 0xffff, 'd1')
    expect(hybridClock('d1', last).next(NOW - 1000)).toBe(makeStamp(NOW + 1, 0, 'd1'))
    expect(hybridClock('d1', last).next(NOW + 1000)).toBe(makeStamp(NOW + 1000, 0, 'd1'))
  })

  test('[EV19] a stamp received is followed, one far ahead is not', () => {
    const clock = hybridClock('d1')
    clock.receive(makeStamp(NOW + MAX_AHEAD_MS, 7, 'd2'), NOW)
    expect(clock.next(NOW)).toBe(makeStamp(NOW + MAX_AHEAD_MS, 8, 'd1'))
    clock.receive(makeStamp(NOW + 10 * MAX_AHEAD_MS, 0, 'd2'), NOW)
    expect(clock.next(NOW)).toBe(makeStamp(NOW + MAX_AHEAD_MS, 9, 'd1'))
  })

  test('[EV19] following a stamp only ever moves the clock on', () => {
    fc.assert(
      fc.property(fc.integer({ min: -9, max: 9 }), fc.nat(0xffff), (ahead, counter) => {
        const clock = hybridClock('d1')
        const before = clock.next(NOW)
        const other = makeStamp(NOW + ahead, counter, 'd2')
        clock.receive(other, NOW)
        const next = clock.next(NOW)
        expect(next > before).toBe(true)
        expect(next.slice(0, 29) > other.slice(0, 29)).toBe(true)
      }),
    )
  })

  test('[EV20] times outside four-digit years are clamped', () => {
    expect(makeStamp(9e15, 0, 'd1')).toBe('9999-12-31T23:59:59.999Z-0000-d1')
    expect(makeStamp(-9e15, 0, 'd1')).toBe('0000-01-01T00:00:00.000Z-0000-d1')
    expect(hybridClock('d1').next(-1)).toBe('1970-01-01T00:00:00.000Z-0001-d1')
  })

  test('[EV20] text that is no moment is no stamp', () => {
    for (const bad of [
      '',
      '2026-11-22',
      '2026-99-22T10:00:00.000Z-0000-d1',
      `${makeStamp(NOW, 0, 'x'.repeat(41))}`,
    ])
      expect(stampSchema.safeParse(bad).success).toBe(false)
  })

  test('[EV21] central gives a stamp far ahead its own time and keeps counter and device', () => {
    const mad = makeStamp(NOW + MAX_AHEAD_MS + 1, 0x1f, 'd1')
    expect(effectiveStamp(mad, NOW)).toBe(makeStamp(NOW, 0x1f, 'd1'))
    expect(effectiveStamp(makeStamp(NOW + MAX_AHEAD_MS, 0, 'd1'), NOW)).toBe(undefined)
    expect(effectiveStamp(makeStamp(0, 0, 'd1'), NOW)).toBe(undefined)
  })

  test('a stamp tells its time and its device', () => {
    const stamp = makeStamp(NOW, 3, 'desk-7:a_b.c')
    expect(stampTime(stamp)).toBe(NOW)
    expect(stampDevice(stamp)).toBe('desk-7:a_b.c')
  })
})
