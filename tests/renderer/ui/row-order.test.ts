import { describe, expect, it } from 'vitest'
import { matcher } from '../../../renderer/flow/find-leads.ts'
import { finish, STEP } from '../../../renderer/flow/lists/steps.ts'
import { LOCALE } from '../../../renderer/ui/format/time.ts'
import { RowFilter } from '../../../renderer/ui/parts/row-filter.ts'
import { RowOrder } from '../../../renderer/ui/parts/row-order.ts'
import { unaccented } from '../../../shared/lead/intake/text.ts'
import fc from '../../setup/fc.ts'

const text = fc.oneof(
  fc.string({ maxLength: 20 }),
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.constantFrom('2026-11-22T09:00:00.000Z', '2026-11-22T09:00:00.001Z', 'Theodore A.', 'Theodore B.'),
)
const column = (descending: boolean) => ({ id: 'v', descending, value: (r: { v: string | number }) => r.v })

describe('[RD16] the order of a long table', () => {
  it('[RD16] is that in which people here put texts, equal rows in the order they came in, learned ahead or not', () => {
    const { compare } = new Intl.Collator(LOCALE, { sensitivity: 'base' })
    const alike = fc.string({ unit: fc.constantFrom('a', 'b', 'ü'), minLength: 20, maxLength: 24 })
    const keys = fc.oneof(
      fc.array(text),
      fc.array(fc.constantFrom('漢字', '漢', '字', 'か', '𠮷', 'é'), { minLength: 40 }),
      fc.array(alike, { minLength: 40, size: '+1' }),
      fc.array(fc.integer({ max: 3 })),
      fc.array(fc.double({ noNaN: true })),
    )
    fc.assert(
      fc.property(
        keys,
        fc.boolean(),
        fc.nat({ max: 12 }),
        fc.nat({ max: 40 }),
        (list, descending, steps, some) => {
          const sign = descending ? -1 : 1
          const rows = (list as (string | number)[]).map((v) => ({ v }))
          const order = new RowOrder<{ v: string | number }>()
          // Given up on the way, for other rows, and begun again.
          const learning = order.learn(rows.slice(some), [column(descending)])
          for (let i = 0; i < steps; i++) learning.next()
          const again = order.learn(rows, [column(descending)])
          again.next()
          const sorted = rows.toSorted(
            (a, b) => sign * (typeof a.v === 'number' ? a.v - Number(b.v) : compare(a.v, String(b.v))),
          )
          expect(finish(order.steps(rows, column(descending)))).toEqual(sorted)
          while (!learning.next().done) again.next()
          expect(finish(order.steps([...rows], column(!descending)))).toEqual(
            finish(new RowOrder<{ v: string | number }>().steps(rows, column(!descending))),
          )
        },
      ),
      { numRuns: 500 },
    )
  })

  it('[RD30] rows that all changed are put in order in steps, given up or not', () => {
    const made = () => Array.from({ length: 5000 }, (_, i) => ({ v: (i * 7919) % 4999 }))
    const order = new RowOrder<{ v: number }>()
    let looked = 0
    const by = {
      id: 'v',
      descending: false,
      value({ v }: { v: number }) {
        looked++
        return v
      },
    }
    finish(order.steps(made(), by))
    const given = order.steps(made(), by)
    for (let i = 0; i < 20; i++) given.next()
    const rows = made()
    const learning = order.learn(rows, [by])
    const work = order.steps(rows, by)
    let step = work.next()
    for (looked = 0; !step.done; step = work.next(), learning.next()) {
      expect(looked).toBeLessThanOrEqual(2 * STEP)
      looked = 0
    }
    expect(step.value).toEqual(rows.toSorted((a, b) => a.v - b.v))
    expect(step.value[0], 'of the rows as they are').toBe(rows.find(({ v }) => v === 0))
  })

  it('[RD16] leaves case and accents aside', () => {
    const rows = ['Zoë', 'émile', 'Eva', 'Äpfel', 'apfel', 'Emil'].map((v) => ({ v }))
    const sorted = finish(new RowOrder<{ v: string }>().steps(rows, column(false)))
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
    expect(finish(order.steps(rows, by({ a: 'Ana', b: 'Ben' })))).toEqual(rows)
    expect(finish(order.steps(rows, by({ a: 'Zoe', b: 'Ben' })))).toEqual([rows[1], rows[0]])
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
            const sorted = finish(order.steps(rows, column(descending)))
            expect(new Set(sorted)).toEqual(new Set(rows))
            const values = sorted.map((r) => r.v)
            expect(values).toEqual(values.toSorted((a, b) => (descending ? b - a : a - b)))
            expect(finish(order.steps(rows, column(descending)))).toBe(sorted)
          }
        },
      ),
    )
  })

  it('[DK6] the filter lets the same through when a letter is added as when all is looked at again', () => {
    const word = fc.string({
      unit: fc.constantFrom('a', 'b', 'é', ' ', '@', '1', '0', '+', '漢'),
      maxLength: 6,
    })
    const rows = fc.array(
      fc.tuple(word, word, word).map((lines) => ({ search: unaccented(lines.join('\n')) })),
    )
    fc.assert(
      fc.property(rows, fc.array(word), (list, typed) => {
        const filter = new RowFilter<{ search: string }>()
        for (const whole of typed)
          for (let end = 1; end <= whole.length; end++) {
            const query = matcher(whole.slice(0, end))
            const left = filter.filtered(list, whole.slice(0, end), (row) => row.search)
            expect(left).toEqual(query ? list.filter((row) => query.meant(row.search)) : list)
          }
      }),
      // The third digit makes digits of what was a word.
      { examples: [[[{ search: 'ann\n\n\n4940101\n' }], ['101']]] },
    )
  })
})
