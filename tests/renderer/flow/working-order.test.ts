import { describe, expect, it } from 'vitest'
import { List } from '../../../renderer/db/memory/list.ts'
import type { LeadRow } from '../../../renderer/db/views.ts'
import { finish, STEP } from '../../../renderer/flow/lists/steps.ts'
import { WorkingOrder } from '../../../renderer/flow/working-order.ts'
import fc from '../../setup/fc.ts'
import { NOON } from './at-desk.ts'

const SECOND = 1000
/** Within a day or so of noon; every other one to the second only, as others write it. */
const instant = fc
  .tuple(fc.integer({ min: -30_000, max: 60_000 }), fc.boolean())
  .map(([seconds, short]) =>
    new Date(NOON + seconds * SECOND).toISOString().replace(short ? '.000Z' : '', short ? 'Z' : ''),
  )
const openings = fc
  .uniqueArray(instant, { maxLength: 6 })
  .map((list) => list.sort())
  .map((list) => list.flatMap((from, i) => (i % 2 === 0 && list[i + 1] ? { from, to: list[i + 1]! } : [])))
const work = fc.record({
  do: fc.constantFrom('call', 'call', 'callback', 'wrapUp', 'close'),
  deadline: fc.boolean(),
  due: instant,
})
const lead = fc
  .record({
    id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
    owner: fc.constantFrom('me', 'me', 'me', 'ben'),
    stage: fc.constantFrom('open', 'open', 'open', 'handedOff'),
    phone: fc.constantFrom('+17575550142', '+17575550142', ''),
    contact: fc.option(openings.map((list) => ({ openings: list }))),
    capturedAt: fc.constantFrom('2026-11-01T00:00:00.000Z', '2026-11-02T00:00:00.000Z'),
    work,
  })
  .map((row) => ({ ...row, due: row.work.due }) as LeadRow)
/** Leads come, change and go, by their ids; or time goes by, mostly forwards. */
const step = fc.oneof(
  fc.record({ come: fc.array(lead, { maxLength: 3 }), go: fc.subarray(['a', 'b', 'c', 'd', 'e', 'f']) }),
  fc.record({
    wait: fc.oneof(fc.nat({ max: 90 * SECOND }), fc.integer({ min: -9_000_000, max: 30_000_000 })),
  }),
)

describe('[DK4] the working order, kept while leads change and time goes by', () => {
  it('[DK4] is the one made from scratch', () => {
    fc.assert(
      fc.property(fc.array(lead), fc.array(step), (first, steps) => {
        const kept = new WorkingOrder('me')
        const leads = new Map(first.map((row) => [row.id, row]))
        let now = NOON
        for (const each of [{ wait: 0 }, ...steps]) {
          if ('wait' in each) now += each.wait
          else {
            for (const id of each.go) leads.delete(id)
            for (const row of each.come) leads.set(row.id, row)
          }
          const rows = List.of([...leads.values()])
          expect(kept.of(rows, now).toArray()).toEqual(new WorkingOrder('me').of(rows, now).toArray())
          expect(kept.of(List.of(rows.toArray()), now)).toBe(kept.of(rows, now))
        }
      }),
      { numRuns: 300 },
    )
  })

  it('[DK4] [RD30] of many is put together in steps, whatever is given up on the way', () => {
    const many = fc
      .sample(lead, { numRuns: 9000, seed: 4 })
      .map((row, i) => ({ ...row, id: `${row.id}${i}` }))
    const kept = new WorkingOrder('me')
    let rows: LeadRow[] = many.slice(0, 6000)
    for (const [i, now] of [
      NOON,
      NOON + 20 * SECOND,
      NOON + 5 * 3600 * SECOND,
      NOON - 60 * SECOND,
    ].entries()) {
      const list = List.of(rows)
      const work = kept.steps(list, now)
      for (let step = 0; step < 5; step++) expect(work.next().done, 'takes longer').toBe(false)
      const given = kept.steps(list, now + SECOND)
      expect(finish(work).toArray()).toEqual(new WorkingOrder('me').of(list, now).toArray())
      given.return(list)
      expect(kept.of(list, now)).toBe(kept.of(List.of(rows), now))
      rows = [...rows.slice(700 + i), ...many.slice(6000 + i * 600, 6600 + i * 600)]
      rows = rows.map((row, n) => (n % 3 === 0 ? { ...row, due: row.capturedAt } : row))
    }
  })

  it('[RD30] where all changed, as when the day does, few are looked at in a step', () => {
    let looked = 0
    const changed = (rows: readonly LeadRow[]) =>
      rows.map(
        (row) =>
          new Proxy(row, {
            get(target, name: keyof LeadRow) {
              if (name === 'owner') looked++
              return target[name]
            },
          }),
      )
    const rows = fc
      .sample(lead, { numRuns: 6000, seed: 4 })
      .map((row, i) => ({ ...row, id: `${row.id}${i}` }))
    const kept = new WorkingOrder('me')
    kept.of(List.of(changed(rows)), NOON)
    const work = kept.steps(List.of(changed(rows)), NOON)
    let most = 0
    for (let done = false; !done; most = Math.max(most, looked)) {
      looked = 0
      done = work.next().done ?? false
    }
    expect(most).toBeGreaterThan(0)
    expect(most).toBeLessThanOrEqual(STEP)
  })

  it('[DK4] stays the same list while others work and nothing comes due', () => {
    const row = (id: string, owner: string) =>
      ({ id, owner, stage: 'open', phone: '', due: '', contact: null, work: { do: 'wrapUp' } }) as LeadRow
    const order = new WorkingOrder('me')
    const mine = row('a', 'me')
    const queue = order.of(List.of([mine, row('b', 'ben')]), NOON)
    expect(order.of(List.of([mine, row('b', 'ben')]), NOON + 3600 * SECOND)).toBe(queue)
  })

  it('[DK4] moves a lead up when its number opens, which the clock of the screen sees a moment early', () => {
    const opening = (id: string, seconds: number) => {
      const openings = [
        { from: new Date(NOON + seconds * SECOND).toISOString(), to: '2026-12-24T00:00:00.000Z' },
      ]
      const work = { do: 'call', deadline: false, due: '' }
      return {
        id,
        owner: 'me',
        stage: 'open',
        phone: '1',
        due: '',
        contact: { openings },
        work,
        capturedAt: id,
      }
    }
    const rows = [opening('b', 30), opening('a', 60), opening('c', 0)] as unknown as LeadRow[]
    const order = new WorkingOrder('me')
    const at = (seconds: number) =>
      order
        .of(List.of(rows), NOON + seconds * SECOND)
        .toArray()
        .map((r) => r.id)
    expect([0, 15, 39, 41].map(at)).toEqual(['cba', 'bca', 'bca', 'abc'].map((ids) => [...ids]))
  })
})
