import { describe, expect, it } from 'vitest'
import type { WorkingCalendar } from '../../shared/calendar/calendar.ts'
import { checkCalendar } from '../../shared/calendar/check-calendar.ts'
import {
  addWorkingMinutes,
  isWorking,
  nextWorking,
  workingMinutes,
} from '../../shared/calendar/working-time.ts'
import fc from '../setup/fc.ts'

const MINUTE = 60_000
const DAY = 1440 * MINUTE
const iso = (at: number) => new Date(at).toISOString()

const OFFICE: WorkingCalendar = {
  zone: 'Europe/Berlin',
  week: Object.fromEntries(
    ['1', '2', '3', '4', '5'].map((day) => [
      day,
      [
        [540, 720],
        [780, 1020],
      ],
    ]),
  ),
  holidays: 'DE',
  absences: [],
}

const wallClocks = new Map<string, Intl.DateTimeFormat>()
function wallClock(timeZone: string): Intl.DateTimeFormat {
  const made =
    wallClocks.get(timeZone) ??
    new Intl.DateTimeFormat('en-GB', {
      timeZone,
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })
  wallClocks.set(timeZone, made)
  return made
}

/** What a clock on the wall and a calendar beside it say of one minute: no spans, no offsets. */
function worksAt(calendar: WorkingCalendar, at: number): boolean {
  const parts = wallClock(calendar.zone).formatToParts(at)
  const part = (type: string) => parts.find((p) => p.type === type)!.value
  const weekday = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(part('weekday')) + 1
  const minute = Number(part('hour')) * 60 + Number(part('minute'))
  const away = calendar.absences.some((a) => Date.parse(a.from) <= at && at < Date.parse(a.to))
  return !away && (calendar.week[String(weekday)] ?? []).some(([from, to]) => from <= minute && minute < to)
}

const window = fc
  .tuple(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 1, max: 700 }))
  .map(([from, length]): [number, number] => [from, Math.min(1440, from + length)])

/** Around the days on which the clocks of these zones are changed, in both directions. */
const around = fc.constantFrom(
  Date.UTC(2026, 2, 8),
  Date.UTC(2026, 2, 29),
  Date.UTC(2026, 9, 25),
  Date.UTC(2026, 10, 1),
  Date.UTC(2026, 3, 5),
  Date.UTC(2026, 6, 15),
)
const start = fc
  .tuple(around, fc.integer({ min: -2880, max: 2880 }))
  .map(([day, minutes]) => day + minutes * MINUTE)

const calendar: fc.Arbitrary<WorkingCalendar> = fc.record({
  zone: fc.constantFrom('Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata', 'UTC'),
  week: fc.dictionary(
    fc.constantFrom('1', '2', '3', '4', '5', '6', '7'),
    window.map((w) => [w]),
  ),
  holidays: fc.constant(null),
  absences: fc.array(
    fc
      .tuple(start, fc.integer({ min: -60, max: 2000 }))
      .map(([from, length]) => ({ from: iso(from), to: iso(from + length * MINUTE) })),
    { maxLength: 3 },
  ),
})

describe('[CL1] [CL2] against a walk minute by minute', () => {
  it('says who works, counts minutes and finds limits', () => {
    fc.assert(
      fc.property(calendar, start, fc.integer({ min: 1, max: 2000 }), (given, from, length) => {
        let walked = 0
        let first: number | null = null
        for (let i = 0; i < length; i++) {
          const at = from + i * MINUTE
          const works = worksAt(given, at)
          if (i % 7 === 0) expect(isWorking(given, iso(at))).toBe(works)
          if (works) {
            walked += 1
            first ??= at
          }
        }
        expect(workingMinutes(given, iso(from), iso(from + length * MINUTE))).toBe(walked)
        if (first !== null) expect(nextWorking(given, iso(from))).toBe(iso(first))
        if (walked > 0) {
          const end = Date.parse(addWorkingMinutes(given, iso(from), walked)!)
          expect(end).toBeLessThanOrEqual(from + length * MINUTE)
          expect(worksAt(given, end - MINUTE)).toBe(true)
        }
      }),
      { numRuns: 60 },
    )
  })
})

describe('[CL2] limit and time worked are inverse', () => {
  it('to the millisecond, and the later the limit the later its instant', () => {
    const amount = fc.integer({ min: 0, max: 5000 })
    fc.assert(
      fc.property(calendar, start, fc.nat(MINUTE), amount, amount, (given, whole, rest, minutes, more) => {
        const from = iso(whole + rest)
        const at = addWorkingMinutes(given, from, minutes)
        fc.pre(at !== null)
        expect(workingMinutes(given, from, at!)).toBe(minutes)
        const later = addWorkingMinutes(given, from, minutes + more)
        if (later === null) return
        expect(later >= at!).toBe(true)
        if (minutes > 0) expect(addWorkingMinutes(given, at!, more)).toBe(more === 0 ? at : later)
      }),
      { numRuns: 300 },
    )
  })

  it('without a calendar time runs around the clock', () => {
    expect(addWorkingMinutes(null, '2026-11-21T23:30:00.000Z', 90)).toBe('2026-11-22T01:00:00.000Z')
    expect(workingMinutes(null, '2026-11-21T23:30:00.000Z', '2026-11-22T01:00:00.000Z')).toBe(90)
    expect(workingMinutes(null, '2026-11-22T01:00:00.000Z', '2026-11-21T23:30:00.000Z')).toBe(0)
    expect(isWorking(null, '2026-11-22T01:00:00Z')).toBe(true)
    expect(nextWorking(null, '2026-11-22T01:00:00Z')).toBe('2026-11-22T01:00:00.000Z')
  })
})

