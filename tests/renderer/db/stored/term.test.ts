import { List } from '../../../../renderer/db/memory/list.ts'
import 'fake-indexeddb/auto'
import type { PromiseExtended } from 'dexie'
import { describe, expect, it, vi } from 'vitest'
import { readGlance, writeGlance } from '../../../../renderer/db/glance.ts'
import { openDatabase } from '../../../../renderer/db/open-store.ts'
import { newDataKey } from '../../../../renderer/session/wrapped-key.ts'
import { answerDraft, newSnapshot, response } from '../../support/leads.ts'
import { createMachine, type Running } from '../../support/machine.ts'
import { createMemoryFile } from '../../support/memory-file.ts'

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
    await expect(writeGlance(first.store, first.reader.list())).rejects.toThrow('another window')
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

describe('[SY62] a window that opens stores', () => {
  it('[SY62] reads nothing of them that an earlier one goes on to write', async () => {
    const parts = { key: await newDataKey(), file: createMemoryFile() }
    const machine = await createMachine(undefined, undefined, parts)
    const first = await machine.start()
    let late: unknown
    const other = await createMachine(machine.person.id, undefined, {
      ...parts,
      async open(...args) {
        const db = await openDatabase(...args)
        const get: (key: 'sync') => PromiseExtended = db.meta.get.bind(db.meta)
        const slow = (key: 'sync') =>
          get(key).then(async (found) => {
            if (key === 'sync') late = await first.port.takeIn([], response()).catch(String)
            return found
          })
        vi.spyOn(db.meta, 'get').mockImplementation(slow as typeof db.meta.get)
        return db
      },
    })
    const second = await other.start()
    expect(late).toContain('another window')
    expect(second.port.cursor()).toBe(first.port.cursor())
    await first.stop()
    await second.stop()
  })

  it('[SY62] whose data was deleted under it says so, and writes nothing', async () => {
    const machine = await createMachine()
    const running = await machine.start()
    const lead = newSnapshot(machine.person.id)
    await running.port.takeIn([], response({ changes: { leads: [lead] } }))
    await running.store.db.meta.clear()
    await expect(running.transactor.commit([answerDraft(lead.lead.id, 'budget', 'none')])).rejects.toThrow(
      'Not saved: the data on this machine was deleted while this window was open. Reload it to go on.',
    )
    expect(await running.store.db.outbox.count()).toBe(0)
    await running.stop()
  })
})

describe('[RD26] the picture of the desk', () => {
  it('[RD26] is nothing where it is damaged; what else fails is told', async () => {
    const machine = await createMachine()
    const running = await machine.start()
    const { db, sealer } = running.store
    await writeGlance(running.store, new List([]))
    expect(await readGlance(db, sealer)).not.toBeNull()
    const failing = { ...sealer, open: () => Promise.reject(new Error('no memory')) }
    await expect(readGlance(db, failing)).rejects.toThrow('no memory')
    await db.meta.put({ key: 'glance', sealed: new Uint8Array(50) })
    expect(await readGlance(db, sealer)).toBeNull()
    await running.stop()
  })
})
