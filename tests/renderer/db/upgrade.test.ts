import 'fake-indexeddb/auto'
import Dexie from 'dexie'
import { describe, expect, it } from 'vitest'
import { databaseName } from '../../../renderer/db/database.ts'
import { answerDraft, newSnapshot, response } from '../support/leads.ts'
import { createMachine } from '../support/machine.ts'

/** The schema of the version before. */
const FIRST = { leads: 'id', bases: 'id', outbox: 'id', acked: 'id, at', parked: 'id', meta: 'key' }

/** A machine on which the version before has worked: an answer waits, another is acknowledged, a third parked. */
async function workedBefore() {
  const machine = await createMachine()
  const running = await machine.start()
  const lead = newSnapshot(machine.person.id)
  const id = lead.lead.id
  await running.port.takeIn([], response({ changes: { leads: [lead] } }))
  await running.transactor.commit([
    answerDraft(id, 'budget', 'none'),
    answerDraft(id, 'need', 'urgent'),
    answerDraft(id, 'timeline', 'later'),
  ])
  const sent = running.port.next(2)
  const fault = { kind: 'notYours', message: 'no' } as const
  const [applied, rejected] = sent.map((e) => e.event.id)
  await running.port.takeIn(
    sent,
    response({
      verdicts: [
        { id: applied!, verdict: 'applied' },
        { id: rejected!, verdict: 'rejected', fault },
      ],
    }),
  )
  const { db, sealer } = running.store
  const context = { people: [machine.person], campaigns: [], policies: [] }
  await db.meta.put({ key: 'context', sealed: await sealer.seal('context', context) })
  const tables = await Promise.all(
    Object.keys(FIRST).map(
      async (name): Promise<[string, unknown[]]> => [name, await db.table(name).toArray()],
    ),
  )
  const waiting = running.port.next(10).map((e) => e.event)
  await running.stop()
  await machine.loseDatabase()
  const old = new Dexie(databaseName(machine.person.id))
  old.version(1).stores(FIRST)
  await old.open()
  for (const [name, rows] of tables) await old.table(name).bulkPut(rows)
  old.close()
  return { machine, lead, id, waiting, rejected }
}

describe('[RD13] the store of the version before', () => {
  it('[RD13] keeps every lead, waiting and parked event, and pulls what it does not have', async () => {
    const { machine, id, waiting, rejected } = await workedBefore()
    const running = await machine.start()
    expect(running.notice).toBeNull()
    expect(running.port.next(10).map((e) => e.event)).toEqual(waiting)
    expect((await running.reader.parked()).map((p) => p.id)).toEqual([rejected])
    expect((await running.reader.snapshot(id))?.lead.fields).toMatchObject({
      budget: [{ value: 'none' }],
      timeline: [{ value: 'later' }],
    })
    expect([running.port.cursor(), running.port.epoch()]).toEqual([null, 'first'])
    expect(running.reader.listsKnown()).toBe(false)
    expect(await running.store.db.acked.count()).toBe(1)
    expect([running.reader.people(), running.reader.suppressionLists()]).toEqual([[machine.person], []])
    await running.stop()
  })

  it('[RD13] the next round sends what waits and brings lists and leads', async () => {
    const { machine, lead, id, waiting } = await workedBefore()
    const running = await machine.start()
    const sent = running.port.next(10)
    await running.port.takeIn(
      sent,
      response({
        verdicts: waiting.map((e) => ({ id: e.id, verdict: 'applied' as const })),
        changes: { leads: [lead], suppressions: [{ list: 'internal', added: [5], removed: [] }] },
      }),
    )
    expect(running.port.waiting()).toBe(0)
    expect(running.reader.row(id)?.pending).toBe(false)
    expect(running.reader.ground('spring').suppressedBy(5)).toBe('internal')
    await running.stop()
    const again = await machine.start()
    expect(again.port.cursor(), 'once').toBe('1')
    await again.stop()
  })
})
