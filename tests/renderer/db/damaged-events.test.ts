import { describe, expect, it, vi } from 'vitest'
import { decodeFrames } from '../../../renderer/db/journal/frames.ts'
import { decodeRecord } from '../../../renderer/db/journal/journal-record.ts'
import { answerDraft, newSnapshot, response } from '../support/leads.ts'
import { createMachine, type Machine } from '../support/machine.ts'

const DAMAGED = { sealed: new Uint8Array(50) }

const inJournal = ({ file }: Machine) =>
  decodeFrames(file.bytes!).payloads.flatMap((p) => {
    const record = decodeRecord(p)
    return record?.kind === 'event' ? record.id : []
  })

/** Of three answers central has taken the first two and refused the third, which is parked. */
async function judged() {
  const machine = await createMachine()
  const running = await machine.start()
  const leads = [newSnapshot(machine.person.id), newSnapshot(machine.person.id)]
  const ids = leads.map((l) => l.lead.id) as [string, string]
  await running.port.takeIn([], response({ changes: { leads } }))
  await running.transactor.commit([
    answerDraft(ids[0], 'budget', 'none'),
    answerDraft(ids[0], 'timeline', 'within3'),
    answerDraft(ids[0], 'need', 'urgent'),
  ])
  const sent = running.port.next(5)
  const events = sent.map((e) => e.event.id) as [string, string, string]
  const verdicts = [
    { id: events[0], verdict: 'applied' as const },
    { id: events[1], verdict: 'applied' as const },
    { id: events[2], verdict: 'rejected' as const, fault: { kind: 'conflict' as const, message: 'no' } },
  ]
  await running.port.takeIn(sent, response({ verdicts }))
  return { machine, running, ids, events }
}

const erasing = (id: string) =>
  response({ changes: { removed: [{ id, to: null, stage: 'closed', erased: true }] } })

describe('[RD29] damaged events', () => {
  it('[RD29] that central had taken stop neither an erasure nor another epoch', async () => {
    const { running, ids, events } = await judged()
    const { store, port } = running
    await store.db.acked.update(events[0], DAMAGED)
    await port.takeIn([], erasing(ids[1]))
    expect(running.reader.row(ids[1])).toBeUndefined()
    expect(await store.db.acked.toCollection().primaryKeys()).toEqual([events[1]])
    expect(port.cursor(), 'no lead was damaged').not.toBeNull()
    await running.stop()

    const other = await judged()
    await other.running.store.db.acked.update(other.events[0], DAMAGED)
    await other.running.port.takeIn([], response({ epoch: 'second' }))
    expect([other.running.port.epoch(), other.running.port.next(5).map((e) => e.event.id)]).toEqual([
      'second',
      [other.events[1]],
    ])
    await other.running.stop()
  })

  it('[RD29] that another version kept, and this one cannot read, stop neither, too', async () => {
    const { running, ids, events } = await judged()
    const { store, port } = running
    const sealed = await store.sealer.seal(`event:${events[0]}`, {
      id: events[0],
      leadId: ids[0],
      type: 'old',
    })
    await store.db.acked.update(events[0], { sealed })
    await port.takeIn([], erasing(ids[1]))
    expect(await store.db.acked.toCollection().primaryKeys()).toEqual(events.slice(0, 2).sort())
    await port.takeIn([], response({ epoch: 'second' }))
    expect([port.epoch(), port.next(5).map((e) => e.event.id)]).toEqual(['second', [events[1]]])
    await running.stop()

    const other = await judged()
    const old = { id: other.events[0], leadId: other.ids[0], type: 'old' }
    await other.running.store.db.acked.update(old.id, {
      sealed: await other.running.store.sealer.seal(`event:${old.id}`, old),
    })
    await other.running.port.takeIn([], erasing(old.leadId))
    expect(await other.running.store.db.acked.count()).toBe(0)
    await other.running.stop()
  })

  it('[RD29] that were refused wait again, out of the journal', async () => {
    const { machine, running, events } = await judged()
    await running.store.db.parked.update(events[2], DAMAGED)
    expect(await running.reader.parked()).toEqual([])
    expect([running.port.parked(), running.port.next(5).map((e) => e.event.id)]).toEqual([0, [events[2]]])
    await running.stop()
    const again = await machine.start()
    expect([again.notice, again.port.waiting()]).toEqual([null, 1])
    await again.stop()
  })

  it('[RD29] found when the journal is written anew at a start are said, as all that is set aside then', async () => {
    const { machine, running, events } = await judged()
    await running.store.db.parked.update(events[2], DAMAGED)
    await running.stop()
    machine.file.bytes = null
    const again = await machine.start()
    expect(again.notice?.message).toContain('1 stored records were damaged')
    expect([again.port.parked(), again.port.waiting()]).toEqual([0, 0])
    await again.stop()
  })
})

