import { describe, expect, it } from 'vitest'
import { suppressionKey } from '../../../../shared/lead/suppression.ts'
import type { SuppressionChange, SuppressionList } from '../../../../shared/sync/protocol.ts'
import { answerDraft, newSnapshot, response } from '../../support/leads.ts'
import { createMachine, type Running } from '../../support/machine.ts'

const NUMBER = '+17575550142'
const OTHER = '+17575550143'
const KEY = suppressionKey('phone', NUMBER)
const ROBINSON: SuppressionList = {
  id: 'robinson',
  name: 'Robinson list',
  source: 'DDV, 2026-11-01',
  importedAt: '2026-11-02T00:00:00.000Z',
}

const change = (
  list: string,
  added: readonly number[],
  removed: readonly number[] = [],
): SuppressionChange => ({
  list,
  added: [...added],
  removed: [...removed],
})
const of = (running: Running, key = KEY) => running.reader.ground('spring').suppressedBy(key)
const barred = (running: Running, id: string) =>
  running.reader.row(id)?.contact?.barred.map((r) => [r.kind, r.source])
const pull = (running: Running, changes: Parameters<typeof response>[0] = {}) =>
  running.port.takeIn([], response(changes))
const listed = (...suppressions: SuppressionChange[]) => ({
  changes: { suppressionLists: [ROBINSON], suppressions },
})

describe('[RD10] suppression lists come by sync and are known offline', () => {
  it('[RD10] entries come and go; a start finds them again', async () => {
    const machine = await createMachine()
    const running = await machine.start()
    await pull(running, listed(change('robinson', [KEY, 5, 9])))
    await pull(running, listed(change('internal', [7]), change('robinson', [6], [5])))
    const expected = [
      [KEY, 'Robinson list'],
      [5, null],
      [6, 'Robinson list'],
      [9, 'Robinson list'],
      [7, 'internal'],
      [8, null],
    ] as const
    for (const [key, list] of expected) expect(of(running, key), String(key)).toBe(list)
    expect(running.reader.suppressionLists()).toEqual([ROBINSON])
    await running.stop()
    const again = await machine.start()
    for (const [key, list] of expected) expect(of(again, key), String(key)).toBe(list)
    expect(again.reader.suppressionLists()).toEqual([ROBINSON])
    await again.stop()
  })

  it('[RD10] at rest they are sealed', async () => {
    const running = await (await createMachine()).start()
    await pull(running, listed(change('robinson', [KEY])))
    const [record] = await running.store.db.suppressions.toArray()
    const keys = new Float64Array(new Uint8Array(record!.sealed).slice(12, 20).buffer)
    expect(keys[0]).not.toBe(KEY)
    await expect(
      running.store.sealer.openBytes('suppressions:1:internal:1:1', record!.sealed),
      'nor can they be swapped to another list',
    ).rejects.toThrow()
    await running.stop()
  })

  it('[RD10] many small rows are written anew in one', async () => {
    const machine = await createMachine()
    const running = await machine.start()
    for (let n = 0; n < 80; n += 1) await pull(running, listed(change('internal', [n], [n - 40])))
    expect(await running.store.db.suppressions.count()).toBe(80)
    await running.port.tidy()
    expect(await running.store.db.suppressions.count()).toBe(1)
    await pull(running, listed(change('internal', [KEY])))
    await running.stop()
    const again = await machine.start()
    expect([39, 40, 79, KEY].map((key) => of(again, key))).toEqual([null, 'internal', 'internal', 'internal'])
    await again.stop()
  })
})

