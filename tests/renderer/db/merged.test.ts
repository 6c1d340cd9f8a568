import { v7 } from 'uuid'
import { describe, expect, it } from 'vitest'
import { combine } from '../../../shared/events/combine.ts'
import { fold } from '../../../shared/events/fold.ts'
import { answerDraft, foreignEvent, mergeDraft, newSnapshot, response, undoDraft } from '../support/leads.ts'
import { createMachine, START } from '../support/machine.ts'
import { applied, at, CALL, callDraft, finishDraft, ids, start, withEdge } from './merging.ts'

describe('[RD1] merged leads are one row, under the id of their first part', () => {
  it('[RD1] has the facts of all parts, and any part’s id leads to it', async () => {
    const { running, a, b, c, A, B } = await start()
    const other = running.reader.row(c.lead.id)
    await running.transactor.commit([mergeDraft(B, A)])
    expect(ids(running)).toEqual([A, c.lead.id].sort())
    const row = running.reader.row(B)!
    expect(row).toMatchObject({ id: A, parts: [A, B], email: 'b@two.example', pending: true })
    expect(row.place, 'what only one of them said').toContain('Norfolk')
    expect(running.reader.row(A)).toBe(row)
    expect(running.reader.row(c.lead.id), 'another row is not made anew').toBe(other)
    const parts = await running.reader.parts(B)
    expect(parts.map((p) => p.id)).toEqual([A, B])
    expect(parts[0]).toEqual(a.lead)
    for (const id of [A, B]) {
      expect((await running.reader.snapshot(id))?.lead).toEqual(combine(parts))
      expect((await running.reader.lead(id))?.waiting).toBe(1)
      expect(running.reader.leadAtHand(id)?.row).toBe(row)
    }
    for (const key of ['email:a@one.example', 'email:b@two.example', 'phone:+17575550143'])
      expect(running.reader.withKeys([key]), key).toEqual([A])
    expect(b.version).toBe(row.version)
    await running.stop()
  })

  it('[RD1] an undone merge gives back both rows as they were', async () => {
    const { running, A, B } = await start()
    const before = [running.reader.row(A), running.reader.row(B)]
    const merge = v7()
    await running.transactor.commit([mergeDraft(A, B, merge)])
    await running.transactor.commit([answerDraft(A, 'budget', 'approved')])
    await running.transactor.commit([undoDraft(B, merge)])
    expect(running.reader.row(A)).toMatchObject({ parts: [A], email: 'a@one.example', pending: true })
    expect(running.reader.row(B)).toEqual(before[1])
    expect((await running.reader.snapshot(A))?.lead.fields.budget?.[0]?.value).toBe('approved')
    expect((await running.reader.snapshot(B))?.lead.fields.budget).toBeUndefined()
    expect(running.reader.withKeys(['email:b@two.example'])).toEqual([B])
    await running.stop()
  })

  it('[RD1] three in a chain come apart into two and one', async () => {
    const { running, c, A, B } = await start()
    const [first, second] = [v7(), v7()]
    await running.transactor.commit([mergeDraft(A, B, first), mergeDraft(c.lead.id, B, second)])
    expect(running.reader.rows().map((r) => r.parts.length)).toEqual([3])
    await running.transactor.commit([undoDraft(A, first)])
    expect(running.reader.row(c.lead.id)).toMatchObject({ id: B, parts: [B, c.lead.id] })
    expect(running.reader.row(A)?.parts).toEqual([A])
    await running.stop()
  })

  it('[RD1] what is written for a merged lead is later than everything known of its parts', async () => {
    const { machine, running, b, A, B } = await start()
    const ahead = {
      ...b,
      lead: fold(b.lead, [foreignEvent(answerDraft(B, 'need', 'urgent'), START + 60_000)]),
    }
    await running.port.takeIn([], response({ changes: { leads: [withEdge(ahead, A)] } }))
    machine.clock.now = START
    await running.transactor.commit([answerDraft(A, 'need', 'curious')])
    expect((await running.reader.snapshot(A))?.lead.fields.need?.map((v) => v.value)).toEqual([
      'curious',
      'urgent',
    ])
    await running.stop()
  })
})

