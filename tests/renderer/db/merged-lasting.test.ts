import { v7 } from 'uuid'
import { describe, expect, it } from 'vitest'
import { answerDraft, mergeDraft, response, undoDraft } from '../support/leads.ts'
import { applied, at, CALL, callDraft, finishDraft, start } from './merging.ts'

describe('[RD5] a call is of the part whose number is dialed', () => {
  it('[RD5] a do-not-call given in it stays with that number when the merge is undone', async () => {
    const { running, A, B } = await start()
    const merge = v7()
    await running.transactor.commit([mergeDraft(A, B, merge)])
    const started = { ...callDraft(A), payload: { call: CALL, phone: '+17575550143', at } }
    await running.transactor.commit([started])
    const flags = { ...finishDraft(A).payload.flags, doNotCall: true }
    await running.transactor.commit([{ ...finishDraft(A), payload: { ...finishDraft(A).payload, flags } }])
    await running.transactor.commit([undoDraft(A, merge)])
    expect((await running.reader.snapshot(A))?.lead).toMatchObject({ calls: [], doNotCall: { given: [] } })
    expect((await running.reader.snapshot(B))?.lead.doNotCall.given).toHaveLength(1)
    await running.stop()
  })

  it('[RD5] so do a consent and a promise given in it', async () => {
    const { running, A, B } = await start()
    const merge = v7()
    await running.transactor.commit([mergeDraft(A, B, merge)])
    const started = { ...callDraft(A), payload: { call: CALL, phone: '+17575550143', at } }
    await running.transactor.commit([started])
    const promise = { callback: v7(), at, whose: 'mine', agent: '', note: '' } as const
    await running.transactor.commit([{ leadId: A, type: 'callback.scheduled', payload: promise }])
    const no = { consent: v7(), for: 'phone', given: false, basis: 'said', text: '', at } as const
    await running.transactor.commit([{ leadId: A, type: 'consent.recorded', payload: no }])
    await running.transactor.commit([finishDraft(A), undoDraft(A, merge)])
    const part = async (id: string) => (await running.reader.snapshot(id))?.lead
    expect(await part(A)).toMatchObject({ consents: [], callbacks: [], doNotCall: { given: [] } })
    expect(await part(B)).toMatchObject({ consents: [{}], callbacks: [{}], doNotCall: { given: [{}] } })
    await running.stop()
  })
})

describe('[RD6] no loss of a store separates or merges leads', () => {
  it('[RD6] the database is gone: a pending merge comes back from the journal', async () => {
    const { machine, running, a, b, A, B } = await start()
    await running.transactor.commit([mergeDraft(B, A), answerDraft(A, 'budget', 'none')])
    running.store.db.close()
    await machine.loseDatabase()
    const again = await machine.start()
    expect(again.port.waiting()).toBe(2)
    await again.port.takeIn([], response({ changes: { leads: [b] } }))
    expect(again.reader.row(B)?.parts).toEqual([B])
    await again.port.takeIn([], response({ changes: { leads: [a] } }))
    expect(again.reader.row(B)).toMatchObject({ id: A, parts: [A, B], pending: true })
    await again.stop()
  })

  it('[RD6] the journal is gone: the merge waits on', async () => {
    const { machine, running, A, B } = await start()
    await running.transactor.commit([mergeDraft(B, A)])
    running.store.db.close()
    machine.file.bytes = null
    const again = await machine.start()
    expect(again.reader.row(B)?.parts).toEqual([A, B])
    expect(again.port.waiting()).toBe(1)
    await again.stop()
  })

  it('[RD6] another epoch: acknowledged merges and undoings go again', async () => {
    const { running, A, B } = await start()
    const merge = v7()
    await running.transactor.commit([mergeDraft(A, B, merge)])
    await running.transactor.commit([undoDraft(A, merge), mergeDraft(B, A)])
    const { sent, verdicts } = applied(running)
    await running.port.takeIn(sent, response({ verdicts }))
    expect(running.reader.row(A)).toMatchObject({ parts: [A, B], pending: false })
    await running.port.takeIn([], response({ epoch: 'second' }))
    expect(running.port.next(10).map((e) => e.event.type)).toEqual([
      'lead.merged',
      'merge.undone',
      'lead.merged',
    ])
    expect(running.reader.row(A)).toMatchObject({ parts: [A, B], pending: true })
    await running.stop()
  })

  it('[RD6] a failed commit merges nothing', async () => {
    const { machine, running, A, B } = await start()
    machine.file.failWith = new Error('disk gone')
    await expect(running.transactor.commit([mergeDraft(A, B)])).rejects.toThrow('disk gone')
    machine.file.failWith = null
    expect([running.reader.row(A)?.parts, running.reader.row(B)?.parts]).toEqual([[A], [B]])
    await running.stop()
  })
})

describe('[RD7] leads that an earlier version stored', () => {
  it('[RD7] lack what came to be known since, and are shown and merged all the same', async () => {
    const { machine, running, a, A, B } = await start()
    const { keptApart: _, reinstated: __, returns: ___, outcomes: ____, ...old } = a.lead
    const sealed = await running.store.sealer.seal(`lead:${A}`, { ...a, lead: old })
    await running.store.db.leads.update(A, { sealed })
    await running.stop()
    const again = await machine.start()
    expect((await again.reader.snapshot(A))?.lead).toEqual(a.lead)
    await again.transactor.commit([mergeDraft(B, A)])
    expect(again.reader.row(B)?.parts).toEqual([A, B])
    await again.stop()
  })
})
