import { describe, expect, it } from 'vitest'
import { compile } from '../../shared/policy/compile.ts'
import { decide } from '../../shared/policy/decide.ts'
import { DEFAULT_POLICY } from '../../shared/policy/default-policy.ts'
import { dayNumber } from '../../shared/policy/encode.ts'
import { attemptsSinceCompleted, knownValue } from '../../shared/policy/facts.ts'
import { AS_OF, leadOf } from './lead-of.ts'

const known = (id: Parameters<typeof knownValue>[2], lead = leadOf({})) =>
  knownValue(lead, DEFAULT_POLICY, id)

describe('[SC8] facts that follow from the lead itself', () => {
  it('[SC8] responses are counted and never missing', () => {
    expect(known('responses')?.value).toBe(0)
    expect(known('responses', leadOf({ responses: 4 }))).toMatchObject({ value: 4, derived: true })
  })

  it('[SC8] responses count even where somebody typed a number', () => {
    expect(known('responses', leadOf({ answers: { responses: 9 }, responses: 1 }))?.value).toBe(1)
  })

  it('[SC8] the latest e-mail consent stands, none is a no', () => {
    const consents = [
      { given: true, at: '2026-03-01T10:00:00.000Z' },
      { given: false, at: '2026-02-01T10:00:00.000Z' },
    ]
    expect(known('emailOptIn')?.value).toBe('no')
    expect(known('emailOptIn', leadOf({ emailConsents: consents }))).toEqual({
      value: 'yes',
      day: '2026-03-01',
      derived: true,
    })
  })

  it.each([
    [{ country: 'BR' }, 'partner'],
    [{ country: 'br' }, 'partner'],
    [{ country: 'US', state: 'HI' }, 'partner'],
    [{ country: 'US', state: 'US-HI' }, 'partner'],
    [{ country: 'US', state: 'VA' }, 'direct'],
    [{ country: 'DE', state: 'HI' }, 'direct'],
    [{}, 'direct'],
  ])('[SC8] the territory of %o is %s', (answers, territory) => {
    const policy = { ...DEFAULT_POLICY, partnerTerritories: ['BR', 'US-HI'] }
    expect(knownValue(leadOf({ answers }), policy, 'territory')?.value).toBe(territory)
  })

  it('[SC8] a territory that somebody stated stands', () => {
    const lead = leadOf({ answers: { country: 'BR', territory: 'direct' } })
    expect(known('territory', lead)).toEqual({ value: 'direct', day: AS_OF, derived: false })
  })
})

it.each([
  ['none of its answers', { value: 'nowhere', day: AS_OF }],
  ['stale', { value: 'direct', day: '2026-01-01' }],
])('[SC8] a stated territory that is %s gives way to the derived one', (_, territory) => {
  const policy = structuredClone(DEFAULT_POLICY)
  policy.fields.find((f) => f.field === 'territory')!.staleAfterDays = 30
  const lead = leadOf({ answers: { country: 'BR', territory } })
  expect(decide(compile(policy), lead, AS_OF)).toMatchObject({ route: 'partner', state: 'decided' })
})

it.each([
  ['1970-01-01', 0],
  ['2026-11-22', 20779],
  ['2026-11-22T23:59:59.999Z', 20779],
  ['yesterday', 0],
  ['', 0],
])('[SC5] %j is day %d', (day, number) => {
  expect(dayNumber(day)).toBe(number)
})

it('[RT7] attempts count from the last completed call on', () => {
  expect(attemptsSinceCompleted(leadOf({ calls: [] }))).toBe(0)
  expect(attemptsSinceCompleted(leadOf({ calls: [false, false] }))).toBe(2)
  expect(attemptsSinceCompleted(leadOf({ calls: [false, false, true, false] }))).toBe(1)
  const running = leadOf({ calls: [false, false] })
  running.calls[1] = { ...running.calls[1]!, disposition: null, flags: null, finishedAt: null }
  expect(attemptsSinceCompleted(running)).toBe(1)
})
