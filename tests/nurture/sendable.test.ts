import { describe, expect, it } from 'vitest'
import { holdOf } from '../../central/nurture/sendable.ts'
import { DAY, localTime } from '../../shared/contact/clock.ts'
import fc from '../setup/fc.ts'

const MINUTE = 60_000
const at = (iso: string) => Date.parse(iso)
const office = { from: 9 * 60, to: 17 * 60, weekdaysOnly: true }
const always = { from: 0, to: 1440, weekdaysOnly: false }
const cap = { mails: 2, days: 7 }

describe('when a mail may be sent', () => {
  it('[NU12] at once within the hours, else when they begin on the person’s own clock', () => {
    expect(holdOf(at('2026-11-23T10:00Z'), office, ['Europe/Berlin'], cap, [])).toBeNull()
    const hold = holdOf(at('2026-11-20T16:30Z'), office, ['Europe/Berlin'], cap, [])
    expect(hold).toEqual({ reason: 'hours', until: at('2026-11-23T08:00Z') })
  })

  it('[NU12] several clocks must all agree; where none can, the first counts', () => {
    const zones = ['America/New_York', 'America/Los_Angeles']
    expect(holdOf(at('2026-11-23T14:00Z'), office, zones, cap, [])?.until).toBe(at('2026-11-23T17:00Z'))
    const apart = ['Europe/London', 'Pacific/Auckland']
    expect(holdOf(at('2026-11-23T07:00Z'), office, apart, cap, [])?.until).toBe(at('2026-11-23T09:00Z'))
  })

  it('[NU11] a mail beyond the cap waits until the days have room again', () => {
    const sent = [at('2026-11-20T10:00Z'), at('2026-11-22T10:00Z')]
    const hold = holdOf(at('2026-11-23T10:00Z'), always, ['UTC'], cap, sent)
    expect(hold).toEqual({ reason: 'cap', until: at('2026-11-27T10:00Z') })
  })

  it('[NU11] [NU12] against brute force: the first minute at which both allow it', () => {
    const zone = fc.constantFrom(
      'UTC',
      'Europe/Berlin',
      'America/New_York',
      'Asia/Kolkata',
      'America/Santiago',
      'Australia/Lord_Howe',
    )
    const spring = at('2027-03-25T00:00Z')
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 14 * 1440 }),
        fc.tuple(fc.integer({ min: 0, max: 1200 }), fc.integer({ min: 61, max: 600 })),
        fc.boolean(),
        fc.array(zone, { minLength: 1, maxLength: 2 }),
        fc.record({ mails: fc.integer({ min: 1, max: 3 }), days: fc.integer({ min: 1, max: 5 }) }),
        fc.array(fc.integer({ min: 0, max: 10 * 1440 }), { maxLength: 5 }),
        (start, [opens, length], weekdaysOnly, zones, capped, before) => {
          const from = spring + start * MINUTE
          const hours = { from: opens, to: Math.min(opens + length, 1440), weekdaysOnly }
          const sent = before.map((m) => from - m * MINUTE).sort((a, b) => a - b)
          const fits = (t: number) =>
            sent.filter((s) => s > t - capped.days * DAY).length < capped.mails &&
            zones.every((z) => {
              const { minute, weekday } = localTime(z, t)
              return minute >= hours.from && minute < hours.to && !(weekdaysOnly && weekday > 5)
            })
          let brute = from
          while (brute < from + 8 * DAY && !fits(brute)) brute += MINUTE
          // Clocks that come together later than that are taken for such as never do.
          fc.pre(brute < from + 8 * DAY)
          expect(holdOf(from, hours, zones, capped, sent)?.until ?? from).toBe(brute)
        },
      ),
      { numRuns: 100 },
    )
  })
})
