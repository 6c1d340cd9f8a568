import { describe, expect, it } from 'vitest'
import { List } from '../../../renderer/db/memory/list.ts'
import type { LeadRow } from '../../../renderer/db/views.ts'
import { addLead } from '../../../renderer/flow/add-lead.ts'
import { amendCall } from '../../../renderer/flow/amend-call.ts'
import { answer, decline, withdraw } from '../../../renderer/flow/answer.ts'
import { findLeads, matcher } from '../../../renderer/flow/find-leads.ts'
import { finishCall } from '../../../renderer/flow/finish-call.ts'
import { scheduleCallback } from '../../../renderer/flow/schedule-callback.ts'
import { skip } from '../../../renderer/flow/skip.ts'
import { startCall, takeCall } from '../../../renderer/flow/start-call.ts'
import { WorkingOrder } from '../../../renderer/flow/working-order.ts'
import { unaccented } from '../../../shared/lead/intake/text.ts'
import { newSnapshot, response } from '../support/leads.ts'
import { createMachine } from '../support/machine.ts'

/** A Tuesday, 12:00 in Norfolk: calls are allowed. */
const START = Date.parse('2026-11-24T17:00:00.000Z')
const iso = (minutes: number) => new Date(START + minutes * 60_000).toISOString()

async function start() {
  const machine = await createMachine(undefined, { now: START })
  const running = await machine.start()
  const snapshot = newSnapshot(machine.person.id, { company: 'Bright Harbor Shipping' })
  await running.port.takeIn([], response({ serverTime: iso(0), changes: { leads: [snapshot] } }))
  const id = snapshot.lead.id
  const lead = async () => (await running.reader.snapshot(id))!.lead
  return { machine, running, desk: running.desk, id, lead }
}

describe('[DK1] calls', () => {
  it('[DK1] answers in a call carry it; the outcome ends it and closes the callback that was kept', async () => {
    const { desk, id, lead, running } = await start()
    const callback = await scheduleCallback(desk, id, { at: iso(-5), whose: 'mine', note: '' })
    expect(running.reader.row(id)?.work).toMatchObject({ do: 'callback', callback })
    const call = await startCall(desk, id, '+17575550142')
    expect(await startCall(desk, id, '+17575550142'), 'a running call is not begun again').toBe(call)
    await answer(desk, id, 'budget', 'planned')
    await decline(desk, id, 'timeline')
    await finishCall(desk, id, call, 'spoke')
    const after = await lead()
    expect(after.calls).toMatchObject([{ id: call, disposition: 'spoke', finishedAt: iso(0) }])
    expect(after.callbacks).toMatchObject([{ id: callback, closed: { outcome: 'done' } }])
    expect(after.fields.timeline?.[0]).toMatchObject({ value: null, reaskOn: '2026-12-08' })
    await withdraw(desk, id, 'budget', 'typo')
    expect((await lead()).fields.budget?.[0]?.value).toBeNull()
    await running.stop()
  })

  it('[DK2] call back promises a call: when said, or after the recycle delay', async () => {
    const { desk, id, lead, running } = await start()
    await finishCall(desk, id, await takeCall(desk, id), 'callBack')
    const call = await takeCall(desk, id)
    await scheduleCallback(desk, id, { at: iso(60), whose: 'anyone', note: 'ask for Priya' })
    await finishCall(desk, id, call, 'callBack')
    expect((await lead()).callbacks.map((c) => [c.at, c.whose, c.closed?.outcome])).toEqual([
      [iso(1440), 'mine', 'done'],
      [iso(60), 'anyone', undefined],
    ])
    await running.stop()
  })

  it('[DK3] do-not-call comes with the outcome only; then no call begins', async () => {
    const { desk, id, running } = await start()
    const call = await startCall(desk, id, '+17575550142')
    await finishCall(desk, id, call, 'doNotCall')
    expect(running.reader.row(id)?.work).toEqual({ do: 'close', reason: 'doNotCall' })
    await expect(startCall(desk, id, '+17575550142')).rejects.toThrow('asked not to be called')
    await amendCall(desk, id, call, 'spoke', 'wrong key')
    await running.stop()
  })
})

describe('[DK4] the order of work', () => {
  const row = (id: string, part: Partial<LeadRow>) =>
    ({
      id,
      owner: 'me',
      stage: 'open',
      due: '',
      capturedAt: iso(-999),
      ...part,
      work: { do: 'call', deadline: true, due: part.due, ...part.work },
    }) as LeadRow

  it('[DK4] wrap-up, callbacks due, past due, what may be called now, then what is for later; nothing of others', () => {
    const rows = [
      row('later', { due: iso(90) }),
      row('soon', { due: iso(10) }),
      row('futureCallback', { due: iso(20), work: { do: 'callback' } as LeadRow['work'] }),
      row('again', { due: iso(-120), work: { do: 'call', deadline: false } as LeadRow['work'] }),
      row('retry', { due: iso(15), work: { do: 'call', deadline: false } as LeadRow['work'] }),
      row('past', { due: iso(-60) }),
      row('older', { due: iso(-60), capturedAt: iso(-2000) }),
      row('callback', { due: iso(-1), work: { do: 'callback' } as LeadRow['work'] }),
      row('wrapUp', { work: { do: 'wrapUp' } as LeadRow['work'] }),
      row('noPhone', { due: iso(-300), phone: '' }),
      row('theirs', { owner: 'ben', due: iso(-90) }),
      row('handedOff', { stage: 'handedOff', due: iso(-90) }),
      row('clear', { work: { do: 'handOff' } as LeadRow['work'] }),
    ]
    const order = [
      'wrapUp',
      'callback',
      'older',
      'past',
      'again',
      'soon',
      'later',
      'retry',
      'futureCallback',
      'noPhone',
    ]
    expect(
      new WorkingOrder('me')
        .of(List.of(rows), START)
        .toArray()
        .map((r) => r.id),
    ).toEqual(order)
    expect(
      new WorkingOrder('me')
        .of(List.of(rows.toReversed()), START)
        .toArray()
        .map((r) => r.id),
    ).toEqual(order)
  })

  it('[DK4] a skipped lead waits until its time', async () => {
    const { desk, id, running } = await start()
    await skip(desk, id, iso(600), 'closed today')
    expect(running.reader.row(id)?.due).toBe(iso(600))
    await running.stop()
  })
})

