import { expect, it } from 'vitest'
import { KeptRows } from '../../../../renderer/db/memory/kept-rows.ts'
import type { LeadRow } from '../../../../renderer/db/views.ts'
import fc from '../../../setup/fc.ts'

const DAY = 1000
const id = fc.constantFrom('a', 'b', 'c', 'd', 'e')
const step = fc.oneof(
  fc.record({ set: id, from: fc.nat({ max: 2 }), days: fc.integer({ min: 1, max: 2 }) }),
  fc.record({ drop: id }),
)

it('[RD30] rows that come, change and go are the ones of a map, and known to hold or not at any time', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(step, fc.nat({ max: 5 })), { maxLength: 40 }), async (steps) => {
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
        expect((await kept.outdated(now)).sort()).toEqual(outdated.sort())
      }
    }),
  )
})

it('[RD30] [RD22] many are looked at between other work, and what is set meanwhile is known', async () => {
  const kept = new KeptRows()
  const set = (name: string, day: number) =>
    kept.set(name, { id: name } as LeadRow, { from: day * DAY, until: (day + 1) * DAY })
  const names = Array.from({ length: 1000 }, (_, i) => `${i}`)
  for (const name of names) set(name, 0)
  const looking = kept.outdated(DAY)
  set('0', 1)
  set('999', 1)
  expect(await looking, 'the last one was not looked at yet').toEqual(names.slice(0, -1))
  expect(await kept.outdated(DAY)).toEqual(names.slice(1, -1))
  expect(await kept.outdated(0)).toEqual(['0', '999'])
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