describe('[RD11] rows of mine follow the lists', () => {
  it('[RD11] a number that comes to a list is barred, and free again when it leaves', async () => {
    const machine = await createMachine()
    const running = await machine.start()
    const [mine, theirs, free] = [
      newSnapshot(machine.person.id),
      newSnapshot('ben'),
      newSnapshot(machine.person.id, { phone: OTHER }),
    ]
    await pull(running, { changes: { leads: [mine, theirs, free] } })
    const id = mine.lead.id
    expect(barred(running, id)).toEqual([])
    const untouched = running.reader.row(free.lead.id)
    await pull(running, listed(change('robinson', [KEY])))
    expect(barred(running, id)).toEqual([['suppressed', 'Robinson list']])
    expect(running.reader.row(theirs.lead.id)?.contact).toBeNull()
    expect(running.reader.row(free.lead.id), 'others are not made anew').toBe(untouched)
    await pull(running, { changes: { suppressionLists: [{ ...ROBINSON, name: 'Robinson 2' }] } })
    expect(barred(running, id)).toEqual([['suppressed', 'Robinson 2']])
    await pull(running, listed(change('robinson', [], [KEY])))
    expect(barred(running, id)).toEqual([])
    await running.stop()
  })

  it('[RD11] the number that may be dialed first is the row’s', async () => {
    const machine = await createMachine()
    const running = await machine.start()
    const lead = newSnapshot(machine.person.id, { mobile: OTHER })
    await pull(running, { changes: { leads: [lead] } })
    expect(running.reader.row(lead.lead.id)).toMatchObject({ phone: NUMBER, contact: { number: NUMBER } })
    await pull(running, listed(change('robinson', [KEY])))
    expect(running.reader.row(lead.lead.id)).toMatchObject({ phone: OTHER, contact: { number: OTHER } })
    await running.stop()
  })

  it('[RD11] a row that was given to somebody else says nothing of calling', async () => {
    const machine = await createMachine()
    const running = await machine.start()
    const lead = newSnapshot(machine.person.id)
    await pull(running, { changes: { leads: [lead] } })
    expect(running.reader.row(lead.lead.id)?.contact).not.toBeNull()
    await pull(running, { changes: { leads: [{ ...lead, owner: 'ben', version: 2 }] } })
    expect(running.reader.row(lead.lead.id)).toMatchObject({ phone: NUMBER, contact: null })
    await running.stop()
  })
})

describe('[RD12] a full pull brings the lists anew, and nobody on one can be dialed meanwhile', () => {
  it('[RD12] what it has not met goes at its end, across a start', async () => {
    const machine = await createMachine()
    const first = await machine.start()
    const lead = newSnapshot(machine.person.id)
    await pull(first, {
      changes: { leads: [lead], ...listed(change('robinson', [KEY, 5]), change('internal', [7])).changes },
    })
    await pull(first, { epoch: 'second' })
    expect(of(first)).toBe('Robinson list')
    const anew = { epoch: 'second', more: true }
    await pull(first, { ...anew, cursor: '3', ...listed(change('robinson', [5])) })
    expect(of(first), 'not met yet').toBe('Robinson list')
    await first.stop()
    const running = await machine.start()
    expect([of(running), of(running, 7)]).toEqual(['Robinson list', 'internal'])
    await running.port.tidy()
    await pull(running, {
      epoch: 'second',
      cursor: '4',
      changes: { leads: [lead], suppressions: [change('robinson', [6])] },
    })
    expect([KEY, 5, 6, 7].map((key) => of(running, key))).toEqual([
      null,
      'Robinson list',
      'Robinson list',
      null,
    ])
    expect(barred(running, lead.lead.id)).toEqual([])
    await running.stop()
    const again = await machine.start()
    expect([KEY, 5, 6, 7].map((key) => of(again, key) !== null)).toEqual([false, true, true, false])
    await again.stop()
  })

  it('[RD12] verdicts alone begin no pull', async () => {
    const machine = await createMachine()
    const running = await machine.start()
    const lead = newSnapshot(machine.person.id)
    await pull(running, { changes: { leads: [lead], ...listed(change('robinson', [KEY])).changes } })
    running.store.sync = { ...running.store.sync, cursor: null }
    await running.transactor.commit([answerDraft(lead.lead.id, 'budget', 'none')])
    const sent = running.port.next(1)
    await running.port.takeVerdicts(
      sent,
      response({ verdicts: [{ id: sent[0]!.event.id, verdict: 'applied' }] }),
    )
    expect(of(running)).toBe('Robinson list')
    await pull(running, { more: true, changes: { leads: [lead] } })
    expect(of(running)).toBe('Robinson list')
    await pull(running)
    expect(of(running)).toBeNull()
    await running.stop()
  })

  it('[RD12] a damaged list is fetched again, and said', async () => {
    const machine = await createMachine()
    const running = await machine.start()
    await pull(running, listed(change('robinson', [KEY]), change('internal', [7])))
    await running.store.db.suppressions.update(1, { sealed: new Uint8Array(40) })
    await running.stop()
    const again = await machine.start()
    expect(again.notice).toMatchObject({ kind: 'storage', message: expect.stringContaining('1 stored') })
    expect(again.port.cursor()).toBeNull()
    expect([of(again), of(again, 7)]).toEqual([null, 'internal'])
    expect(again.reader.listsKnown()).toBe(false)
    await pull(again, listed(change('robinson', [KEY]), change('internal', [7])))
    expect([of(again), of(again, 7)]).toEqual(['Robinson list', 'internal'])
    expect(again.reader.listsKnown()).toBe(true)
    await again.stop()
    const last = await machine.start()
    expect(last.notice).toBeNull()
    expect(of(last)).toBe('Robinson list')
    await last.stop()
  })
})
