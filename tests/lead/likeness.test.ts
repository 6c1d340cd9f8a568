import { describe, expect, test } from 'vitest'
import { blockingKeys, compareSubjects, type Subject } from '../../shared/lead/likeness.ts'
import fc from '../setup/fc.ts'
import pairs from '../vectors/identity-pairs.json' with { type: 'json' }
import { subjects } from './arbitrary-subjects.ts'

const NOBODY: Subject = {
  id: '',
  firstName: '',
  lastName: '',
  company: '',
  email: '',
  website: '',
  phones: [],
  country: '',
  postalCode: '',
}

interface Pair {
  why: string
  a: Partial<Subject>
  b: Partial<Subject>
  verdict: string
  /** Those that must be among the reasons. */
  reasons?: string[]
}

const shareKey = (a: Subject, b: Subject) => blockingKeys(a).some((key) => blockingKeys(b).includes(key))
const seen = (a: Subject, b: Subject) => {
  const { verdict, score, reasons } = compareSubjects(a, b)
  return { verdict, score, reasons: reasons.map((r) => r.id) }
}

describe('[ID5] two people?', () => {
  test.each(pairs as Pair[])('$verdict: $why', (pair) => {
    const a = { ...NOBODY, ...pair.a, id: 'a' }
    const b = { ...NOBODY, ...pair.b, id: 'b' }
    const { verdict, reasons } = seen(a, b)
    expect(verdict).toBe(pair.verdict)
    expect(reasons).toEqual(expect.arrayContaining(pair.reasons ?? []))
    if (verdict !== 'different') expect(shareKey(a, b)).toBe(true)
  })
})

describe('[ID7] any two subjects', () => {
  test('compare alike from either side, and the score says what the verdict says', () => {
    fc.assert(
      fc.property(subjects, subjects, (a, b) => {
        const one = seen(a, b)
        expect(seen(b, a)).toEqual(one)
        const [least, most] = { same: [1, 1], likely: [0.51, 0.99], different: [0, 0.49] }[
          one.verdict
        ] as number[]
        expect(one.score).toBeGreaterThanOrEqual(least!)
        expect(one.score).toBeLessThanOrEqual(most!)
      }),
      { numRuns: 2000 },
    )
  })

  test('[ID8] share a key whenever they are the same or likely', () => {
    let found = 0
    fc.assert(
      fc.property(subjects, subjects, (a, b) => {
        if (compareSubjects(a, b).verdict === 'different') return
        found += 1
        expect(shareKey(a, b), `${blockingKeys(a)} | ${blockingKeys(b)}`).toBe(true)
      }),
      { numRuns: 20_000 },
    )
    // What is drawn must meet the rule often enough to say something.
    expect(found).toBeGreaterThan(1000)
  })

  test('[ID8] who is found by nothing has no key, and nobody has many', () => {
    expect(blockingKeys({ ...NOBODY, country: 'DE' })).toEqual([])
    fc.assert(fc.property(subjects, (s) => blockingKeys(s).length <= 24))
  })
})