describe('[RD28] what is found damaged behind the transaction', () => {
  it('[RD28] [SY45] does not have the answer judged again: who lost a lead by it is told', async () => {
    const { running, ids, events } = await judged()
    const { store, port } = running
    await running.transactor.commit([
      answerDraft(ids[0], 'budget', 'planned'),
      answerDraft(ids[1], 'budget', 'planned'),
    ])
    const sent = port.next(5)
    await store.db.parked.update(events[2], DAMAGED)
    const verdicts = [
      { id: sent[0]!.event.id, verdict: 'applied' as const },
      {
        id: sent[1]!.event.id,
        verdict: 'rejected' as const,
        fault: { kind: 'erased' as const, message: 'no' },
      },
    ]
    const removed = [{ id: ids[0], to: 'ben', stage: 'open' as const }]
    const moved = await port.takeIn(sent, response({ verdicts, changes: { removed } }))
    expect(moved).toMatchObject([{ row: { id: ids[0] }, to: 'ben' }])
    expect([port.parked(), port.next(5).map((e) => e.event.id)]).toEqual([0, [events[2]]])
    expect(store.toForget).toBeNull()
    await running.stop()
  })
})

describe('[RD28] a journal that has to be freed of what was erased', () => {
  it.each(['at the end of a round', 'at the next start'])(
    '[RD28] is, where that failed, %s',
    async (when) => {
      const { machine, running, ids, events } = await judged()
      machine.file.replace = () => Promise.reject(new Error('disk full'))
      await expect(running.port.takeIn([], erasing(ids[0]))).rejects.toThrow('disk full')
      expect(inJournal(machine)).toContain(events[2])
      machine.file.replace = async (bytes) => {
        machine.file.bytes = new Uint8Array(bytes)
      }
      if (when === 'at the end of a round') await running.port.tidy()
      await running.stop()
      const again = await machine.start()
      expect(inJournal(machine)).toEqual([])
      expect([again.port.waiting(), again.store.toForget]).toEqual([0, null])
      await again.stop()
    },
  )
})

describe('[OB2] what can be taken back only later', () => {
  it('[OB2] is, before anything else is written: in the journal and in the database', async () => {
    const { machine, running, ids } = await judged()
    const { db } = running.store
    const full = new DOMException('full', 'QuotaExceededError')
    const put = vi.spyOn(db.outbox, 'bulkPut').mockRejectedValueOnce(full)
    const { append } = machine.file
    // The last bytes of the disk take the event, and not that it is settled.
    machine.file.append = async (bytes) => {
      await append.call(machine.file, bytes)
      machine.file.failWith = full
    }
    const refused = running.transactor.commit([answerDraft(ids[1], 'budget', 'none')])
    await expect(refused).rejects.toThrow('Not saved: this machine has no room left for it.')
    await expect(running.transactor.commit([answerDraft(ids[1], 'need', 'urgent')])).rejects.toThrow(
      'no room left',
    )
    machine.file.append = append
    machine.file.failWith = null
    put.mockRestore()

    // The other way round: the journal is full, and then the database, too.
    machine.file.failWith = new Error(
      "Error invoking remote method 'journal:append': Error: ENOSPC: no space",
    )
    const deleting = vi.spyOn(db.outbox, 'bulkDelete').mockRejectedValue(full)
    for (const value of ['none', 'planned'])
      await expect(running.transactor.commit([answerDraft(ids[1], 'budget', value)])).rejects.toThrow(
        'Not saved: this machine has no room left for it.',
      )
    machine.file.failWith = null
    deleting.mockRestore()
    await running.transactor.commit([answerDraft(ids[1], 'timeline', 'within3')])
    await running.stop()

    const again = await machine.start()
    const fields = (await again.reader.snapshot(ids[1]))!.lead.fields
    expect([again.notice, again.port.waiting(), fields.budget, fields.need]).toEqual([
      null,
      1,
      undefined,
      undefined,
    ])
    expect(fields.timeline).toHaveLength(1)
    await again.stop()
  })
})
