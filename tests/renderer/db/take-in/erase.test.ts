import 'fake-indexeddb/auto'
import { v7 } from 'uuid'
import { describe, expect, it } from 'vitest'
import { readGlance, writeGlance } from '../../../../renderer/db/glance.ts'
import { decodeFrames } from '../../../../renderer/db/journal/frames.ts'
import { decodeRecord } from '../../../../renderer/db/journal/journal-record.ts'
import { likelyOf } from '../../../../renderer/flow/likely-duplicates.ts'
import { subjectOf } from '../../../../shared/lead/likeness.ts'
import type { SyncResponse } from '../../../../shared/sync/protocol.ts'
import { answerDraft, mergeDraft, newSnapshot, response } from '../../support/leads.ts'
import { createMachine, type Machine, type Running } from '../../support/machine.ts'

const erased = (...ids: string[]): SyncResponse =>
  response({ changes: { removed: ids.map((id) => ({ id, to: null, stage: 'closed', erased: true })) } })

/** Ids of the events whose sealed content lies in the journal. */
const inJournal = ({ file }: Machine): string[] =>
  decodeFrames(file.bytes ?? new Uint8Array()).payloads.flatMap((p) => {
    const record = decodeRecord(p)
    return record?.kind === 'event' ? record.id : []
  })

const waitingIds = ({ port }: Running) => port.next(100).map((e) => e.event.id)

/** Two leads of mine, each with one event that was taken, one that was refused and one that waits. */
async function worked() {
  const machine = await createMachine()
  const running = await machine.start()
  const { person } = machine
  const leads = [
    newSnapshot(person.id, { firstName: 'Zoe', lastName: 'Quint', phone: '+17575550150' }),
    newSnapshot(person.id, { firstName: 'Bob', lastName: 'Ray', phone: '+17575550151' }),
  ] as const
  const [gone, kept] = leads.map((l) => l.lead.id) as [string, string]
  await running.port.takeIn([], response({ changes: { leads: [...leads] } }))
  const { transactor, port } = running
  for (const id of [gone, kept])
    await transactor.commit([answerDraft(id, 'budget', 'none'), answerDraft(id, 'need', 'critical')])
  const sent = port.next(100)
  const verdicts = sent.map(({ event }) =>
    event.type === 'field.answered' && event.payload.field === 'need'
      ? ({
          id: event.id,
          verdict: 'rejected',
          fault: { kind: 'conflict', message: 'no' },
        } as const)
      : ({ id: event.id, verdict: 'applied' } as const),
  )
  await port.takeIn(sent, response({ verdicts, cursor: '2' }))
  for (const id of [gone, kept]) await transactor.commit([answerDraft(id, 'timeline', 'within3')])
  return { machine, running, gone, kept }
}

