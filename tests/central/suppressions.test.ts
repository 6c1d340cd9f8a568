import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { changesFor, type Standing } from '../../central/store/changes/changes.ts'
import { suppressedBy } from '../../central/store/suppressions/suppressions.ts'
import type { SuppressionOutcome } from '../../shared/api/qualification.ts'
import type { LeadEvent } from '../../shared/events/event.ts'
import { suppressionKey } from '../../shared/lead/suppression.ts'
import type { SyncResponse } from '../../shared/sync/protocol.ts'
import { newId, type TestCentral, type TestDevice, testCentral } from './support.ts'

let central: TestCentral
beforeAll(async () => {
  central = await testCentral()
})
afterAll(() => central.dispose())

const put = (id: string, body: string, query: Record<string, string> = {}, token = central.serviceToken) =>
  fetch(`${central.url}/api/v1/suppressions/${id}?${new URLSearchParams(query)}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'text/csv' },
    body,
  })
const putList = async (id: string, body: string, query: Record<string, string> = {}) => {
  const response = await put(id, body, query)
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
  return (await response.json()) as SuppressionOutcome
}
const lists = async () => (await (await central.service('GET', '/suppressions')).json()).lists
const number = (i: number) => `+1757555${String(i).padStart(4, '0')}`
const numbers = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => number(from + i))
const phoneKey = (e164: string) => suppressionKey('phone', e164)

/** The lists as a desk keeps them, out of what it is sent. */
class DeskLists {
  readonly keys = new Map<string, Set<number>>()
  take(changes: Pick<SyncResponse['changes'], 'suppressions'>): void {
    for (const { list, added, removed } of changes.suppressions) {
      const keys = this.keys.get(list) ?? new Set()
      for (const key of added) keys.add(key)
      for (const key of removed) keys.delete(key)
      this.keys.set(list, keys)
    }
  }
  of(list: string): number[] {
    return [...(this.keys.get(list) ?? [])].sort((a, b) => a - b)
  }
}
const sorted = (keys: number[]) => keys.sort((a, b) => a - b)

describe('a suppression list', () => {
  test('[SL1] [SL2] one address a line: numbers, e-mail addresses and domains; what is none is counted and listed', async () => {
    const body =
      '+1 757 555 0142\n(757) 555-0143\nAnn.Lee@Example.com\n@example.org\n\n12\nnobody\n@\n+17575550142\n'
    const outcome = await putList('robinson', body, {
      name: 'Robinson',
      source: 'DDV, 2026-11-01',
      country: 'US',
    })
    expect(outcome).toMatchObject({
      list: { id: 'robinson', name: 'Robinson', source: 'DDV, 2026-11-01' },
      entries: 4,
      added: 4,
      removed: 0,
      rejected: 3,
      problems: [
        { line: 6, value: '12', reason: 'is no phone number' },
        { line: 7, value: 'nobody' },
        { line: 8, value: '@', reason: 'is no domain' },
      ],
    })
    const keys = [
      phoneKey('+17575550142'),
      phoneKey('+17575550143'),
      suppressionKey('email', 'ann.lee@example.com'),
      suppressionKey('email', '@example.org'),
    ]
    const found = await suppressedBy(central.store.db, [...keys, phoneKey('+17575550199')])
    expect(found).toEqual(new Map(keys.map((key) => [key, 'Robinson'])))
    expect(await lists()).toMatchObject([
      { id: 'bounced', entries: 0 },
      { id: 'erased', entries: 0 },
      { id: 'internal', entries: 0 },
      { id: 'robinson', entries: 4 },
    ])
  })

  test('[SL1] a table: the columns that its headers name, and no other', async () => {
    const body =
      'Name;Phone;E-mail;Since;Mobile\nAnn;+49 30 23125123;ann@example.de;+4930231250001;\nBen;;;x;0160 91234567\n'
    const outcome = await putList('table', body, { country: 'DE' })
    expect(outcome).toMatchObject({ list: { name: 'table', source: '' }, entries: 3, rejected: 0 })
    const of = await suppressedBy(central.store.db, ['+493023125123', '+4916091234567'].map(phoneKey))
    expect(of.size).toBe(2)
  })

  test('[SL3] replaced, it has the new entries and no other; its name stays unless a new one is given', async () => {
    await putList('replaced', numbers(0, 30).join('\n'), { name: 'First' })
    expect(await putList('replaced', numbers(20, 40).join('\n'))).toMatchObject({
      list: { name: 'First' },
      entries: 20,
      added: 10,
      removed: 20,
    })
    expect(await putList('replaced', numbers(20, 40).join('\n'))).toMatchObject({ added: 0, removed: 0 })
  })

  test('[SL4] what holds no address replaces nothing', async () => {
    await putList('kept', number(1))
    for (const body of ['', 'Dear all,\nhello\n', '\0\0\u0001\u0002'.repeat(50)]) {
      const response = await put('kept', body)
      expect(response.status).toBe(400)
      expect(response.headers.get('content-type')).toContain('problem+json')
    }
    expect(await lists()).toContainEqual(expect.objectContaining({ id: 'kept', entries: 1 }))
  })

  test('[SL5] only administrators and services keep lists; the internal one is nobody’s to write', async () => {
    for (const person of [central.people.ana, central.people.sue]) {
      const device = await central.signIn(person)
      expect((await device.api('GET', '/suppressions')).status).toBe(403)
      expect((await put('mine', number(1), {}, device.token)).status).toBe(403)
    }
    const adam = await central.signIn(central.people.adam)
    expect((await put('adams', number(1), {}, adam.token)).status).toBe(200)
    expect((await adam.api('DELETE', '/suppressions/adams')).status).toBe(204)
    expect((await adam.api('DELETE', '/suppressions/adams')).status).toBe(404)
    expect((await adam.api('DELETE', '/suppressions/internal')).status).toBe(403)
    expect((await put('internal', number(1))).status).toBe(403)
    expect((await put('x', number(1), { colour: 'red' })).status).toBe(400)
  })

  test('[SL6] a desk that pulls in pages, between changes and after deletions, ends with exactly the lists', async () => {
    const sue = await central.signIn(central.people.sue)
    await putList('long', numbers(0, 9000).join('\n'), { country: 'US' })
    await sue.sync([sue.captured(newId(), { lastName: 'Between' })])
    await putList('gone', numbers(0, 100).join('\n'))
    const desk = new DeskLists()
    const { db } = central.store
    let at: Standing = { epoch: null, since: null, central: 'one' }
    const pageSizes: number[] = []
    for (let round = 0, more = true; more; round += 1) {
      // A page of ten leads holds a thousand entries, or one batch.
      const page = await changesFor(db, 10)(central.people.sue, at)
      desk.take(page.changes)
      pageSizes.push(page.changes.suppressions.reduce((n, s) => n + s.added.length + s.removed.length, 0))
      at = { ...at, epoch: page.epoch, since: page.cursor }
      more = page.more
      if (round === 0) {
        await putList('long', numbers(4000, 9500).join('\n'), { country: 'US' })
        expect((await central.service('DELETE', '/suppressions/gone')).status).toBe(204)
        more = true
      }
    }
    expect(Math.max(...pageSizes)).toBeLessThanOrEqual(6000)
    expect(pageSizes.length).toBeGreaterThan(2)
    expect(desk.of('long')).toEqual(sorted(numbers(4000, 9500).map(phoneKey)))
    expect(desk.of('gone')).toEqual([])

    await putList('long', numbers(9000, 9100).join('\n'), { country: 'US' })
    const next = await changesFor(db)(central.people.sue, at)
    desk.take(next.changes)
    expect(desk.of('long')).toEqual(sorted(numbers(9000, 9100).map(phoneKey)))

    const fresh = new DeskLists()
    const all = await changesFor(db)(central.people.sue, { ...at, since: null })
    fresh.take(all.changes)
    expect(all.changes.suppressions.every((s) => s.removed.length === 0)).toBe(true)
    expect(fresh.of('long')).toEqual(desk.of('long'))
    expect(all.changes.suppressionLists.map((l) => l.id)).not.toContain('gone')
  })

  test('[SL7] a new list reaches every desk without being asked for', async () => {
    const ana = await central.signIn(central.people.ana)
    await ana.pull()
    await putList('told', number(77), { name: 'Told' })
    const { changes } = await ana.sync()
    expect(changes.suppressionLists).toMatchObject([{ id: 'told', name: 'Told' }])
    expect(changes.suppressions).toEqual([{ list: 'told', added: [phoneKey(number(77))], removed: [] }])
  })
})

describe('the internal list', () => {
  const flags = {
    humanAnswered: true,
    rightParty: true,
    unworkable: false,
    doNotCall: true,
    completed: false,
  }
  const said = (device: TestDevice, leadId: string): LeadEvent[] => {
    const call = newId()
    const at = new Date().toISOString()
    return [
      device.event({ leadId, type: 'call.started', payload: { call, phone: '', at } }),
      device.event({ leadId, type: 'call.finished', payload: { call, at, disposition: 'dnc', flags } }),
    ]
  }
  const internal = async () => {
    const desk = new DeskLists()
    desk.take(
      (await changesFor(central.store.db)(central.people.sue, { epoch: null, since: null, central: 'one' }))
        .changes,
    )
    return desk.of('internal')
  }

  test('[SL8] has every number that a do-not-call lead has or had, until none of these is one any more', async () => {
    const sue = await central.signIn(central.people.sue)
    const [a, b] = [newId(), newId()]
    await sue.sync([
      sue.captured(a, { lastName: 'A', phone: '+17575550001', mobile: '+17575550002' }),
      sue.captured(b, { lastName: 'B', phone: '+17575550002' }),
    ])
    const before = await internal()
    await sue.sync(said(sue, a))
    await sue.sync(said(sue, b))
    const both = sorted([...before, phoneKey('+17575550001'), phoneKey('+17575550002')])
    expect(await internal()).toEqual(both)
    await sue.sync([sue.answered(a, 'phone', '+17575550003')])
    expect(await internal()).toEqual(sorted([...both, phoneKey('+17575550003')]))
    const lift = (leadId: string) =>
      sue.event({ leadId, type: 'doNotCall.lifted', payload: { reason: 'asked' } })
    await sue.sync([lift(a)])
    expect(await internal()).toEqual(sorted([...before, phoneKey('+17575550002')]))
    const { changes } = await sue.sync([lift(b)])
    expect(changes.suppressions).toContainEqual({
      list: 'internal',
      added: [],
      removed: [phoneKey('+17575550002')],
    })
    expect(await internal()).toEqual(before)
  })
})
