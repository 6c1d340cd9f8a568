import { describe, expect, it } from 'vitest'
import { RowOrder } from '../../../renderer/ui/parts/row-order.ts'
import { sortPlaces } from '../../../renderer/ui/parts/sort-places.ts'
import fc from '../../setup/fc.ts'

const text = fc.oneof(
  fc.string({ maxLength: 20 }),
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.constantFrom('2026-11-22T09:00:00.000Z', '2026-11-22T09:00:00.001Z', 'Theodore A.', 'Theodore B.'),
)
const column = (descending: boolean) => ({ id: 'v', descending, value: (r: { v: string | number }) => r.v })

describe('[RD16] the order of a long table', () => {
  it('[RD16] is that of comparing, equal keys in the order they came in', () => {
    const alike = fc.string({ unit: fc.constantFrom('a', 'b', 'ü'), minLength: 20, maxLength: 24 })
    const keys = fc.oneof(
      fc.array(text),
      fc.array(fc.constantFrom('漢字', '漢', '字', 'か', '𠮷', 'é'), { minLength: 40 }),
      fc.array(alike, { minLength: 40, size: '+1' }),
      fc.array(fc.double({ noNaN: true })),
      fc.array(fc.integer({ max: 3 })),
    )
    fc.assert(
      fc.property(keys, fc.boolean(), (list, descending) => {
        const sign = descending ? -1 : 1
        const places = list
          .map((_, i) => i)
          .sort((a, b) => sign * (list[a]! < list[b]! ? -1 : list[a]! > list[b]! ? 1 : 0) || a - b)
        expect([...sortPlaces(list, descending)]).toEqual(places)
      }),
      { numRuns: 500 },
    )
  })

  it('[RD16] leaves case and accents aside', () => {
    const rows = ['Zoë', 'émile', 'Eva', 'Äpfel', 'apfel', 'Emil'].map((v) => ({ v }))
    const sorted = new RowOrder<{ v: string }>().sorted(rows, column(false))
    expect(sorted.map((r) => r.v)).toEqual(['Äpfel', 'apfel', 'Emil', 'émile', 'Eva', 'Zoë'])
  })

  it('[RD16] is made anew when what values look at besides the rows is another', () => {
    const rows = [{ owner: 'a' }, { owner: 'b' }]
    const order = new RowOrder<{ owner: string }>()
    const by = (names: Record<string, string>) => ({
      id: 'owner',
      descending: false,
      value: (r: { owner: string }) => names[r.owner]!,
      besides: names,
    })
    expect(order.sorted(rows, by({ a: 'Ana', b: 'Ben' }))).toEqual(rows)
    expect(order.sorted(rows, by({ a: 'Zoe', b: 'Ben' }))).toEqual([rows[1], rows[0]])
  })

  it('[RD16] follows rows that come, change and go', () => {
    const change = fc.record({ drop: fc.nat(), add: fc.array(fc.nat({ max: 9 }), { maxLength: 3 }) })
    fc.assert(
      fc.property(
        fc.array(fc.nat({ max: 9 })),
        fc.array(change),
        fc.boolean(),
        (first, changes, descending) => {
          const order = new RowOrder<{ v: number }>()
          let rows = first.map((v) => ({ v }))
          for (const { drop, add } of [{ drop: -1, add: [] }, ...changes]) {
            rows = [...rows.filter((_, i) => i !== drop % 20), ...add.map((v) => ({ v }))]
            const sorted = order.sorted(rows, column(descending))
            expect(new Set(sorted)).toEqual(new Set(rows))
            const values = sorted.map((r) => r.v)
            expect(values).toEqual(values.toSorted((a, b) => (descending ? b - a : a - b)))
            expect(order.sorted(rows, column(descending))).toBe(sorted)
          }
        },
      ),
    )
  })
})