describe('[DK5] adding and finding', () => {
  it('[DK5] normalises, says what is no good by field, and finds the person who is here already', async () => {
    const { desk, id, running } = await start()
    expect(await addLead(desk, { campaign: 'spring', fields: { phone: '12', email: 'x' } })).toMatchObject({
      problems: { phone: expect.any(String), email: expect.any(String) },
    })
    expect(await addLead(desk, { campaign: 'spring', fields: { lastName: 'Lee', company: 'Acme' } })).toEqual(
      {
        tooLittle: true,
      },
    )
    const fields = { phone: '(757) 555-0142', country: 'United States', lastName: 'Oyelaran' }
    expect(await addLead(desk, { campaign: 'spring', fields })).toMatchObject({
      duplicates: [{ row: { id }, because: [] }],
    })
    const added = await addLead(desk, { campaign: 'spring', fields, evenIfDuplicate: true })
    if (!('added' in added)) throw new Error('not added')
    expect(running.reader.row(added.added)).toMatchObject({
      phone: '+17575550142',
      timeZone: 'America/New_York',
      owner: desk.me.id,
      campaign: 'spring',
    })
    const stored = await running.reader.snapshot(added.added)
    expect(stored?.lead.fields.timeZone, 'a derived zone is none that anybody stated').toBeUndefined()
    await running.stop()
  })

  it('[DK6] finds by every word of name and company, or by the digits of a number', async () => {
    const { desk, id, running } = await start()
    const ids = async (text: string) =>
      (await findLeads(running.reader.list(), text, { limit: 9, me: desk.me.id })).leads.map((r) => r.id)
    for (const text of [
      'oye harbor',
      'BRIGHT',
      '757 555',
      '+1 (757) 555–0142',
      '0757555',
      'tel:+17575550142',
    ])
      expect(await ids(text), text).toEqual([id])
    for (const text of ['', 'oye nobody', '999 99', '12']) expect(await ids(text), text).toEqual([])
    await running.stop()
  })

  it('[DK6] a word is found where one begins: not within one, and of a domain only from its @ on', () => {
    const search = unaccented("Ann O'Brien-Mayer\nKölner Maß GmbH\na.leroux@mail.brand.example\n4940555012\n")
    for (const text of [
      'an',
      "o'b",
      'brien',
      'mayer ann',
      'Köln',
      'koln mass',
      'KÖLNER MAẞ',
      '+49 (0)40 555',
      'LEROUX',
      'a.le',
      '@mail',
      'leroux@mail',
      '40 555',
    ])
      expect(matcher(text)?.meant(search), text).toBe(true)
    for (const text of ['nn', 'ma brand', 'mail', 'aß', 'ayer', 'oux@mail', 'example', 'ann 9'])
      expect(matcher(text)?.meant(search), text).toBe(false)
    expect(matcher('商事')?.meant('田中商事\n株式会社\n\n\n'), 'no spaces there').toBe(true)
    expect(matcher(' ')).toBeNull()
  })

  it('[DK6] the best come first, my own before others, and all are counted', async () => {
    const row = (id: string, search: string, owner = 'ben') =>
      ({ id, search: unaccented(search), owner, stage: 'open' }) as LeadRow
    const rows = [
      row('mixed', 'Ann Lee\nMarcus Ltd\nann@x.example\n1\n'),
      row('company', 'Bo\nMarcus Oye Ltd\nbo@x.example\n2\n'),
      row('last', 'Oye Marcus\nX\n\n3\n'),
      row('theirs', 'Marcus Oyelaran\nX\n\n4\n'),
      row('mine', 'Marcus Oyelaran\nX\n\n5\n', 'ana'),
      row('exact', 'Marcus Oye\nX\n\n6\n'),
      ...Array.from({ length: 2000 }, (_, i) => row(`other${i}`, `Nobody ${i}\nX\n\n7\n`)),
    ]
    const options = { limit: 9, me: 'ana' }
    const found = await findLeads(List.of(rows), 'marcus oye', options)
    expect(found.leads.map((r) => r.id)).toEqual(['exact', 'mine', 'theirs', 'last', 'company'])
    expect(await findLeads(List.of(rows), 'nobody', { ...options, limit: 3 })).toMatchObject({ count: 2000 })
  })
})
