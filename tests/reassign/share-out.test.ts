import { describe, expect, it } from 'vitest'
import type { Chosen } from '../../central/reassign/choose.ts'
import { shareOut, type Taker } from '../../central/reassign/share-out.ts'
import fc from '../setup/fc.ts'

const OWNERS = ['ana', 'ben', 'chloe', 'elsewhere', null]
const CAMPAIGNS = ['spring', 'autumn']
const lead = fc.record({ owner: fc.constantFrom(...OWNERS), campaign: fc.constantFrom(...CAMPAIGNS) })
const leads = fc.array(lead, { maxLength: 60 }).map((list) =>
  list.map(
    (said, i): Chosen => ({
      ...said,
      id: String(i),
      version: 1,
      due: null,
      onCall: false,
      promised: false,
    }),
  ),
)
const taker = (id: string) =>
  fc.record({
    id: fc.constant(id),
    campaigns: fc.option(fc.subarray(CAMPAIGNS).map((list) => new Set(list))),
    load: fc.nat(20),
    capacity: fc.option(fc.nat(30)),
  })
const takers = fc.tuple(taker('ana'), taker('ben'), taker('chloe'))

/** Who has what of the leads in the end; what stays with somebody named counts as theirs. */
function heldBy(list: readonly Chosen[], who: readonly Taker[]): Map<string, Chosen[]> {
  const shares = shareOut(list, who)
  const held = new Map<string, Chosen[]>(who.map((t) => [t.id!, []]))
  for (const one of list) {
    const share = shares.get(one.id)!
    const owner = 'to' in share ? share.to : share.why === 'already' ? one.owner : null
    if (owner !== null) held.get(owner)!.push(one)
  }
  return held
}

describe('[AS20] who gets which', () => {
  it('nobody gets more than their room, nor what their team does not work; every lead has an answer', () => {
    fc.assert(
      fc.property(leads, takers, (list, who) => {
        expect(shareOut(list, who).size).toBe(list.length)
        const held = heldBy(list, who)
        for (const { id, capacity, load, campaigns } of who) {
          const got = held.get(id!)!
          if (capacity !== null && got.length > 0) expect(load + got.length).toBeLessThanOrEqual(capacity)
          for (const { campaign } of got) expect(campaigns === null || campaigns.has(campaign)).toBe(true)
        }
      }),
    )
  })

  it('evenly: no two are more than one apart, nothing is left, and nobody both gives and gets', () => {
    fc.assert(
      fc.property(leads, (list) => {
        const who = ['ana', 'ben', 'chloe'].map((id) => ({ id, campaigns: null, load: 0, capacity: null }))
        const sizes = [...heldBy(list, who).values()].map((l) => l.length)
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1)
        expect(sizes.reduce((a, b) => a + b, 0)).toBe(list.length)
        for (const campaign of CAMPAIGNS) {
          const shares = shareOut(
            list.filter((l) => l.campaign === campaign),
            who,
          )
          const to = new Set([...shares.values()].flatMap((s) => ('to' in s ? [s.to] : [])))
          const from = list.filter((l) => l.campaign === campaign && 'to' in (shares.get(l.id) ?? {}))
          expect(from.filter((l) => to.has(l.owner))).toEqual([])
        }
      }),
    )
  })

  it('what there is no room for is the least urgent', () => {
    const list = Array.from({ length: 5 }, (_, i): Chosen => {
      const rest = { campaign: 'spring', version: 1, due: null, onCall: false, promised: false }
      return { ...rest, id: String(i), owner: null }
    })
    const shares = shareOut(list, [{ id: 'ana', campaigns: null, load: 7, capacity: 10 }])
    expect([...shares.values()]).toEqual([
      ...Array(3).fill({ to: 'ana' }),
      ...Array(2).fill({ why: 'noRoom' }),
    ])
  })
})
