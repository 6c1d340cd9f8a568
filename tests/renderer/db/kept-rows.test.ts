import { expect, it } from 'vitest'
import { KeptRows } from '../../../renderer/db/kept-rows.ts'
import type { LeadRow } from '../../../renderer/db/views.ts'
import fc from '../../setup/fc.ts'

const DAY = 1000
const id = fc.constantFrom('a', 'b', 'c', 'd', 'e')
const step = fc.oneof(
  fc.record({ set: id, from: fc.nat({ max: 2 }), days: fc.integer({ min: 1, max: 2 }) }),
  fc.record({ drop: id }),
)

it('[RD30] rows that come, change and go are the ones of a map, and known to hold or not at any time', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(step, fc.nat({ max: 5 })), { maxLength: 40 }), (steps) => {
      const kept = new KeptRows()
      const rows = new Map<string, { row: LeadRow; from: number; until: number }>()
      for (const [each, day] of steps) {
        if ('drop' in each) {
          rows.delete(each.drop)
          kept.delete(each.drop)
        } else {
          const row = { id: each.set } as LeadRow
          const span = { from: each.from * DAY, until: (each.from + each.days) * DAY }
          rows.set(each.set, { row, ...span })
          kept.set(each.set, row, span)
        }
        expect(kept.size).toBe(rows.size)
        expect(kept.list()).toHaveLength(rows.size)
        expect(new Set(kept.list())).toEqual(new Set([...rows.values()].map((r) => r.row)))
        expect(kept.list()).toBe(kept.list())
        for (const name of 'abcde') expect(kept.get(name)).toBe(rows.get(name)?.row)
        const now = day * DAY
        const outdated = [...rows].filter(([, r]) => now < r.from || now >= r.until).map(([name]) => name)
        expect(kept.outdated(now).sort()).toEqual(outdated.sort())
      }
    }),
  )
})

it('[RD30] a row that changed stays at its place', () => {
  const kept = new KeptRows()
  const span = { from: 0, until: DAY }
  for (const name of 'abc') kept.set(name, { id: name } as LeadRow, span)
  const before = kept.array()
  kept.set('b', { id: 'b', attempts: 1 } as LeadRow, span)
  expect(kept.array().map((r) => r.id)).toEqual(['a', 'b', 'c'])
  expect(before[1]?.attempts).toBeUndefined()
})
