import { describe, expect, it } from 'vitest'
import { addressOf } from '../../central/nurture/address.ts'
import { consentOf, refusesContact } from '../../central/nurture/permission.ts'
import { consent, doNotCall, person } from './person.ts'

const ENROLLED = '2026-11-10T00:00:00.000Z'
const before = '2026-11-05T00:00:00.000Z'
const after = '2026-11-15T00:00:00.000Z'
const later = '2026-11-20T00:00:00.000Z'

describe('consent to nurture mails', () => {
  it.each([
    ['nobody asked', [], 'none'],
    ['given', [consent(true, before)], 'given'],
    ['given without a basis', [consent(true, before, { basis: ' ' })], 'none'],
    ['refused before the enrolment', [consent(true, before), consent(false, before)], 'none'],
    ['refused since', [consent(true, before), consent(false, after)], 'withdrawn'],
    ['given again', [consent(false, after), consent(true, later)], 'given'],
    [
      'given earlier, but known later',
      [consent(false, after), consent(true, before, { known: later })],
      'withdrawn',
    ],
  ] as const)('[NU9] %s', (_, events, expected) => {
    expect(consentOf(person({}, [...events]), ENROLLED)).toBe(expected)
  })

  it('[NU9] who asked not to be called is written to only after they agreed to e-mail since', () => {
    expect(refusesContact(person({}, [consent(true, before)]))).toBe(false)
    expect(refusesContact(person({}, [consent(true, before), ...doNotCall(after)]))).toBe(true)
    expect(refusesContact(person({}, [...doNotCall(after), consent(true, later)]))).toBe(false)
    expect(refusesContact(person({}, [...doNotCall(after), consent(false, later)]))).toBe(true)
  })
})

describe('the address', () => {
  it.each([
    ['ann@example.org', 'ann@example.org'],
    ['', 'noAddress'],
    ['ann at example', 'badAddress'],
    ['ann@mailinator.com', 'badAddress'],
  ])('[NU10] %j', (email, expected) => {
    const address = addressOf(person(email === '' ? {} : { email }))
    expect(address.key === null ? address.problem : address.address).toBe(expected)
  })
})
