import { describe, expect, it } from 'vitest'
import { List, PIECE } from '../../../renderer/db/memory/list.ts'
import { differenceOf } from '../../../renderer/flow/lists/difference.ts'
import { KeptCounts } from '../../../renderer/flow/lists/kept-counts.ts'
import { KeptFilter } from '../../../renderer/flow/lists/kept-filter.ts'
import { KeptPlace, placeOf } from '../../../renderer/flow/lists/kept-place.ts'
import { type Look, NEVER } from '../../../renderer/flow/lists/look.ts'
import { sort } from '../../../renderer/flow/lists/sort.ts'
import { begin, finish, inTurns, STEP, type Steps } from '../../../renderer/flow/lists/steps.ts'
import fc from '../../setup/fc.ts'

type Numbered = { key: number; i: number }

const MANY = 20_000
const later = () => new Promise((resolve) => setTimeout(resolve))
/** The same ones each time, in no order, with as many equal ones. */
const mixed = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ key: (i * 7919) % (count / 2), i }))

/** In pieces of up to three. */
const cut = <T>(items: readonly T[]): List<T> =>
  new List(Array.from({ length: Math.ceil(items.length / 3) }, (_, n) => items.slice(3 * n, 3 * n + 3)))

function spliced<T>(list: List<T>, at: number, out: number, come: readonly T[]): List<T> {
  let next = list
  for (let i = 0; i < out && at < next.length; i++) next = next.without(at)
  for (const item of come.toReversed()) next = next.inserted(at, item)
  return next
}

function* counting(to: number, seen: (n: number) => void = () => undefined): Steps<number> {
  for (let n = 0; n < to; n++) {
    seen(n)
    yield
  }
  return to
}

