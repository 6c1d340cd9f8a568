import { describe, expect, it } from 'vitest'
import { decodeFrames } from '../../../renderer/db/journal/frames.ts'
import { decodeRecord } from '../../../renderer/db/journal/journal-record.ts'
import { DEFAULT_POLICY } from '../../../shared/policy/default-policy.ts'
import type { Verdict } from '../../../shared/sync/protocol.ts'
import { answerDraft, newSnapshot, response } from '../support/leads.ts'
import { createMachine, type Machine, type Running, SMALL_PAGES, START } from '../support/machine.ts'

const FAULT = { kind: 'notYours', message: 'No.' } as const
const DAMAGED = { sealed: new Uint8Array(50) }

/** Leads in pages, the first of which has an answer that waits. */
async function worked(count = 7) {
  const machine = await createMachine(undefined, { now: START }, { packing: SMALL_PAGES })
  const running = await machine.start()
  const leads = Array.from({ length: count }, () => newSnapshot(machine.person.id))
  const ids = leads.map((s) => s.lead.id)
  await running.port.takeIn([], response({ changes: { leads, people: [machine.person] } }))
  await running.transactor.commit([answerDraft(ids[0]!, 'budget', 'none')])
  return { machine, running, leads, ids }
}

const budget = async ({ reader }: Running, id: string) =>
  (await reader.snapshot(id))?.lead.fields.budget?.[0]?.value

const inJournal = ({ file }: Machine) =>
  decodeFrames(file.bytes!).payloads.flatMap((p) => {
    const record = decodeRecord(p)
    return record?.kind === 'event' ? record.id : []
  })

describe('[RD27] the desk opens over what is damaged', () => {
  it('[RD27] a base and an event of the same lead: the journal gives it back, and it waits', async () => {
    const { machine, running, leads, ids } = await worked()
    const { db } = running.store
    const [entry] = running.port.next(1)
    await db.outbox.update(entry!.event.id, DAMAGED)
    await db.bases.update(ids[0]!, DAMAGED)
    await running.stop()
    const again = await machine.start()
    expect(again.notice).toMatchObject({ kind: 'storage' })
    expect(again.port.next(5).map((e) => e.event)).toEqual([entry!.event])
    expect(again.port.cursor()).toBeNull()
    await again.port.takeIn([], response({ changes: { leads } }))
    expect(await budget(again, ids[0]!)).toBe('none')
    await again.stop()
  })

  it('[RD27] a base of a lead that stayed for the day only', async () => {
    const { machine, running, ids } = await worked()
    const { db } = running.store
    await db.bases.update(ids[0]!, DAMAGED)
    await db.leads.update(ids[0]!, { leaving: true })
    await db.outbox.clear()
    machine.file.bytes = null
    await running.stop()
    const again = await machine.start()
    expect([again.reader.row(ids[0]!), again.port.cursor()]).toEqual([undefined, null])
    await again.stop()
  })

  it('[RD27] people, campaigns and policies: they are pulled again with everything', async () => {
    const { machine, running, leads, ids } = await worked()
    await running.store.db.meta.put({ key: 'context', ...DAMAGED })
    await running.stop()
    const again = await machine.start()
    expect(again.notice).toMatchObject({
      kind: 'storage',
      message: expect.stringContaining('1 stored records'),
    })
    expect([again.reader.people(), again.port.cursor(), again.port.waiting()]).toEqual([[], null, 1])
    expect(again.reader.rows()).toHaveLength(ids.length)
    await again.port.takeIn([], response({ changes: { leads, people: [machine.person] } }))
    await again.stop()
    const last = await machine.start()
    expect([last.notice, last.reader.people()]).toEqual([null, [machine.person]])
    await last.stop()
  })
})

