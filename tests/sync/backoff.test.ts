import { describe, expect, test } from 'vitest'
import { BACKOFF_FIRST_MS, BACKOFF_MAX_MS, backoffDelay } from '../../shared/sync/backoff.ts'
import fc from '../setup/fc.ts'

const JUST_UNDER_1 = 1 - Number.EPSILON

describe('back-off', () => {
  test('[SY3] the bound doubles with each failure up to the longest wait', () => {
    expect([1, 2, 3, 4, 7, 60, 5000].map((n) => backoffDelay(n, JUST_UNDER_1) + 1)).toEqual([
      BACKOFF_FIRST_MS,
      2_000,
      4_000,
      8_000,
      BACKOFF_MAX_MS,
      BACKOFF_MAX_MS,
      BACKOFF_MAX_MS,
    ])
  })

  test('[SY3] a wait lies anywhere between nothing and the bound', () => {
    fc.assert(
      fc.property(
        fc.nat(100),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (failures, random) => {
          const delay = backoffDelay(failures, random)
          expect(Number.isInteger(delay) && delay >= 0 && delay < BACKOFF_MAX_MS).toBe(true)
        },
      ),
    )
    expect(backoffDelay(9, 0)).toBe(0)
    expect(backoffDelay(9, 0.5)).toBe(BACKOFF_MAX_MS / 2)
  })
})