describe('[CL1] an office in Berlin', () => {
  it('an hour that is begun on a Friday afternoon ends on Monday', () => {
    expect(addWorkingMinutes(OFFICE, '2026-11-20T15:30:00.000Z', 60)).toBe('2026-11-23T08:30:00.000Z')
  })

  it('what ends with the working day ends there, not the next morning', () => {
    expect(addWorkingMinutes(OFFICE, '2026-11-20T15:30:00.000Z', 30)).toBe('2026-11-20T16:00:00.000Z')
  })

  it('a public holiday is free', () => {
    expect(nextWorking(OFFICE, '2026-12-25T09:00:00.000Z')).toBe('2026-12-28T08:00:00.000Z')
    expect(nextWorking({ ...OFFICE, holidays: null }, '2026-12-25T09:00:00.000Z')).toBe(
      '2026-12-25T09:00:00.000Z',
    )
  })

  it('the night of the change has an hour more in autumn and one less in spring', () => {
    const nights: WorkingCalendar = { ...OFFICE, week: { '7': [[0, 360]] } }
    expect(workingMinutes(nights, '2026-10-24T12:00:00Z', '2026-10-25T12:00:00Z')).toBe(420)
    expect(workingMinutes(nights, '2026-03-28T12:00:00Z', '2026-03-29T12:00:00Z')).toBe(300)
  })

  it('an absence takes its time out, also where absences overlap', () => {
    const away = {
      ...OFFICE,
      absences: [
        { from: '2026-11-23T09:00:00Z', to: '2026-11-24T12:00:00Z' },
        { from: '2026-11-23T00:00:00Z', to: '2026-11-23T10:00:00Z' },
      ],
    }
    expect(isWorking(away, '2026-11-23T08:30:00Z')).toBe(false)
    expect(addWorkingMinutes(away, '2026-11-20T15:30:00.000Z', 60)).toBe('2026-11-24T12:30:00.000Z')
  })

  it('[CL3] where a year has no working time, or not so much, there is no limit', () => {
    const gone = { ...OFFICE, absences: [{ from: '2026-11-01T00:00:00Z', to: '2028-01-01T00:00:00Z' }] }
    for (const none of [gone, { ...OFFICE, week: {} }, { ...OFFICE, zone: 'Mars/Base' }]) {
      expect(nextWorking(none, '2026-11-20T15:30:00.000Z')).toBeNull()
      expect(addWorkingMinutes(none, '2026-11-20T15:30:00.000Z', 1)).toBeNull()
      expect(workingMinutes(none, '2026-11-20T15:30:00.000Z', '2026-11-20T16:00:00.000Z')).toBe(0)
    }
    expect(addWorkingMinutes(OFFICE, '2026-11-20T15:30:00.000Z', 200 * 1440)).toBeNull()
    expect(addWorkingMinutes(OFFICE, iso(Date.UTC(2026, 0, 1)), 240 * 420)).not.toBeNull()
    expect(Date.parse(nextWorking(gone, '2027-06-01T00:00:00Z')!)).toBeGreaterThan(Date.UTC(2028, 0, 1) - DAY)
  })
})

describe('[CL4] a calendar is refused with what is wrong and where', () => {
  it('says all of it', () => {
    const problems = checkCalendar({
      zone: 'Europe/Nowhere',
      week: {
        '1': [
          [540, 720],
          [700, 800],
        ],
        '2': [[600, 600]],
        '3': [
          [800, 900],
          [100, 200],
        ],
      },
      holidays: 'ZZ',
      absences: [{ from: '2026-11-02T00:00:00Z', to: '2026-11-01T00:00:00Z' }],
    })
    expect(problems.map((p) => `${p.path.join('/')}: ${p.message}`)).toEqual([
      "zone: there is no time zone 'Europe/Nowhere'",
      'week/1/1: 11:40 to 13:20 is not apart from the one before it, which ends at 12:00',
      'week/2/0: 10:00 to 10:00 ends before it begins',
      'week/3/1: stands after a later one: stretches go in order',
      "holidays: no public holidays are known of 'ZZ'",
      'absences/0/to: the absence ends before it begins',
    ])
    expect(checkCalendar(OFFICE)).toEqual([])
    expect(checkCalendar({ ...OFFICE, week: { '1': [] } })[0]?.message).toContain('has no working time')
  })
})