describe('[RD27] rounds go on over a damaged base', () => {
  it('[RD27] when central came back from a backup', async () => {
    const { running, ids } = await worked()
    const { port, store, transactor } = running
    const sent = port.next(5)
    await port.takeIn(sent, response({ verdicts: [{ id: sent[0]!.event.id, verdict: 'applied' }] }))
    await transactor.commit([answerDraft(ids[0]!, 'need', 'urgent')])
    await store.db.bases.update(ids[0]!, DAMAGED)
    await port.takeIn([], response({ epoch: 'second' }))
    expect([port.epoch(), port.cursor(), port.waiting()]).toEqual(['second', null, 2])
    expect(await budget(running, ids[0]!)).toBe('none')
    await running.stop()
  })

  it('[RD27] when an event is parked, and when what is parked is sent again', async () => {
    const { machine, running, ids } = await worked()
    const { port, store, transactor } = running
    await transactor.commit([answerDraft(ids[0]!, 'need', 'urgent')])
    await store.db.bases.update(ids[0]!, DAMAGED)
    const [first] = port.next(1)
    await port.park(first!, FAULT)
    expect([port.waiting(), port.parked(), port.cursor()]).toEqual([1, 1, null])
    await store.db.bases.update(ids[0]!, DAMAGED)
    await port.retryParked()
    expect([port.waiting(), port.parked()]).toEqual([2, 0])
    await running.stop()
    const again = await machine.start()
    expect([again.notice, again.port.waiting()]).toEqual([null, 2])
    await again.stop()
  })
})

describe('[RD28] the journal is settled before anything that can fail', () => {
  /** An answer that takes one event and forgets another, over a damaged page. */
  async function damagedBehind() {
    const { machine, running, ids } = await worked()
    await running.transactor.commit([answerDraft(ids[1]!, 'budget', 'none')])
    const sent = running.port.next(5)
    const verdicts: Verdict[] = [
      { id: sent[0]!.event.id, verdict: 'applied' },
      { id: sent[1]!.event.id, verdict: 'rejected', fault: { kind: 'erased', message: 'gone' } },
    ]
    const removed = [{ id: ids[2]!, to: 'ben', stage: 'open' as const }]
    // Read only since the day is over, behind the transaction.
    const page = running.store.places.pageOf(ids[6]!)!
    await running.store.db.pages.update(page, DAMAGED)
    machine.clock.now += 24 * 3_600_000
    const serverTime = new Date(machine.clock.now).toISOString()
    return { machine, running, ids, sent, answer: response({ verdicts, serverTime, changes: { removed } }) }
  }

  it('[RD28] also where rows that are derived behind the transaction are damaged; who lost a lead is told', async () => {
    const { machine, running, ids, sent, answer } = await damagedBehind()
    const { port } = running
    const moved = await port.takeIn(sent, answer)
    expect(moved.map((m) => m.row.id)).toEqual([ids[2]])
    expect([port.waiting(), port.cursor(), running.reader.row(ids[6]!)]).toEqual([0, null, undefined])
    expect(inJournal(machine)).toEqual([])
    await running.stop()
  })

  it('[RD28] erased ones are not in it any more when the rows fail; the rows are derived though it fails', async () => {
    const { machine, running, ids } = await worked()
    const { store, port } = running
    const removed = [{ id: ids[0]!, to: null, stage: 'closed' as const, erased: true }]
    const policy = { ...DEFAULT_POLICY, version: 7, rules: [{ route: 'low' as const, when: { all: [] } }] }
    const campaigns = [{ id: 'spring', name: 'Spring', policyVersion: 7 }]
    const { toCollection } = store.db.pages
    store.db.pages.toCollection = () => {
      throw new Error('disk lost')
    }
    await expect(
      port.takeIn([], response({ changes: { removed, policies: [policy], campaigns } })),
    ).rejects.toThrow('disk lost')
    expect(inJournal(machine)).toEqual([])
    store.db.pages.toCollection = toCollection

    machine.file.failWith = new Error('disk full')
    const later = { ...policy, version: 8, rules: [{ route: 'nurture' as const, when: { all: [] } }] }
    const erased = [{ id: ids[1]!, to: null, stage: 'closed' as const, erased: true }]
    const changes = {
      removed: erased,
      policies: [later],
      campaigns: [{ ...campaigns[0]!, policyVersion: 8 }],
    }
    await expect(port.takeIn([], response({ changes }))).rejects.toThrow('disk full')
    expect([running.reader.row(ids[1]!), running.reader.row(ids[3]!)?.route]).toEqual([undefined, 'nurture'])
    await running.stop()
  })
})
