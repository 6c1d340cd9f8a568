import { describe, expect, it } from 'vitest'
import { List } from '../../../renderer/db/memory/list.ts'
import type { LeadRow } from '../../../renderer/db/views.ts'
import { backOfQueue } from '../../../renderer/flow/skip.ts'
import {
  firstOpening,
  firstWorkable,
  isWorkable,
  neverWorkable,
  workableFrom,
} from '../../../renderer/flow/workable.ts'
import { WorkingOrder } from '../../../renderer/flow/working-order.ts'
import { nextLead } from '../../../renderer/ui/actions/call-actions.ts'
import { dueText } from '../../../renderer/ui/format/due.ts'
import { iso, NOON } from './at-desk.ts'

const BARRED = 'barred'
/** @param opens minutes after noon between which the number may be dialed; left out: all day */
function row(id: string, part: Partial<LeadRow>, opens: [number, number][] | typeof BARRED = [[-600, 600]]) {
  const barred = opens === BARRED
  return {
    id,
    owner: 'me',
    stage: 'open',
    phone: '+17575550142',
    due: '',
    capturedAt: iso(-9999),
    contact: {
      number: '+17575550142',
      barred: barred ? [{ kind: 'suppressed', text: '', source: '', until: null }] : [],
      openings: barred ? [] : opens.map(([from, to]) => ({ from: iso(from), to: iso(to) })),
      zones: ['America/New_York'],
      recordingNotice: '',
    },
    ...part,
    work: { do: 'call', deadline: true, due: part.due, ...part.work },
  } as LeadRow
}
const callback = { do: 'callback' } as LeadRow['work']
const retry = { do: 'call', deadline: false } as LeadRow['work']

const ROWS = [
  row('opens at 2', { due: iso(-600) }, [[120, 300]]),
  row('late callback, closed until 1', { due: iso(-30), work: callback }, [[60, 300]]),
  row('suppressed', { due: iso(-600) }, BARRED),
  row('no number', { due: iso(-600), phone: '' }),
  row('retry from 3', { due: iso(180), work: retry }),
  row('retry from 3 in the break until 4', { due: iso(180), work: retry }, [
    [-60, 120],
    [240, 300],
  ]),
  row('open, late', { due: iso(-60) }),
  row('open, due', { due: iso(60) }),
  row('wrap up', { work: { do: 'wrapUp', call: 'c' } }, [[120, 300]]),
  row('closed for good', { work: { do: 'close', reason: 'invalid' } }),
]

describe('[CA6] leads that may not be called now', () => {
  const queue = new WorkingOrder('me').of(List.of(ROWS), NOON)

  it('are for later, by when they open; last who can not be called at all; invalid ones are in no queue', () => {
    expect(queue.toArray().map((r) => r.id)).toEqual([
      'wrap up',
      'open, late',
      'open, due',
      'late callback, closed until 1',
      'opens at 2',
      'retry from 3',
      'retry from 3 in the break until 4',
      'no number',
      'suppressed',
    ])
  })

  it('move up when their time comes', () => {
    const at = (minutes: number) =>
      new WorkingOrder('me')
        .of(List.of(ROWS), NOON + minutes * 60_000)
        .toArray()
        .map((r) => r.id)
    expect(at(59).indexOf('late callback, closed until 1')).toBe(3)
    expect(at(60).indexOf('late callback, closed until 1')).toBe(1)
    expect(at(121).indexOf('opens at 2')).toBeLessThan(at(121).indexOf('open, late'))
    expect(at(301).indexOf('opens at 2'), 'closed again').toBeGreaterThan(at(301).indexOf('retry from 3'))
  })

  it('are passed over by what comes next', () => {
    const next = (id: string) =>
      nextLead(
        queue,
        queue.find((r) => r.id === id),
        NOON,
      )
    expect(next('wrap up')).toBe('open, late')
    expect(next('open, due'), 'begins again').toBe('wrap up')
    const closed = List.of(queue.toArray().filter((r) => !isWorkable(r, iso(0))))
    expect(nextLead(closed, undefined, NOON)).toBeNull()
  })

  it('say when they open, where that is later than the work itself', () => {
    const due = (id: string) => dueText(ROWS.find((r) => r.id === id)!, NOON)
    const at = (minutes: number) => Date.parse(iso(minutes))
    expect(due('opens at 2')).toEqual({ kind: 'opens', at: at(120), late: false })
    expect(due('late callback, closed until 1')).toMatchObject({ kind: 'opens', at: at(60) })
    expect(due('retry from 3')).toMatchObject({ kind: 'from', at: at(180) })
    expect(due('retry from 3 in the break until 4')).toMatchObject({ kind: 'opens', at: at(240) })
    expect(due('suppressed')).toMatchObject({ kind: 'barred' })
    expect(due('no number')).toEqual({ kind: 'noNumber', late: false })
    expect(due('open, late')).toMatchObject({ kind: 'pastDue' })
    expect(due('wrap up')).toMatchObject({ kind: 'wrapUp' })
  })

  it('the first opening of a queue is known', () => {
    const closed = List.of(queue.toArray().filter((r) => !isWorkable(r, iso(0))))
    expect(firstOpening(closed, NOON)).toMatchObject({
      row: { id: 'late callback, closed until 1' },
      at: iso(60),
    })
    expect(firstOpening(queue, NOON)).toMatchObject({ at: iso(0) })
    expect(firstOpening(List.of([ROWS[2]!, ROWS[3]!]), NOON)).toBeNull()
    expect(firstWorkable(queue, NOON)?.id).toBe('wrap up')
    expect(firstWorkable(closed, NOON)).toBeNull()
    const never = queue.toArray().filter((r) => workableFrom(r, iso(0)) === null).length
    expect(never).toBeGreaterThan(0)
    expect(
      [queue, closed, List.of(queue.toArray().slice(-never)), new List<LeadRow>([])].map((q) =>
        neverWorkable(q, NOON),
      ),
    ).toEqual([never, never, never, 0])
  })

  it('a number that opens within the next moments of the clock counts as open', () => {
    const soon = row('soon', { due: iso(-60) }, [[0.25, 300]])
    expect(workableFrom(soon, iso(0))).toBe(iso(0))
    expect(workableFrom(row('later', { due: iso(-60) }, [[1, 300]]), iso(0))).toBe(iso(1))
  })
})

describe('[CA8] the back of the queue', () => {
  it('is when the others that may be worked now are worked, in four hours at the latest', () => {
    const rows = new WorkingOrder('me').of(List.of(ROWS), NOON)
    // Three may be worked; one of them is put off itself.
    expect(backOfQueue(rows, 'open, late', NOON)).toBe(NOON + 15 * 60_000)
    const many = Array.from({ length: 200 }, (_, i) => row(`r${i}`, { due: iso(-60) }))
    expect(backOfQueue(many, 'r0', NOON)).toBe(NOON + 240 * 60_000)
  })
})
