import { describe, expect, it } from 'vitest'
import { type ListChange, SuppressionBook } from '../../../../renderer/db/memory/suppression-book.ts'
import fc from '../../../setup/fc.ts'

const key = fc.integer({ min: 0, max: 30 })
const change = fc.record({
  list: fc.constantFrom('a', 'b'),
  added: fc.array(key, { maxLength: 12 }),
  removed: fc.array(key, { maxLength: 6 }),
})

function asSets(changes: readonly ListChange[]): Map<string, Set<number>> {
  const lists = new Map([
    ['a', new Set<number>()],
    ['b', new Set<number>()],
  ])
  for (const { list, added, removed } of changes) {
    for (const k of Array.from(removed)) lists.get(list)!.delete(k)
    for (const k of Array.from(added)) lists.get(list)!.add(k)
  }
  return lists
}

describe('[RD10] suppression lists in memory', () => {
  it('[RD10] hold what sets would hold, ascending and each key once', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 12 }), (changes) => {
        const book = new SuppressionBook()
        for (const c of changes) book.apply([c])
        const lists = asSets(changes)
        for (let k = 0; k <= 30; k += 1)
          expect(book.listOf(k)).toBe(lists.get('a')!.has(k) ? 'a' : lists.get('b')!.has(k) ? 'b' : null)
        for (const [list, keys] of book.lists())
          expect([...keys]).toEqual([...lists.get(list)!].sort((x, y) => x - y))
      }),
    )
  })

  it('[RD12] while all is pulled anew the old and the new hold, and afterwards the new', () => {
    fc.assert(
      fc.property(
        fc.array(change, { maxLength: 5 }),
        fc.array(change.map((c) => ({ ...c, removed: [] as number[] }))),
        (before, anew) => {
          const book = new SuppressionBook()
          book.apply(before)
          book.beginPull()
          book.apply(anew)
          const held = (lists: Map<string, Set<number>>, k: number) =>
            [...lists.values()].some((s) => s.has(k))
          for (let k = 0; k <= 30; k += 1)
            expect(book.listOf(k) !== null).toBe(held(asSets(before), k) || held(asSets(anew), k))
          book.endPull()
          for (let k = 0; k <= 30; k += 1) expect(book.listOf(k) !== null).toBe(held(asSets(anew), k))
        },
      ),
    )
  })
})
