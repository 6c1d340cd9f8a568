import { describe, expect, it } from 'vitest'
import { compare } from '../../../shared/policy/fit/bootstrap.ts'
import { calibrate, calibrated } from '../../../shared/policy/fit/calibration.ts'
import { isotonic } from '../../../shared/policy/fit/isotonic.ts'
import { auc, measure } from '../../../shared/policy/fit/measure.ts'
import { monotone } from '../../../shared/policy/fit/monotone.ts'
import { platt } from '../../../shared/policy/fit/platt.ts'
import { seeded } from '../../../shared/policy/fit/random.ts'
import { partOfAuc, ranksOf } from '../../../shared/policy/fit/ranks.ts'
import fc from '../../setup/fc.ts'

const scored = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 8 }), fc.boolean()), { minLength: 2, maxLength: 40 })
  .filter((rows) => rows.some(([, w]) => w) && rows.some(([, w]) => !w))
  .map((rows) => ({
    p: Float64Array.from(rows, ([s]) => s / 8),
    won: Uint8Array.from(rows, ([, w]) => Number(w)),
  }))

/** The definition: the share of pairs of a won and a lost row in which the won one has more. */
function pairs(p: Float64Array, won: Uint8Array): number {
  let [right, all] = [0, 0]
  for (let i = 0; i < p.length; i++)
    for (let j = 0; j < p.length; j++) {
      if (!won[i] || won[j]) continue
      all++
      right += p[i]! > p[j]! ? 1 : p[i] === p[j] ? 0.5 : 0
    }
  return right / all
}

describe('[FT1] measures', () => {
  it('AUC is the share of pairs in the right order', () => {
    fc.assert(
      fc.property(scored, ({ p, won }) => {
        expect(auc(p, won)).toBeCloseTo(pairs(p, won), 12)
      }),
    )
  })

  it('the parts of all leads make twice the AUC', () => {
    fc.assert(
      fc.property(scored, ({ p, won }) => {
        const ranks = ranksOf(p, won)
        const sum = p.reduce((s, x, i) => s + partOfAuc(ranks, x, won[i]!), 0)
        expect(sum).toBeCloseTo(2 * auc(p, won), 12)
      }),
    )
  })

  it('a hand-counted case: ten rows, three won', () => {
    const p = [0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0]
    const m = measure(p, Uint8Array.from([1, 0, 1, 0, 0, 0, 1, 0, 0, 0]))
    expect(m.auc).toBeCloseTo((7 + 6 + 3) / 21, 12)
    expect(m.ap).toBeCloseTo((1 + 2 / 3 + 3 / 7) / 3, 12)
    expect(m.lift10).toBeCloseTo(1 / 3 / 0.1, 12)
    expect(m.lift20).toBeCloseTo(1 / 3 / 0.2, 12)
    expect(m.brier).toBeCloseTo((0.01 + 0.64 + 0.09 + 0.36 + 0.25 + 0.16 + 0.49 + 0.04 + 0.01) / 10, 12)
  })
})

describe('[FT3] the paired bootstrap', () => {
  const random = seeded(7)
  const won = Uint8Array.from({ length: 600 }, () => (random() < 0.3 ? 1 : 0))
  const good = Float64Array.from(won, (w) => 0.25 + 0.3 * w + 0.3 * random())
  const poor = Float64Array.from(won, () => random())

  it('tells a better model from a worse one, both ways round', () => {
    expect(compare(good, poor, won, { rounds: 200 }).auc.low).toBeGreaterThan(0)
    expect(compare(poor, good, won, { rounds: 200 }).brier.high).toBeLessThan(0)
  })

  it('sees no difference between a model and itself', () => {
    const { auc: a, lift20, brier } = compare(good, good, won, { rounds: 50 })
    for (const d of [a, lift20, brier]) expect(d).toEqual({ value: 0, low: 0, high: 0, better: 0.5 })
  })
})

describe('[FT7] calibration', () => {
  /** Sums, and outcomes drawn by a chance that follows from them. */
  function drawn(count: number, chance: (sum: number) => number) {
    const random = seeded(3)
    const sums = Float64Array.from({ length: count }, () => 6 * random() - 3)
    return { sums, won: Uint8Array.from(sums, (s) => (random() < chance(s) ? 1 : 0)) }
  }
  const EVEN = [-3, -2, -1, 0, 1, 2, 3]

  it('finds the chances that the outcomes were drawn by', () => {
    const chance = (s: number) => 1 / (1 + Math.exp(-(0.5 * s - 1)))
    const { sums, won } = drawn(4000, chance)
    const curve = platt(sums, won)
    for (const s of EVEN) expect(Math.abs(calibrated(curve, s) - chance(s))).toBeLessThan(0.04)
  })

  it("is an isotonic curve where the chances are no logistic one, and Platt's where there are too few rows to say", () => {
    const chance = (s: number) => (s < -1 ? 0.05 : s < 1.5 ? 0.35 : 0.5)
    const { sums, won } = drawn(4000, chance)
    const { calibration } = calibrate(sums, won, 1)
    expect(calibration.curve).toBeDefined()
    for (const s of [-2.5, -1.5, 0, 1, 2, 2.8])
      expect(Math.abs(calibrated(calibration, s) - chance(s))).toBeLessThan(0.06)
    const few = drawn(120, (s) => 1 / (1 + Math.exp(-s)))
    expect(calibrate(few.sums, few.won, 1).calibration.curve).toBeUndefined()
  })

  it('keeps the order of the sums, and says neither never nor always', () => {
    const rows = fc.array(fc.record({ sum: fc.integer({ min: -40, max: 40 }), won: fc.boolean() }), {
      minLength: 20,
      maxLength: 60,
    })
    fc.assert(
      fc.property(rows, (list) => {
        const sums = Float64Array.from(list, (r) => r.sum / 10)
        const curve = isotonic(
          sums,
          Uint8Array.from(list, (r) => Number(r.won)),
        )
        const calibration = { slope: 1, shift: 0, curve }
        for (let s = -5; s <= 5; s += 0.1) {
          const p = calibrated(calibration, s)
          expect(p).toBeGreaterThan(0)
          expect(p).toBeLessThan(1)
          expect(calibrated(calibration, s + 0.1)).toBeGreaterThan(p)
        }
        const mean = list.reduce((x, r) => x + Number(r.won), 0) / list.length
        for (const rate of [curve.rate[0]! - mean, mean - curve.rate.at(-1)!])
          expect(rate).toBeLessThanOrEqual(1e-9)
      }),
      { numRuns: 50 },
    )
  })
})

describe('[FT5] what only rises', () => {
  it('pools what breaks the order, and keeps the mean', () => {
    const list = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(list, (values) => {
        const flat = monotone(Float64Array.from(values), new Float64Array(values.length).fill(1))
        for (let i = 1; i < flat.length; i++) expect(flat[i]!).toBeGreaterThanOrEqual(flat[i - 1]!)
        expect(flat.reduce((s, x) => s + x, 0)).toBeCloseTo(
          values.reduce((s, x) => s + x, 0),
          9,
        )
      }),
    )
  })
})
