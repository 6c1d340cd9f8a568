import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import { v7 } from 'uuid'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { databaseName } from '../../../../renderer/db/database/database.ts'
import { createPeopleDatabase } from '../../../../renderer/db/database/people-database.ts'
import { openDatabase } from '../../../../renderer/db/open-store.ts'
import { renewLog } from '../../../../renderer/db/stored/renew-log.ts'
import { createBuckets } from '../../support/buckets.ts'
import { captureDraft } from '../../support/leads.ts'
import { createMachine, type Machine, type Running } from '../../support/machine.ts'

/** A machine that was killed while one change waited. */
async function worked() {
  const buckets = createBuckets()
  const machine: Machine = await createMachine(undefined, undefined, {
    open: (personId, exists) => openDatabase(personId, exists, buckets),
  })
  const running = await machine.start()
  await running.transactor.commit([captureDraft(v7(), { lastName: 'Raman' })])
  await renewLog(running.store)
  running.store.db.close()
  return { machine, buckets, bucket: `database-${databaseName(machine.person.id)}` }
}

const atOrigin = async () => (await indexedDB.databases()).map((d) => d.name)
const said = (running: Running) => running.notice?.message ?? null

describe('[OB25] a database that was lost', () => {
  it('[OB25] is begun anew in a bucket of its own, and lies there from then on', async () => {
    const { machine, buckets, bucket } = await worked()
    const whole = await machine.start()
    expect([said(whole), buckets.held.size]).toEqual([null, 0])
    whole.store.db.close()
    await machine.loseDatabase()
    const rebuilt = await machine.start()
    expect(said(rebuilt)).toContain('1 change')
    expect(rebuilt.port.waiting()).toBe(1)
    expect([...buckets.held.keys()]).toEqual([bucket])
    expect(await atOrigin()).not.toContain(databaseName(machine.person.id))
    await rebuilt.stop()
    const later = await machine.start()
    expect([said(later), later.port.waiting()]).toEqual([null, 1])
    await later.stop()
  })

  it('[OB25] again is begun anew again; a kill in between leaves one that can be used', async () => {
    const { machine, buckets, bucket } = await worked()
    await machine.loseDatabase()
    await buckets.open(bucket, { persisted: true })
    for (let losses = 0; losses < 2; losses += 1) {
      const before = buckets.held.get(bucket)
      const running = await machine.start()
      expect([running.port.waiting(), buckets.held.get(bucket) === before]).toEqual([1, false])
      await running.stop()
      buckets.held.set(bucket, new IDBFactory())
    }
  })

  it('[OB25] is the one of everybody who worked here, too, where the origin’s open no more; where nothing opens, nothing is deleted', async () => {
    const { machine, buckets } = await worked()
    const { person } = machine
    onTestFinished(() => void vi.restoreAllMocks())
    vi.spyOn(console, 'warn').mockReturnValue()
    const broken = () => {
      throw new DOMException('Internal error opening backing store', 'UnknownError')
    }
    vi.spyOn(indexedDB, 'open').mockImplementation(broken)
    vi.spyOn(indexedDB, 'deleteDatabase').mockImplementation(broken)
    const full = vi.spyOn(IDBFactory.prototype, 'open').mockImplementation(broken)
    await expect(machine.start()).rejects.toThrow('Nothing was deleted.')
    full.mockRestore()
    const running = await machine.start()
    expect(running.port.waiting()).toBe(1)
    await running.stop()
    await createPeopleDatabase(buckets).put({ person, wrappedKey: 'k' })
    expect(await createPeopleDatabase(buckets).all()).toEqual([{ person, wrappedKey: 'k' }])
  })
})

describe('[OB24] another log', () => {
  it('[OB24] is begun by deleting a database; what was written before it is missed where it is not there', async () => {
    const { machine, buckets } = await worked()
    const running = await machine.start()
    const { db } = running.store
    expect(await db.meta.bulkGet(['renewing', 'renewed'])).toEqual([
      { key: 'renewing', n: 1 },
      { key: 'renewed', n: 1 },
    ])
    expect(await atOrigin()).not.toContain('leadwright-try')
    // Killed between the two: nothing is missing.
    await db.meta.put({ key: 'renewing', n: 2 })
    await running.stop()
    const whole = await machine.start()
    expect([said(whole), buckets.held.size]).toEqual([null, 0])
    await renewLog(whole.store)
    await whole.store.db.meta.put({ key: 'renewing', n: 2 })
    await whole.store.db.outbox.clear()
    await whole.stop()
    const rebuilt = await machine.start()
    expect(said(rebuilt)).toContain('The data on this machine was gone')
    expect([rebuilt.port.waiting(), buckets.held.size]).toEqual([1, 1])
    await rebuilt.stop()
  })
})