describe('[ER4] an erased lead', () => {
  it('[ER4] goes with all that waits, was taken or was refused; others keep theirs', async () => {
    const { machine, running, gone, kept } = await worked()
    const { reader, port, store } = running
    const [, waits] = waitingIds(running)
    const before = await likelyOf(running.desk, {
      campaign: 'spring',
      subject: { ...subjectOf((await reader.snapshot(gone))!.lead), id: v7() },
    })
    expect(before.map((d) => d.id)).toContain(gone)
    const subject = { ...subjectOf((await reader.snapshot(gone))!.lead), id: v7() }
    await writeGlance(store, reader.list())
    expect((await readGlance(store.db, store.sealer))?.lines.map((l) => l.id)).toEqual([gone, kept])
    expect(await port.takeIn([], erased(gone))).toEqual([])
    expect(await readGlance(store.db, store.sealer)).toBeNull()
    expect(reader.rows().map((r) => r.id)).toEqual([kept])
    expect(await reader.snapshot(gone)).toBeNull()
    expect(waitingIds(running)).toEqual([waits])
    expect((await reader.parked()).map((p) => p.leadId)).toEqual([kept])
    expect(port.parked()).toBe(1)
    expect(await store.db.acked.count()).toBe(1)
    expect(await store.db.bases.toCollection().primaryKeys()).toEqual([kept])
    expect(inJournal(machine)).toHaveLength(2)
    expect(reader.withKeys(['phone:+17575550150'])).toEqual([])
    expect(await likelyOf(running.desk, { campaign: 'spring', subject })).toEqual([])
    expect([...reader.erased()]).toEqual([gone])
    await running.stop()

    const again = await machine.start()
    expect(again.reader.rows().map((r) => r.id)).toEqual([kept])
    expect(waitingIds(again)).toEqual([waits])
    await again.stop()
  })

  it('[RD24] [ER4] is in no list, and what came with it is, before the journal is written anew', async () => {
    const { machine, running, gone, kept } = await worked()
    const { replace } = machine.file
    const seen: unknown[] = []
    machine.file.replace = async (bytes) => {
      const { reader, store } = running
      seen.push([reader.row(gone), reader.row(kept)?.version, store.places.generationOf(gone)])
      await replace.call(machine.file, bytes)
    }
    const { changes, ...rest } = erased(gone)
    const later = { ...(await running.reader.snapshot(kept))!, version: 9 }
    await running.port.takeIn([], { ...rest, changes: { ...changes, leads: [later] } })
    expect(seen).toEqual([[undefined, 9, null]])
    await running.stop()
  })

  it('[ER4] goes though a call of mine runs', async () => {
    const { running, gone, kept } = await worked()
    const at = new Date(running.store.clock.now()).toISOString()
    const call = { call: v7(), phone: '', at }
    await running.transactor.commit([{ leadId: gone, type: 'call.started', payload: call }])
    await running.port.takeIn([], erased(gone))
    expect(running.reader.rows().map((r) => r.id)).toEqual([kept])
    await expect(running.transactor.commit([answerDraft(gone, 'budget', 'none')])).rejects.toThrow()
    await running.stop()
  })

  it('[ER4] that was merged here leaves the other one, alone', async () => {
    const { running, gone, kept } = await worked()
    await running.transactor.commit([mergeDraft(kept, gone)])
    expect(running.reader.rows()).toHaveLength(1)
    await running.port.takeIn([], erased(gone))
    const [row] = running.reader.rows()
    expect(row).toMatchObject({ id: kept, parts: [kept], name: 'Bob Ray' })
    expect((await running.reader.snapshot(kept))?.lead.fields.timeline?.[0]?.value).toBe('within3')
    await running.stop()
  })

  it('[ER3] an event for it is forgotten by its verdict, not parked', async () => {
    const { machine, running, gone } = await worked()
    const parked = running.port.parked()
    const sent = running.port.next(100)
    const verdicts = sent.map(({ event: { id, leadId } }) =>
      leadId === gone
        ? ({ id, verdict: 'rejected', fault: { kind: 'erased', message: 'gone' } } as const)
        : ({ id, verdict: 'applied' } as const),
    )
    const forgotten = sent.find((e) => e.event.leadId === gone)!.event.id
    await running.port.takeIn(sent, response({ verdicts, cursor: '3' }))
    expect([running.port.waiting(), running.port.parked()]).toEqual([0, parked])
    expect(inJournal(machine)).not.toContain(forgotten)
    const shown = (await running.reader.snapshot(gone))?.lead
    expect(shown?.fields.timeline).toBeUndefined()
    await running.stop()
  })

  it('[ER4] after a crash before the journal was written anew, its verdicts forget what comes back', async () => {
    const { machine, running, gone, kept } = await worked()
    const journal = machine.file.bytes
    await running.port.takeIn([], erased(gone))
    await running.stop()
    machine.file.bytes = journal
    const again = await machine.start()
    const sent = again.port.next(100)
    const back = sent.filter((e) => e.event.leadId === gone)
    expect(back.length).toBeGreaterThan(0)
    const verdicts = sent.map(({ event: { id, leadId } }) =>
      leadId === gone
        ? ({ id, verdict: 'rejected', fault: { kind: 'erased', message: 'gone' } } as const)
        : ({ id, verdict: 'applied' } as const),
    )
    await again.port.takeIn(sent, response({ verdicts, cursor: '3' }))
    expect(again.reader.rows().map((r) => r.id)).toEqual([kept])
    for (const { event } of back) expect(inJournal(machine)).not.toContain(event.id)
    await again.stop()
  })
})
