import { expect, it } from 'vitest'
import type { Chosen } from '../../central/reassign/choose.ts'
import { sharesOf } from '../../central/reassign/shares-of.ts'
import type { Receiving } from '../../central/reassign/takers.ts'
import fc from '../setup/fc.ts'

const lead = (id: string, owner: string | null, campaign: string): Chosen => ({
  ...{ id, owner, campaign, version: 1, due: null, onCall: false, promised: false },
})
const person = (id: string, has: number, capacity: number, campaigns: string[]): Receiving => ({
  ...{ id, has, capacity, campaigns: new Set(campaigns), worksToday: true },
})

it('[AS20] by capacity, what nobody may get takes room where it stays', () => {
  // Both of ana's are of a campaign that she does not work any more, nor anybody else.
  const leads = [lead('a', 'ben', 'spring'), lead('b', 'ana', 'autumn'), lead('c', 'ana', 'autumn')]
  const shares = sharesOf('capacity', [person('ana', 2, 2, ['spring'])], leads)
  expect([...shares].sort()).toEqual([
    ['a', { why: 'noRoom' }],
    ['b', { why: 'team' }],
    ['c', { why: 'team' }],
  ])
})

it('[AS20] by capacity nobody who gets a lead has more than they can have, whatever stays', () => {
  const names = ['ana', 'ben', 'cem']
  const campaigns = ['spring', 'autumn', 'winter']
  const people = fc.tuple(
    ...names.map((name) =>
      fc.record({
        name: fc.constant(name),
        more: fc.nat(3),
        capacity: fc.nat(6),
        campaigns: fc.subarray(campaigns),
      }),
    ),
  )
  const leads = fc.array(
    fc.record({ owner: fc.constantFrom(null, 'zoe', ...names), campaign: fc.constantFrom(...campaigns) }),
    { maxLength: 14 },
  )
  fc.assert(
    fc.property(people, leads, (staff, drawn) => {
      const list = drawn.map((l, i) => lead(`lead-${i}`, l.owner, l.campaign))
      const owned = (name: string) => list.filter((l) => l.owner === name).length
      const takers = staff.map((p) => person(p.name, owned(p.name) + p.more, p.capacity, p.campaigns))
      const shares = sharesOf('capacity', takers, list)
      expect([...shares.keys()].sort()).toEqual(list.map((l) => l.id).sort())
      for (const { id, has, capacity } of takers) {
        const [gets, gives] = [0, 1].map(
          (way) =>
            list.filter((l) => {
              const share = shares.get(l.id)!
              return 'to' in share && (way === 0 ? share.to === id : l.owner === id && share.to !== id)
            }).length,
        )
        if (gets! > 0) expect(has + gets! - gives!).toBeLessThanOrEqual(capacity!)
      }
    }),
  )
})
