import 'fake-indexeddb/auto'
import Dexie from 'dexie'
import { describe, expect, it } from 'vitest'
import { databaseName } from '../../../renderer/db/database/database.ts'
import { answerDraft, newSnapshot, response } from '../support/leads.ts'
import { createMachine, type Machine, type Running } from '../support/machine.ts'

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
  const waiting = running.port.next(10).map((e) => e.event)
  await writtenBy(1, FIRST, machine, running)
  return { machine, lead, id, waiting, rejected }
}

/** Puts what a desk has stored into a database as an earlier version made it. */
async function writtenBy(
  version: number,
  schema: Record<string, string>,
  machine: Machine,
  running: Running,
): Promise<void> {
  const tables = await Promise.all(
    Object.keys(schema).map(
      async (name): Promise<[string, unknown[]]> => [name, await running.store.db.table(name).toArray()],
    ),
  )
  await running.stop()
  await machine.loseDatabase()
  const old = new Dexie(databaseName(machine.person.id))
  old.version(version).stores(schema)
  await old.open()
  for (const [name, rows] of tables) await old.table(name).bulkPut(rows)
  old.close()
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

/** The schema before leads were packed. */
const SECOND = { ...FIRST, suppressions: 'id, generation' }

describe('[RD20] the store of the version that had a record for each lead', () => {
  it('[RD20] opens with all leads and waiting events, nothing is pulled again, and leads are packed by and by', async () => {
    const packing = { least: Number.POSITIVE_INFINITY, size: 3 }
    const machine = await createMachine(undefined, undefined, { packing })
    const before = await machine.start()
    const leads = Array.from({ length: 20 }, () => newSnapshot(machine.person.id))
    const [worked] = leads
    await before.port.takeIn([], response({ cursor: '7', changes: { leads } }))
    await before.transactor.commit([answerDraft(worked!.lead.id, 'budget', 'none')])
    const waiting = before.port.next(10).map((e) => e.event)
    await writtenBy(2, SECOND, machine, before)

    packing.least = 1
    const running = await machine.start()
    const whole = async ({ reader }: Running) =>
      Promise.all(leads.map(async (s) => (await reader.snapshot(s.lead.id))?.lead.fields))
    const shown = await whole(running)
    expect(shown).not.toContain(undefined)
    expect([running.notice, running.port.cursor()]).toEqual([null, '7'])
    expect(running.port.next(10).map((e) => e.event)).toEqual(waiting)
    await running.port.tidy()
    const { db } = running.store
    expect([await db.leads.toCollection().primaryKeys(), await db.pages.count()]).toEqual([
      [worked!.lead.id],
      7,
    ])
    await running.stop()
    const again = await machine.start()
    expect(await whole(again)).toEqual(shown)
    expect(again.port.next(10).map((e) => e.event)).toEqual(waiting)
    await again.stop()
  })
})