describe('[RD2] the ends of a merge come in any order', () => {
  it.each(['first', 'second'] as const)(
    '[RD2] the edge is on the %s; the other end is late',
    async (which) => {
      const machine = await createMachine()
      const running = await machine.start()
      const [a, b] = [newSnapshot(machine.person.id), newSnapshot(machine.person.id)]
      const [A, B] = [a.lead.id, b.lead.id]
      const [edged, other] = which === 'first' ? [withEdge(a, B), b] : [withEdge(b, A), a]
      await running.port.takeIn([], response({ changes: { leads: [edged] } }))
      expect(running.reader.row(edged.lead.id)?.parts, 'alone until then').toEqual([edged.lead.id])
      await running.port.takeIn([], response({ changes: { leads: [other] } }))
      expect(running.reader.rows().map((r) => r.parts)).toEqual([[A, B]])
      await running.stop()
      const again = await machine.start()
      expect(
        again.reader.rows().map((r) => r.parts),
        'after a start',
      ).toEqual([[A, B]])
      expect(again.reader.row(A)).toEqual(running.reader.row(A))
      await again.stop()
    },
  )

  it('[RD2] a damaged part leaves the others standing', async () => {
    const { machine, running, A, B } = await start()
    await running.transactor.commit([mergeDraft(B, A)])
    await running.store.db.leads.update(A, { sealed: new Uint8Array(40) })
    await running.stop()
    const again = await machine.start()
    expect(again.notice).toMatchObject({ kind: 'storage' })
    expect(again.reader.row(B)).toMatchObject({ id: B, parts: [B] })
    await again.stop()
  })
})

