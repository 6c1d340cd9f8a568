import { describe, expect, it } from 'vitest'
import { differenceOf } from '../../../renderer/flow/lists/difference.ts'
import { KeptCounts } from '../../../renderer/flow/lists/kept-counts.ts'
import { KeptFilter } from '../../../renderer/flow/lists/kept-filter.ts'
import { sort } from '../../../renderer/flow/lists/sort.ts'
import { begin, finish, inTurns, type Steps } from '../../../renderer/flow/lists/steps.ts'
import fc from '../../setup/fc.ts'

type Numbered = { key: number; i: number }

const MANY = 20_000
const later = () => new Promise((resolve) => setTimeout(resolve))
/** The same ones each time, in no order, with as many equal ones. */
const mixed = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ key: (i * 7919) % (count / 2), i }))

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
    expect(begin(new KeptFilter(low).steps(items)).done, 'not in one go').toBe(false)
    expect(finish(new KeptFilter(low).steps(items))).toEqual(items.filter(low))
    expect(finish(new KeptFilter(low).steps(items, 3))).toEqual(items.filter((x, i) => i === 3 || low(x)))
    const many = Array.from({ length: 40 }, (_, n) => (n === 39 ? low : even))
    expect(finish(new KeptCounts(many).of(items))).toEqual(many.map((test) => items.filter(test).length))
  })

  it('[RD30] of many of which one came, went, changed or moved, only that one is looked at', () => {
    const items = mixed(MANY)
    const rest = items.toSpliced(7000, 1)
    const changed = items.with(7000, { ...items[7000]! })
    const moved = rest.toSpliced(15_000, 0, items[7000]!)
    let looked = 0
    const kept = new KeptFilter(({ i }: { i: number }) => {
      looked++
      return i % 2 === 0
    })
    kept.of(items)
    for (const list of [rest, items, changed, items, moved, items]) {
      looked = 0
      expect(kept.of(list)).toEqual(list.filter(({ i }) => i % 2 === 0))
      expect(looked).toBeLessThan(2)
    }
    expect(differenceOf(items, rest)).toEqual({ left: new Set([items[7000]]), came: [] })
    expect(differenceOf(items, moved)).toEqual({ left: new Set(), came: [] })
    expect(differenceOf(items, changed)).toEqual({ left: new Set([items[7000]]), came: [changed[7000]] })
  })

  it('[RD30] what makes one list of another is what each has alone', () => {
    const list = fc.uniqueArray(fc.nat({ max: 60 }), { maxLength: 40 })
    fc.assert(
      fc.property(list, list, (before, after) => {
        const { left, came } = differenceOf(before, after)
        expect([...left]).toEqual(before.filter((n) => !after.includes(n)))
        expect(came).toEqual(after.filter((n) => !before.includes(n)))
      }),
    )
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

  it('[RD30] a list that is kept filtered is the one filtered from scratch, and the same array while nothing in it moved', () => {
    const item = fc.record({ fits: fc.boolean() })
    fc.assert(
      fc.property(
        fc.array(item, { minLength: 1 }),
        fc.array(
          fc.record({ at: fc.nat(), come: fc.array(item, { maxLength: 2 }), out: fc.nat({ max: 2 }) }),
        ),
        (first, changes) => {
          const kept = new KeptFilter<{ fits: boolean }>((one) => one.fits)
          let items = first
          let left = kept.of(items)
          for (const { at, come, out } of changes) {
            items = items.toSpliced(at % (items.length + 1), out, ...come)
            const before = left
            left = kept.of(items)
            expect(left).toEqual(items.filter((one) => one.fits))
            const isSame = left.length === before.length && left.every((one, i) => one === before[i])
            expect(left === before).toBe(isSame)
          }
        },
      ),
    )
  })
})
