import { describe, expect, it } from 'vitest'
import { createTexts } from '../../../renderer/i18n/index.ts'
import { percent } from '../../../renderer/ui/format/numbers.ts'
import {
  clock,
  dateAlone,
  day,
  instantIn,
  span,
  stopwatch,
  wallDate,
} from '../../../renderer/ui/format/time.ts'
import fc from '../../setup/fc.ts'

const ZONES = ['America/New_York', 'Europe/Berlin', 'Asia/Kolkata', 'Australia/Lord_Howe', 'UTC']

describe('[UI98] a share', () => {
  it('of a few among many is not told as none', () => {
    expect([0, 0.0036, 0.012, 0.455, -0.004, 1].map(percent)).toEqual([
      '0%',
      '0.4%',
      '1%',
      '46%',
      '-0.4%',
      '100%',
    ])
  })
})

describe('[UI11] a time there', () => {
  it('is the instant at which the clocks there show it', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2028, 0, 1) }),
        (zone, ms) => {
          const minute = ms - (ms % 60_000)
          const [date, time] = [wallDate(minute, zone), clock(minute, zone)]
          const back = instantIn(date, time, zone)
          // Where clocks are turned back, one wall time is two instants: either will do.
          expect([wallDate(back, zone), clock(back, zone)]).toEqual([date, time])
        },
      ),
    )
  })

  it('is of the year that it is there', () => {
    const now = Date.parse('2026-12-31T23:30:00Z')
    expect(day('2027-01-01T00:30:00Z', now, 'America/New_York')).toMatch(/^\D*31\D*$/)
    expect(day('2027-01-01T00:30:00Z', now, 'UTC')).toContain('2027')
  })

  it('a date alone is that date, wherever the reader is', () => {
    const before = process.env.TZ
    try {
      for (const zone of ZONES) {
        process.env.TZ = zone
        expect(dateAlone('2026-11-03', Date.parse('2026-11-02T12:00:00Z'))).toMatch(/^\D*3\D*$/)
      }
    } finally {
      process.env.TZ = before
    }
  })

  it('is empty for a zone that this machine does not know', () => {
    expect(clock(0, 'Mars/Olympus')).toBe('')
  })
})

it('[UI12] spans are coarse', () => {
  const { t } = createTexts()
  const minutes = [0, 18, 3 * 60, 51 * 60, 11 * 24 * 60 + 60]
  expect(minutes.map((m) => span(m * 60_000, t))).toEqual(['< 1 m', '18 m', '3 h', '2 d 3 h', '11 d'])
  expect([stopwatch(134_000), stopwatch(3_700_000)]).toEqual(['02:14', '1:01:40'])
})