describe('[RD30] work over all leads is done in steps', () => {
  it('[RD30] sorted in steps is sorted, equal ones as they came', () => {
    const byKey = (a: { key: number }, b: { key: number }) => a.key - b.key
    const items = mixed(MANY)
    expect(begin(sort(items, byKey)).done, 'not in one go').toBe(false)
    expect(finish(sort(items, byKey))).toEqual(items.toSorted(byKey))
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 9 }), { maxLength: 40 }), (keys) => {
        const few = keys.map((key, i) => ({ key, i }))
        expect(finish(sort(few, byKey))).toEqual(few.toSorted(byKey))
      }),
    )
  })

  it('[RD30] filtered and counted in steps are all that fit', () => {
    const items = mixed(MANY)
    const even = ({ i }: Numbered) => i % 2 === 0
    const low = ({ key }: Numbered) => key < 10
    const list = List.of(items)
    const kept = () => new KeptFilter({ passes: low })
    expect(begin(kept().steps(list)).done, 'not in one go').toBe(false)
    expect(kept().of(list).toArray()).toEqual(items.filter(low))
    expect(finish(kept().steps(list, '', 3)).toArray()).toEqual(items.filter((x, i) => i === 3 || low(x)))
    const many = Array.from({ length: 40 }, (_, n) => (n === 39 ? low : even))
    const counts = new KeptCounts(many.map((passes) => ({ passes })))
    expect(finish(counts.of(list))).toEqual(many.map((test) => items.filter(test).length))
  })

  it('[RD30] of many of which one came, went, changed or moved, only those beside it are looked at', () => {
    const items = mixed(MANY)
    const all = List.of(items)
    const rest = all.without(7000)
    const other = { ...items[7000]! }
    const changed = rest.inserted(7000, other)
    const moved = rest.inserted(15_000, items[7000]!)
    let looked = 0
    const kept = new KeptFilter<Numbered>({
      passes({ i }) {
        looked++
        return i % 2 === 0
      },
    })
    kept.of(all)
    for (const list of [rest, all, changed, all, moved, all]) {
      looked = 0
      expect(kept.of(list).toArray()).toEqual(list.toArray().filter(({ i }) => i % 2 === 0))
      expect(looked).toBeLessThan(3 * PIECE)
    }
    expect(finish(differenceOf(all, rest))).toEqual({ left: new Set([items[7000]]), came: [] })
    expect(finish(differenceOf(all, moved))).toEqual({ left: new Set(), came: [] })
    expect(finish(differenceOf(all, changed))).toEqual({ left: new Set([items[7000]]), came: [other] })
  })

  it('[RD30] what makes one list of another is what each has alone', () => {
    const list = fc.uniqueArray(fc.nat({ max: 60 }), { maxLength: 40 })
    fc.assert(
      fc.property(list, list, (before, after) => {
        const { left, came } = finish(differenceOf(cut(before), cut(after)))
        expect([...left]).toEqual(before.filter((n) => !after.includes(n)))
        expect(came).toEqual(after.filter((n) => !before.includes(n)))
      }),
    )
  })

  it('[RD30] where all changed, as when the day does, what came and what left is told in as many steps', () => {
    const items = mixed(MANY)
    const after = items.map((item) => ({ ...item }))
    const work = differenceOf(List.of(items), List.of(after))
    let steps = 0
    for (let next = work.next(); !next.done; next = work.next()) steps++
    expect(steps).toBeGreaterThan((1.5 * MANY) / STEP)
    expect(finish(differenceOf(List.of(items), List.of(after)))).toEqual({
      left: new Set(items),
      came: after,
    })
  })

  it('[RD30] short work is done at once, long work between other work, and not at all once it is given up', async () => {
    const told: number[] = []
    inTurns(counting(5), (value) => told.push(value))
    expect(told, 'at once').toEqual([5])
    inTurns(counting(3000), (value) => told.push(value))
    expect(told).toEqual([5])
    await expect.poll(() => told).toEqual([5, 3000])
    let reached = 0
    const giveUp = inTurns(
      counting(Number.POSITIVE_INFINITY, (n) => {
        reached = n
      }),
      (value) => told.push(value),
    )
    await later()
    giveUp()
    await later()
    const then = reached
    await later()
    expect(reached, 'nobody works on it any more').toBe(then)
    expect(told).toEqual([5, 3000])
  })

  it('[RD30] a list that is kept filtered is the one filtered from scratch, and the same list while nothing in it moved', () => {
    const item = fc.record({ fits: fc.boolean() })
    fc.assert(
      fc.property(
        fc.array(item, { minLength: 1 }),
        fc.array(
          fc.record({ at: fc.nat(), come: fc.array(item, { maxLength: 2 }), out: fc.nat({ max: 2 }) }),
        ),
        (first, changes) => {
          const kept = new KeptFilter<{ fits: boolean }>({ passes: (one) => one.fits })
          let items = cut(first)
          let left = kept.of(items)
          for (const { at, come, out } of changes) {
            items = spliced(items, at % (items.length + 1), out, come)
            const before = left.toArray()
            const last = left
            left = kept.of(items)
            const now = left.toArray()
            expect(now).toEqual(items.toArray().filter((one) => one.fits))
            expect(left === last).toBe(
              now.length === before.length && now.every((one, i) => one === before[i]),
            )
          }
        },
      ),
    )
  })

  it('[RD33] a list that shares its pieces with the one before is what an array would be', () => {
    const change = fc.record({ at: fc.nat(), put: fc.option(fc.nat()) })
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 20 }), fc.array(change), (first, changes) => {
        let [list, array] = [cut(first), first]
        for (const { at, put } of changes) {
          if (put === null && array.length === 0) continue
          const place = at % (array.length + (put === null ? 0 : 1))
          const before = list
          list = put === null ? list.without(place) : list.inserted(place, put)
          const was = array
          array = put === null ? array.toSpliced(place, 1) : array.toSpliced(place, 0, put)
          expect(list.toArray()).toEqual(array)
          expect(before.toArray(), 'the one before stays').toEqual(was)
          expect([...list]).toEqual(array)
          expect(list).toHaveLength(array.length)
          expect(array.map((_, i) => list.at(i))).toEqual(array)
          expect([list.at(-1), list.at(array.length)]).toEqual([undefined, undefined])
          expect(list.slice(at % 7, place + 1)).toEqual(array.slice(at % 7, place + 1))
          expect(list.indexOf(at)).toBe(array.indexOf(at))
          expect(list.findIndex((n) => n > at)).toBe(array.findIndex((n) => n > at))
          expect(list.find((n) => n % 3 === 0, place)).toBe(array.slice(place).find((n) => n % 3 === 0))
        }
        expect(list.pieces.every((piece) => piece.length > 0)).toBe(true)
      }),
    )
  })

  it('[RD33] pieces stay short, and all but those of a change are shared', () => {
    let list = List.of(mixed(MANY))
    for (let i = 0; i < 2000; i++) list = list.inserted(5000, { key: 0, i })
    expect(Math.max(...list.pieces.map((piece) => piece.length))).toBeLessThanOrEqual(PIECE)
    const next = list.without(3000)
    expect(next.pieces.filter((piece) => !list.pieces.includes(piece))).toHaveLength(1)
  })

  it('[RD33] what is kept follows the clock, forwards and back, and looks again only at pieces that may have changed', () => {
    const instant = (minute: number) => `2026-11-24T10:${String(minute).padStart(2, '0')}`
    const minute = fc.nat({ max: 30 })
    fc.assert(
      fc.property(fc.array(minute, { maxLength: 30 }), fc.array(minute), (dues, moments) => {
        const items = dues.map((due) => ({ due: instant(due) }))
        const list = cut(items)
        let looked = 0
        const look: Look<{ due: string }> = {
          passes({ due }, at) {
            looked++
            return due < at
          },
          until: ({ due }, at) => (due >= at ? due : NEVER),
        }
        const [kept, counts] = [new KeptFilter(look), new KeptCounts([look])]
        for (const at of moments.map(instant)) {
          const late = items.filter(({ due }) => due < at)
          expect(kept.of(list, at).toArray()).toEqual(late)
          expect(finish(counts.of(list, at))).toEqual([late.length])
        }
        const last = instant(31)
        kept.of(list, last)
        looked = 0
        kept.of(list, instant(59))
        expect(looked, 'nothing is still to come').toBe(0)
      }),
    )
  })

  it('[RD33] where an item is, is kept while others come and go, it changes, moves, goes and comes back', () => {
    const id = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f')
    const step = fc.record({ id, at: fc.option(fc.nat()), asked: id, current: fc.boolean() })
    fc.assert(
      fc.property(fc.uniqueArray(id), fc.array(step), (first, steps) => {
        let list = cut(first.map((name) => ({ id: name })))
        const kept = new KeptPlace<{ id: string }>()
        for (const { id, at, asked, current } of steps) {
          const place = list.findIndex((one) => one.id === id)
          if (place >= 0) list = list.without(place)
          if (at !== null) list = list.inserted(at % (list.length + 1), { id })
          const there = list.findIndex((one) => one.id === asked)
          const item = (current && list.at(there)) || { id: asked }
          expect(kept.of(list, item)).toBe(there)
          expect(placeOf(item, list)).toBe(there)
        }
        expect(kept.of(list, undefined)).toBe(-1)
      }),
    )
  })
})
