import { expect, test } from 'vitest'
import { typingDistance } from '../../shared/lead/intake/typing-distance.ts'
import fc from '../setup/fc.ts'

test.each([
  ['gmial', 'gmail', 1],
  ['gmai', 'gmail', 1],
  ['gmaill', 'gmail', 1],
  ['gnail', 'gmail', 1],
  ['hotmaps', 'hotmail', 2],
  ['', 'abc', 3],
  ['müller', 'mueller', 2],
  ['👍a', 'a👍', 1],
])('[IN43] %s is typed %s with so many slips', (a, b, slips) => expect(typingDistance(a, b, 5)).toBe(slips))

test('[IN43] alike from either side, none for equal texts, and cut off above the limit', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 })
  fc.assert(
    fc.property(text, text, fc.nat(4), (a, b, max) => {
      const whole = typingDistance(a, b, 20)
      expect(typingDistance(b, a, 20)).toBe(whole)
      expect(whole === 0).toBe(a === b)
      expect(typingDistance(a, b, max)).toBe(Math.min(whole, max + 1))
    }),
    { numRuns: 2000 },
  )
})
