import { describe, expect, it } from 'vitest'
import { codeFor } from '../../../shared/policy/fit/additive.ts'
import { binsOf, classFor } from '../../../shared/policy/fit/bins.ts'
import { FIT_OPTIONS, type FitOptions, fitPoints, predict } from '../../../shared/policy/fit/fit.ts'
import { measure } from '../../../shared/policy/fit/measure.ts'
import { knownMean } from '../../../shared/policy/fit/openness.ts'
import { seeded } from '../../../shared/policy/fit/random.ts'
import type { FactColumn, OutcomeTable } from '../../../shared/policy/fit/table.ts'
import { inWholePoints } from '../../../shared/policy/fit/whole.ts'

/** A number that helps, a choice that helps, one that is chance, and one that only those who buy tend to give. */
function table(count: number, seed: number, monotone?: 'up' | 'down'): OutcomeTable {
  const random = seeded(seed)
  const visits: (number | null)[] = []
  const [job, coin, city]: (string | null)[][] = [[], [], []]
  const won = new Uint8Array(count)
  for (let i = 0; i < count; i++) {
    const v = Math.floor(random() * 20)
    const j = ['student', 'worker', 'boss'][Math.floor(random() * 3)]!
    const odds = -1 + 0.15 * (v - 10) + { student: -1, worker: 0, boss: 1 }[j]!
    won[i] = random() < 1 / (1 + Math.exp(-odds)) ? 1 : 0
    visits.push(random() < 0.2 ? null : v)
    job!.push(random() < 0.3 ? null : j)
    coin!.push(random() < 0.5 ? 'heads' : 'tails')
    city!.push(random() < (won[i] ? 0.8 : 0.3) ? 'Ulm' : null)
  }
  const choice = (id: string, values: (string | null)[]): FactColumn => ({ id, kind: 'choice', values })
  const number: FactColumn = {
    id: 'visits',
    kind: 'number',
    values: visits,
    ...(monotone ? { monotone } : {}),
  }
  return { count, won, columns: [number, choice('job', job!), choice('coin', coin!), choice('city', city!)] }
}

function fitted(t: OutcomeTable, options: Partial<FitOptions> = {}) {
  const result = fitPoints(t, options)
  if (!result.ok) throw new Error(result.unless)
  return result.fitted
}

const train = table(3000, 1)
const done = fitted(train)
const pointsOf = (id: string, label: string) => {
  const field = done.model.fields.find((f) => f.bins.id === id)!
  return field.points[field.bins.labels.indexOf(label)]!
}

describe('a fit', () => {
  it('[FT5] finds what drives the outcome, and gives chance next to nothing', () => {
    expect(pointsOf('job', 'boss') - pointsOf('job', 'worker')).toBeGreaterThan(0.4)
    expect(pointsOf('job', 'worker') - pointsOf('job', 'student')).toBeGreaterThan(0.4)
    expect(Math.abs(pointsOf('coin', 'heads') - pointsOf('coin', 'tails'))).toBeLessThan(0.25)
  })

  it('[FT5] gives the same points for the same table', () => {
    expect(fitted(table(3000, 1)).model).toEqual(done.model)
  })

  it('[FT4] an open field adds nothing: who answers counts for no more than was allowed, whatever it told', () => {
    const coded = codeFor(
      done.model.fields.map((f) => f.bins),
      train,
    )
    const ones = new Float64Array(train.count).fill(1)
    const means = done.model.fields.map((f, i) => knownMean(coded[i]!, f.points, ones))
    expect(means.reduce((s, m) => s + Math.abs(m), 0)).toBeLessThanOrEqual(FIT_OPTIONS.openness + 1e-9)
    expect(Math.abs(pointsOf('city', 'Ulm'))).toBeLessThanOrEqual(FIT_OPTIONS.openness + 1e-9)
    const free = fitted(train, { openness: 10 }).model.fields.find((f) => f.bins.id === 'city')!
    expect(free.points[0]!).toBeGreaterThan(0.5)
  })

  it('[FT5] fifty fields that say the same tell what one does', () => {
    const rows = table(1000, 3)
    const [job] = rows.columns.filter((c) => c.id === 'job')
    const copies = (count: number) => ({
      ...rows,
      columns: Array.from({ length: count }, (_, i) => ({ ...job!, id: `job${i}` })),
    })
    const brierOf = (t: OutcomeTable) =>
      measure(predict(fitted(t, { hide: 0, rounds: 30, folds: 2 }), t), t.won).brier
    expect(brierOf(copies(50))).toBeCloseTo(brierOf(copies(1)), 2)
  })

  it('[FT5] keeps a direction that was told', () => {
    for (const way of ['up', 'down'] as const) {
      const { points } = fitted(table(800, 5, way)).model.fields[0]!
      const sign = way === 'up' ? 1 : -1
      for (let c = 1; c < points.length; c++)
        expect(sign * (points[c]! - points[c - 1]!)).toBeGreaterThan(-1e-9)
    }
  })

  it('[FT7] whole points give nearly the same probabilities', () => {
    const whole = inWholePoints(done)
    for (const f of whole.model.fields) for (const p of f.points) expect(Number.isInteger(p)).toBe(true)
    const [exact, rounded] = [predict(done, train), predict(whole, train)]
    const off = Array.from(exact, (p, i) => Math.abs(p - rounded[i]!))
    expect(off.reduce((sum, o) => sum + o, 0) / off.length).toBeLessThan(0.005)
    // A lead at a step of the calibration may fall on its other side.
    expect(off.filter((o) => o >= 0.03).length / off.length).toBeLessThan(0.02)
  })

  it('[FT8] refuses too little, and says how much is needed', () => {
    const result = fitPoints(table(60, 2))
    expect(result).toEqual({
      ok: false,
      unless: expect.stringMatching(/it takes \d+ more won \(there are \d+ of 50\)/),
    })
  })
})

describe('[FT6] classes', () => {
  const options = { maxBins: 4, minRows: 20 }

  it('rare choices share a class; where all of them together are rare, they are open', () => {
    const values = [...Array(50).fill('a'), ...Array(12).fill('b'), ...Array(12).fill('c')] as string[]
    const shared = binsOf({ id: 'x', kind: 'choice', values }, options)
    expect(shared.labels).toEqual(['a', 'other'])
    expect(['a', 'b', 'c', 'd', null].map((v) => classFor(shared, v))).toEqual([0, 1, 1, -1, -1])
    const open = binsOf({ id: 'x', kind: 'choice', values: values.slice(0, 62) }, options)
    expect(classFor(open, 'b')).toBe(-1)
  })

  it('numbers are cut where as many rows lie on either side; an edge belongs below', () => {
    const bins = binsOf(
      { id: 'x', kind: 'number', values: Array.from({ length: 100 }, (_, i) => i + 1) },
      options,
    )
    expect(bins.edges).toEqual([25, 50, 75])
    expect([-5, 25, 25.5, 75, 999, null].map((v) => classFor(bins, v))).toEqual([0, 0, 1, 2, 3, -1])
  })
})
