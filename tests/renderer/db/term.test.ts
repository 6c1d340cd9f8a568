import { describe, expect, it } from 'vitest'
import { readGlance, writeGlance } from '../../../renderer/db/glance.ts'
import { answerDraft, newSnapshot, response } from '../support/leads.ts'
import { createMachine, type Running } from '../support/machine.ts'

const stored = async ({ store: { db } }: Running) =>
  Promise.all(db.tables.map(async (table) => [table.name, await table.toArray()]))

describe('[SY62] stores that another window has opened since', () => {
  it('[SY62] take nothing from the window that stood still meanwhile: no answer, no round, no picture', async () => {
    const machine = await createMachine()
    const first = await machine.start()
    const leads = [newSnapshot(machine.person.id), newSnapshot(machine.person.id)]
    const [id, other] = leads.map((l) => l.lead.id)
    await first.port.takeIn([], response({ changes: { leads } }))
    await first.transactor.commit([answerDraft(id!, 'budget', 'none')])
    const sent = first.port.next(5)

    const second = await machine.start()
    const before = await stored(second)
    await expect(first.transactor.commit([answerDraft(other!, 'budget', 'none')])).rejects.toThrow(
      'Not saved: another window has taken over this desk.',
    )
    const verdicts = [{ id: sent[0]!.event.id, verdict: 'applied' as const }]
    await expect(first.port.takeIn(sent, response({ verdicts }))).rejects.toThrow('another window')
    await expect(writeGlance(first.store, first.reader.rows())).rejects.toThrow('another window')
    expect(await stored(second)).toEqual(before)
    await second.transactor.commit([answerDraft(other!, 'need', 'urgent')])
    expect(second.port.waiting()).toBe(2)
    await first.stop()
    await second.stop()

    const last = await machine.start()
    expect([last.notice, last.port.waiting()]).toEqual([null, 2])
    await last.stop()
  })
})

describe('[RD26] the picture of the desk', () => {
  it('[RD26] is nothing where it is damaged; what else fails is told', async () => {
    const machine = await createMachine()
    const running = await machine.start()
    const { db, sealer } = running.store
    await writeGlance(running.store, [])
    expect(await readGlance(db, sealer)).not.toBeNull()
    const failing = { ...sealer, open: () => Promise.reject(new Error('no memory')) }
    await expect(readGlance(db, failing)).rejects.toThrow('no memory')
    await db.meta.put({ key: 'glance', sealed: new Uint8Array(50) })
    expect(await readGlance(db, sealer)).toBeNull()
    await running.stop()
  })
})
