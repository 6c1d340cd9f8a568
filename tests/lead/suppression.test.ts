import { describe, expect, test } from 'vitest'
import { suppressionKey } from '../../shared/lead/suppression.ts'
import fc from '../setup/fc.ts'

describe('[ID9] the key of a suppressed address', () => {
  // Keys are stored and sent: one that changes lets everybody be called who must not be.
  test.each([
    ['phone', '+17575550142', 7360189251954306],
    ['phone', '+447700900123', 1502882535756496],
    ['email', 'ann@northwind.example', 4621859476664051],
    ['email', '@northwind.example', 6933952455765506],
    ['email', 'jörg@müller.example', 612232971674710],
  ] as const)('%s %s never changes', (kind, value, key) => {
    expect(suppressionKey(kind, value)).toBe(key)
  })

  test('is a whole number of at most 53 bits, the same whatever the case', () => {
    fc.assert(
      fc.property(fc.constantFrom('phone' as const, 'email' as const), fc.string(), (kind, value) => {
        const key = suppressionKey(kind, value)
        expect(Number.isSafeInteger(key) && key >= 0).toBe(true)
        expect(suppressionKey(kind, value.toUpperCase().toLowerCase())).toBe(
          suppressionKey(kind, value.toUpperCase()),
        )
      }),
    )
  })

  test('of a number is not that of an address, nor of the domain', () => {
    expect(suppressionKey('phone', 'a@b.example')).not.toBe(suppressionKey('email', 'a@b.example'))
    expect(suppressionKey('email', '@b.example')).not.toBe(suppressionKey('email', 'a@b.example'))
  })

  test('half a million neighbouring numbers share none, and spread evenly over low and high bits', () => {
    const n = 500_000
    const keys = new Set<number>()
    const low = new Uint32Array(64)
    const high = new Uint32Array(64)
    for (let i = 0; i < n; i++) {
      const key = suppressionKey('phone', `+1757${5_000_000 + i}`)
      keys.add(key)
      low[key % 64]! += 1
      high[Math.floor(key / 2 ** 47)]! += 1
    }
    // By chance alone two of them share a key once in 72,000 such tests.
    expect(keys.size).toBe(n)
    for (const count of [...low, ...high])
      expect(Math.abs(count - n / 64)).toBeLessThan(6 * Math.sqrt(n / 64))
  })
})