describe('[RD3] merges and sync', () => {
  it('[RD3] merged offline, then sent: the row stays and waits no more', async () => {
    const { running, a, b, A, B } = await start()
    await running.transactor.commit([mergeDraft(B, A)])
    await running.transactor.commit([answerDraft(A, 'budget', 'none')])
    const { sent, verdicts } = applied(running)
    const leads = [a, b].map((s) => ({
      ...s,
      version: 2,
      lead: fold(
        s.lead,
        sent.map((e) => e.event).filter((e) => e.leadId === s.lead.id),
      ),
    }))
    await running.port.takeIn(sent, response({ verdicts, changes: { leads } }))
    expect(running.reader.row(B)).toMatchObject({ id: A, parts: [A, B], pending: false, version: 2 })
    expect(await running.store.db.bases.count()).toBe(0)
    await running.stop()
  })

  it('[RD3] a merge that comes by sync while answers wait for both parts loses none', async () => {
    const { running, b, A, B } = await start()
    await running.transactor.commit([answerDraft(A, 'budget', 'none')])
    await running.transactor.commit([answerDraft(B, 'need', 'urgent')])
    await running.port.takeIn([], response({ changes: { leads: [withEdge(b, A)] } }))
    expect(running.reader.row(B)).toMatchObject({ id: A, parts: [A, B], pending: true })
    const view = await running.reader.lead(B)
    expect(view?.waiting).toBe(2)
    expect(view?.snapshot.lead.fields).toMatchObject({
      budget: [{ value: 'none' }],
      need: [{ value: 'urgent' }],
    })
    const { sent, verdicts } = applied(running)
    await running.port.takeIn(sent.slice(0, 1), response({ verdicts: verdicts.slice(0, 1) }))
    expect(running.reader.row(A)?.pending, 'the other part still waits').toBe(true)
    await running.port.takeIn(sent.slice(1), response({ verdicts: verdicts.slice(1) }))
    expect(running.reader.row(A)?.pending).toBe(false)
    await running.stop()
  })

  it('[RD3] a rejected merge is taken back and parked', async () => {
    const { running, A, B } = await start()
    await running.transactor.commit([mergeDraft(B, A)])
    const sent = running.port.next(1)
    const fault = { kind: 'notYours', message: 'no' } as const
    await running.port.takeIn(
      sent,
      response({ verdicts: [{ id: sent[0]!.event.id, verdict: 'rejected', fault }] }),
    )
    expect([running.reader.row(A)?.parts, running.reader.row(B)?.parts]).toEqual([[A], [B]])
    await running.transactor.retryParked([sent[0]!.event.id])
    expect(running.reader.row(B)?.parts).toEqual([A, B])
    await running.stop()
  })

  it('[RD3] of a part that was handed off meanwhile it is said', async () => {
    const { running, b, A, B } = await start()
    await running.transactor.commit([mergeDraft(B, A)])
    await running.port.takeIn(
      [],
      response({ changes: { leads: [{ ...b, stage: 'handedOff', owner: null, version: 9 }] } }),
    )
    expect(running.reader.row(A)).toMatchObject({ stage: 'handedOff', owner: null, version: 1 })
    await running.stop()
  })

  it('[RD4] a merged lead that leaves is told once', async () => {
    const { running, b, A, B } = await start()
    await running.port.takeIn([], response({ changes: { leads: [withEdge(b, A)] } }))
    await running.transactor.commit([answerDraft(B, 'budget', 'none')])
    const removed = [A, B].map((id) => ({ id, to: 'ben', stage: 'open' as const }))
    const moved = await running.port.takeIn([], response({ changes: { removed } }))
    expect(moved).toMatchObject([{ row: { id: A, parts: [A, B] }, to: 'ben', worked: true }])
    expect([running.reader.row(A), running.reader.row(B)]).toEqual([undefined, undefined])
    expect(running.port.waiting(), 'what waits stays').toBe(1)
    await running.stop()
  })

  it('[RD4] a part that leaves after its merge was undone is told as itself', async () => {
    const { running, b, A, B } = await start()
    const merge = v7()
    await running.port.takeIn([], response({ changes: { leads: [withEdge(b, A, merge)] } }))
    const removed = [{ id: B, to: 'ben', stage: 'open' as const }]
    const moved = await running.port.takeIn([], response({ changes: { removed } }))
    expect(moved).toMatchObject([{ row: { id: B, parts: [B], email: 'b@two.example' }, to: 'ben' }])
    expect(running.reader.row(A)).toMatchObject({ parts: [A], email: 'a@one.example' })
    await running.stop()
  })

  it('[RD4] in a call of mine all parts stay until the outcome is acknowledged, and then go together', async () => {
    const { running, b, A, B } = await start()
    await running.transactor.commit([callDraft(B)])
    await running.port.takeIn([], response({ changes: { leads: [withEdge(b, A)] } }))
    const first = applied(running)
    const removed = [A, B].map((id) => ({ id, to: 'ben', stage: 'open' as const }))
    const moved = await running.port.takeIn(
      first.sent,
      response({ verdicts: first.verdicts, changes: { removed } }),
    )
    expect(moved).toHaveLength(1)
    expect(running.reader.row(A)).toMatchObject({ parts: [A, B], owner: 'ben', work: { do: 'wrapUp' } })
    await running.transactor.commit([finishDraft(A)])
    const second = applied(running)
    expect(second.sent[0]!.event.leadId, 'with the call it ends').toBe(B)
    await running.port.takeIn(second.sent, response({ verdicts: second.verdicts }))
    expect(ids(running)).not.toContain(A)
    expect([A, B].map((id) => running.reader.row(id))).toEqual([undefined, undefined])
    expect(await running.store.db.leads.count()).toBe(1)
    await running.stop()
  })
})

describe('[RD5] what goes on with a call, a callback, a note or a merge stays with it', () => {
  it('[RD5] also when the merge is undone afterwards', async () => {
    const { running, A, B } = await start()
    const [merge, note, callback] = [v7(), v7(), v7()]
    await running.transactor.commit([
      callDraft(B),
      { leadId: B, type: 'note.written', payload: { note, text: 'rings' } },
      {
        leadId: B,
        type: 'callback.scheduled',
        payload: { callback, at, whose: 'mine', agent: 'x', note: '' },
      },
    ])
    await running.transactor.commit([mergeDraft(B, A, merge)])
    await running.transactor.commit([
      finishDraft(A),
      { leadId: A, type: 'note.written', payload: { note, text: 'rings back' } },
      { leadId: A, type: 'callback.closed', payload: { callback, outcome: 'done' } },
    ])
    expect(running.reader.row(A)?.attempts).toBe(1)
    await running.transactor.commit([undoDraft(A, merge)])
    expect((await running.reader.snapshot(B))?.lead).toMatchObject({
      calls: [{ id: CALL, disposition: 'spoke' }],
      notes: [{ text: 'rings back' }],
      callbacks: [{ closed: { outcome: 'done' } }],
    })
    expect((await running.reader.snapshot(A))?.lead).toMatchObject({ calls: [], notes: [], callbacks: [] })
    await running.stop()
  })
})
