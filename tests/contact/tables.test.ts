import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { clockKey, hasClock } from '../../shared/contact/clock.ts'
import { type HolidayTable, holidayOf, stateCode } from '../../shared/contact/holidays.ts'
import { placeOfNumber } from '../../shared/contact/number-place.ts'
import { contactRules, rulesOn } from '../../shared/contact/rules.ts'
import { zonesOfState, zonesUnder } from '../../shared/lead/intake/zones.ts'

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../resources/reference/${name}`, import.meta.url), 'utf8'))

const rules = contactRules.parse(read('contact-rules.json'))
const all = Object.entries(rules.places).flatMap(([place, { rules }]) =>
  rules.map((rule) => ({ place, rule })),
)

describe('[CR1] the table of rules', () => {
  it('has the places a call center asks for', () => {
    const states = Object.keys(rules.places).filter((p) => p.startsWith('US-'))
    expect(states.filter((p) => rules.places[p]?.rules.some((r) => r.hours)).length).toBeGreaterThanOrEqual(
      15,
    )
    expect(Object.keys(rules.places)).toEqual(
      expect.arrayContaining(
        'US CA GB DE FR ES IT NL BE AT CH PT PL SE DK IE AU NZ IN JP BR MX ZA SG'.split(' '),
      ),
    )
  })

  it.each(all.map(({ place, rule }) => [`${place} ${rule.source}`, rule] as const))(
    '%s: windows ascend, days do not run backwards, a rule says something',
    (_, rule) => {
      expect(rule.to === null || rule.from <= rule.to).toBe(true)
      expect(
        rule.hours ?? rule.closedOnHolidays ?? rule.attempts ?? rule.consent ?? rule.recordingNotice,
      ).toBeDefined()
      for (const [days, windows] of Object.entries(rule.hours ?? {})) {
        expect(days[0]! <= days.at(-1)!).toBe(true)
        const times = windows.flatMap((w) => w.split('-'))
        expect(times).toEqual([...new Set(times)].sort())
      }
    },
  )

  it('has one rule of hours a place and day', () => {
    for (const place of Object.keys(rules.places))
      for (const day of ['2020-06-01', '2023-10-01', '2026-01-01', '2026-08-11', '2026-11-22', '2030-12-31'])
        expect(rulesOn(place, day).filter((r) => r.hours).length, `${place} ${day}`).toBeLessThanOrEqual(1)
  })

  it('takes the house rule for a country without hours, never for a state', () => {
    expect(rulesOn('UG', '2026-11-22')).toEqual([rules.house])
    expect(rulesOn('DE', '2026-11-22')).toContainEqual(rules.house)
    expect(rulesOn('FR', '2026-11-22')).not.toContainEqual(rules.house)
    expect(rulesOn('US-CA', '2026-11-22')).not.toContainEqual(rules.house)
  })
})

describe('[CR7] the table of holidays', () => {
  const table = read('holidays.json') as HolidayTable

  it('carries its source and licence', () => {
    expect(table.source).toContain('date-holidays')
    expect(table.licence).toContain('CC BY-SA 3.0')
  })

  it.each([
    ['US', '2026-11-26', 'Thanksgiving Day'],
    ['US', '2027-11-25', 'Thanksgiving Day'],
    ['DE', '2028-04-14', 'Good Friday'],
    ['FR', '2030-07-14', 'Bastille Day'],
    ['GB', '2027-12-27', 'Christmas Day (substitute day)'],
    ['AU', '2029-01-26', 'Australia Day'],
    ['DE-BY', '2026-01-06', 'Epiphany'],
    ['DE', '2026-01-06', null],
    ['US', '2026-11-27', null],
    ['ZZ', '2026-12-25', null],
  ])('%s %s: %s', (place, day, name) => expect(holidayOf(place, day)).toBe(name))

  it.each([
    ['DE', 'Bayern', 'DE-BY'],
    ['DE', 'by', 'DE-BY'],
    ['AU', 'new south wales', 'AU-NSW'],
    ['US', 'PR', 'US-PR'],
    ['DE', 'Holstein', ''],
    ['US', 'Bavaria', ''],
  ])('knows a state by code and name: %s %s is %s', (country, state, code) =>
    expect(stateCode(country, state)).toBe(code),
  )
})

describe('[CR3] area codes', () => {
  const table = read('area-codes.json') as Record<string, string>
  const codes = Object.entries(table).flatMap(([places, codes]) =>
    codes.split(' ').map((code) => ({ code, states: places.split(' ').filter((p) => p.length > 2) })),
  )

  it('stand in one entry each', () => {
    expect(new Set(codes.map((c) => c.code)).size).toBe(codes.length)
    expect(codes.every((c) => /^[2-9]\d\d$/.test(c.code))).toBe(true)
  })

  it.each(codes.filter((c) => c.states.length > 0).map((c) => [c.code, c.states] as const))(
    '%s is in zones that %s has',
    (code, states) => {
      const here = states.flatMap(zonesOfState).map(clockKey)
      const { zones } = placeOfNumber(`+1${code}5550142`)
      expect(zones.length).toBeGreaterThan(0)
      expect(here).toEqual(expect.arrayContaining(zones.map(clockKey)))
    },
  )

  it('agree with the table of prefixes, but for one', () => {
    const apart = codes.filter(({ code, states }) => {
      const here = states.flatMap(zonesOfState)
      const known = zonesUnder(`1${code}`)
      return here.length > 0 && known.length > 0 && !known.some((zone) => hasClock(here, zone))
    })
    expect(apart.map((c) => c.code)).toEqual(['474'])
  })
})
