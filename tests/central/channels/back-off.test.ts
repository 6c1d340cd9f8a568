import { expect, it } from 'vitest'
import { backOff, MAX_ATTEMPTS } from '../../../central/channels/back-off.ts'

it('[CH5] waits grow from five seconds to twelve hours', () => {
  const waits = Array.from({ length: MAX_ATTEMPTS - 1 }, (_, i) => backOff(i + 1, 0.5))
  expect(waits[0]).toBeCloseTo(5)
  expect(waits.at(-1)).toBeCloseTo(12 * 3600)
  expect(waits).toEqual([...waits].sort((a, b) => a - b))
  expect(backOff(1, 0)).toBeCloseTo(4)
  expect(backOff(1, 1)).toBeCloseTo(6)
})
