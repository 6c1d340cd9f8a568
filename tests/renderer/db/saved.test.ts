import 'fake-indexeddb/auto'
import { v7 } from 'uuid'
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { metaOf } from '../../../renderer/db/database/database.ts'
import { SaveError } from '../../../renderer/db/errors.ts'
import { createJournal } from '../../../renderer/db/journal/journal.ts'
import { answerDraft, captureDraft, newSnapshot, response } from '../support/leads.ts'
import { createMachine, type Machine, type Running } from '../support/machine.ts'

const settled = async (promise: Promise<unknown>, ms = 200) => {
  const late = new Promise((resolve) => setTimeout(() => resolve('pending'), ms))
  return Promise.race([
    promise.then(
      () => 'resolved',
      () => 'rejected',
    ),
    late,
  ])
}

const held = () => {
  let release: () => void = () => undefined
  const until = new Promise<void>((resolve) => {
    release = resolve
  })
  return { until, release }
}

async function withLead(): Promise<{ machine: Machine; running: Running; id: string }> {
  const machine = await createMachine()
  const running = await machine.start()
  const lead = newSnapshot(machine.person.id)
  await running.port.takeIn([], response({ changes: { leads: [lead] } }))
  return { machine, running, id: lead.lead.id }
}

afterEach(() => vi.restoreAllMocks())

it('[OB23] a database that does not open again, and never says so, is given up: what was to be saved is refused, and goes on once it opens', async () => {
  const { running, id } = await withLead()
  const { db } = running.store
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const never = vi.spyOn(db.factory, 'open').mockReturnValue({} as IDBOpenDBRequest)
  // As when Chromium lets go of it.
  db.close({ disableAutoOpen: false })
  for (const answer of ['approved', 'none']) {
    const told = running.transactor.commit([answerDraft(id, 'budget', answer)]).then(
      () => 'saved',
      (error: unknown) => error,
    )
    await vi.waitFor(() => expect(vi.getTimerCount()).toBe(1))
    vi.advanceTimersByTime(5_000)
    expect(await told).toBeInstanceOf(SaveError)
    expect(await told).toHaveProperty('message', expect.stringContaining('Reload it to go on'))
  }
  never.mockRestore()
  vi.useRealTimers()
  expect(running.reader.row(id)?.pending).toBe(false)
  await running.transactor.commit([answerDraft(id, 'budget', 'approved')])
  expect(running.reader.row(id)?.pending).toBe(true)
  await running.stop()
})

it('[OB23] a database that opens only after it was given up is let go, and opened again for what is written next', async () => {
  const { running, id } = await withLead()
  const { db } = running.store
  const open = db.factory.open.bind(db.factory)
  const real: IDBOpenDBRequest[] = []
  const asked = {
    get result() {
      return real[0]!.result
    },
  } as IDBOpenDBRequest
  vi.spyOn(db.factory, 'open').mockReturnValueOnce(asked)
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  db.close({ disableAutoOpen: false })
  const told = expect(running.transactor.commit([answerDraft(id, 'budget', 'approved')])).rejects.toThrow(
    'Reload it to go on',
  )
  await vi.waitFor(() => expect(vi.getTimerCount()).toBe(1))
  vi.advanceTimersByTime(5_000)
  await told
  vi.useRealTimers()
  const late = open(db.name)
  real.push(late)
  await new Promise((resolve) => {
    late.onsuccess = (event) => resolve(asked.onsuccess?.call(late, event))
  })
  expect(db.isOpen()).toBe(false)
  await running.transactor.commit([answerDraft(id, 'budget', 'approved')])
  expect(running.reader.row(id)?.pending).toBe(true)
  // It would be waited for as long as the other is open.
  await new Promise((resolve, reject) => {
    db.close()
    const deleting = db.factory.deleteDatabase(db.name)
    deleting.onsuccess = resolve
    deleting.onblocked = reject
  })
})

it('[OB23] of a database that is empty all at once is said what is true: that it was deleted, or that there is no room, where no other is taken either', async () => {
  const { running, id } = await withLead()
  const { db } = running.store
  await db.meta.clear()
  const told = () =>
    running.transactor.commit([answerDraft(id, 'budget', 'none')]).catch((e: Error) => e.message)
  expect(await told()).toContain('was deleted while this window was open')
  onTestFinished(() => void vi.restoreAllMocks())
  const open = db.factory.open.bind(db.factory)
  vi.spyOn(db.factory, 'open').mockImplementation((name, version) => {
    if (name === 'leadwright-try') throw new DOMException('full', 'QuotaExceededError')
    return open(name, version)
  })
  expect(await told()).toContain('no room left')
  await running.stop()
})

it('[OB24] a database that the browser let go has another log begun before anything is written to it; where none can be, before the next write', async () => {
  const { running, id } = await withLead()
  const { db } = running.store
  const renewed = async () => (await metaOf(db, 'renewed'))?.n ?? 0
  db.close({ disableAutoOpen: false })
  const open = db.factory.open.bind(db.factory)
  const full = vi.spyOn(db.factory, 'open').mockImplementation((name, version) => {
    if (name === 'leadwright-try') throw new DOMException('full', 'QuotaExceededError')
    return open(name, version)
  })
  await running.transactor.commit([answerDraft(id, 'budget', 'planned')])
  expect(await renewed()).toBe(0)
  full.mockRestore()
  for (const answer of ['approved', 'none']) {
    await running.transactor.commit([answerDraft(id, 'budget', answer)])
    expect(await renewed(), 'once').toBe(2)
  }
  expect(await db.outbox.count()).toBe(3)
  await running.stop()
})

describe('[OB1] saved means: lead and outbox committed, and the journal flushed', () => {
  it('[OB1] does not resolve before the journal has flushed', async () => {
    const { machine, running, id } = await withLead()
    const disk = held()
    machine.file.hold = disk.until
    const saving = running.transactor.commit([answerDraft(id, 'budget', 'approved')])
    expect(await settled(saving)).toBe('pending')
    expect(running.reader.row(id)?.pending).toBe(false)
    disk.release()
    await saving
    expect(running.reader.row(id)?.pending).toBe(true)
    await running.stop()
  })

  it('[OB1] does not resolve before the database has committed', async () => {
    const { machine, running, id } = await withLead()
    const { db } = running.store
    const disk = held()
    const transaction = db.transaction.bind(db) as (...args: unknown[]) => Promise<unknown>
    vi.spyOn(db, 'transaction').mockImplementation(((...args: unknown[]) =>
      disk.until.then(() => transaction(...args))) as never)
    const before = machine.file.bytes?.length ?? 0
    const saving = running.transactor.commit([answerDraft(id, 'budget', 'approved')])
    expect(await settled(saving)).toBe('pending')
    // The journal is written meanwhile.
    await expect.poll(() => machine.file.bytes!.length).toBeGreaterThan(before)
    disk.release()
    await saving
    expect(await db.outbox.count()).toBe(1)
    await running.stop()
  })

  it('[OB1] commits one after the other, in the order of the calls', async () => {
    const { running, id } = await withLead()
    await Promise.all(
      ['approved', 'planned', 'none'].map((v) => running.transactor.commit([answerDraft(id, 'budget', v)])),
    )
    const lead = await running.reader.lead(id)
    expect(lead?.snapshot.lead.fields.budget?.map((v) => v.value)).toEqual(['none', 'planned', 'approved'])
    expect(running.port.next(10).map((e) => e.seq)).toEqual([1, 2, 3])
    await running.stop()
  })
})

describe('[OB2] what failed to save is nowhere', () => {
  it('[OB2] a failing journal rejects, and nothing comes up after a restart', async () => {
    const { machine, running, id } = await withLead()
    machine.file.failWith = new Error('disk gone')
    await expect(running.transactor.commit([answerDraft(id, 'budget', 'approved')])).rejects.toThrow(
      SaveError,
    )
    machine.file.failWith = null
    expect(running.reader.row(id)?.pending).toBe(false)
    expect(running.port.waiting()).toBe(0)
    await running.stop()
    const again = await machine.start()
    expect(again.port.waiting()).toBe(0)
    expect((await again.reader.lead(id))?.snapshot.lead.fields.budget).toBeUndefined()
    expect(again.notice).toBeNull()
    await again.stop()
  })

  it('[OB2] a full database rejects with a clear message, and the journal does not bring the event back', async () => {
    const { machine, running, id } = await withLead()
    vi.spyOn(running.store.db.outbox, 'bulkPut').mockRejectedValue(
      new DOMException('full', 'QuotaExceededError'),
    )
    await expect(running.transactor.commit([answerDraft(id, 'budget', 'approved')])).rejects.toThrow(
      /Not saved: this machine has no room left/,
    )
    await running.stop()
    const again = await machine.start()
    expect(again.port.waiting()).toBe(0)
    expect((await again.reader.lead(id))?.snapshot.lead.fields.budget).toBeUndefined()
    await again.stop()
  })

  it('[OB2] (simulation, seed 102) nor does the loss of the journal’s end bring it back', async () => {
    const { machine, running, id } = await withLead()
    await running.transactor.commit([answerDraft(id, 'need', 'urgent')])
    vi.spyOn(running.store.db.outbox, 'bulkPut').mockRejectedValueOnce(
      new DOMException('full', 'QuotaExceededError'),
    )
    await expect(running.transactor.commit([answerDraft(id, 'budget', 'approved')])).rejects.toThrow(
      SaveError,
    )
    await running.stop()
    machine.file.bytes = machine.file.bytes!.slice(0, -10)
    const again = await machine.start()
    expect(again.port.next(5).map((e) => e.event.payload)).toMatchObject([{ field: 'need' }])
    await again.stop()
  })

  it.each(['database', 'journal'] as const)(
    '[OB2] nor when the machine dies before there is room to take back what the %s has of it',
    async (holder) => {
      const { machine, running, id } = await withLead()
      await running.transactor.commit([answerDraft(id, 'need', 'urgent')])
      const full = new DOMException('full', 'QuotaExceededError')
      const { outbox } = running.store.db
      vi.spyOn(outbox, 'bulkDelete').mockRejectedValue(full)
      if (holder === 'journal')
        vi.spyOn(outbox, 'bulkPut').mockImplementation((() => {
          machine.file.failWith = full
          return Promise.reject(full)
        }) as never)
      else machine.file.failWith = full
      const own = v7()
      const drafts = [answerDraft(id, 'budget', 'approved'), captureDraft(own)]
      await expect(running.transactor.commit(drafts)).rejects.toThrow('no room left')
      running.store.db.close()
      machine.file.failWith = null
      for (const start of ['first', 'second', 'without the database']) {
        if (start === 'without the database') await machine.loseDatabase()
        const again = await machine.start()
        const waiting = again.port.next(5).map((e) => e.event.payload)
        expect(waiting, start).toMatchObject([{ field: 'need' }])
        expect(again.reader.row(own), start).toBeUndefined()
        const shown = await again.reader.lead(id)
        expect(shown?.snapshot.lead.fields.budget, start).toBeUndefined()
        await again.stop()
      }
    },
  )

  it('[OB2] a journal of an earlier version gets its place for what is refused when there is room', async () => {
    const { machine, running, id } = await withLead()
    await running.transactor.commit([answerDraft(id, 'need', 'urgent')])
    await running.stop()
    const journal = createJournal(machine.file)
    const { records } = await journal.readAll()
    await journal.replace(records.filter((r) => r.kind !== 'refused'))
    machine.file.failWith = new DOMException('full', 'QuotaExceededError')
    const full = await machine.start()
    expect([full.notice, full.port.waiting()]).toEqual([null, 1])
    await full.stop()
    machine.file.failWith = null
    const roomy = await machine.start()
    expect([roomy.notice, roomy.port.waiting()]).toEqual([null, 1])
    await roomy.stop()
    expect((await createJournal(machine.file).readAll()).records[0]).toEqual({ kind: 'refused', ids: [] })
  })

  it('[OB2] a failed commit does not block the next', async () => {
    const { machine, running, id } = await withLead()
    machine.file.failWith = new Error('disk gone')
    const first = running.transactor.commit([answerDraft(id, 'budget', 'approved')])
    await expect(first).rejects.toThrow('disk gone')
    machine.file.failWith = null
    await running.transactor.commit([answerDraft(id, 'budget', 'planned')])
    expect((await running.reader.lead(id))?.snapshot.lead.fields.budget?.map((v) => v.value)).toEqual([
      'planned',
    ])
    await running.stop()
  })

  it('[OB2] an event that is no event is refused before anything is written', async () => {
    const { machine, running, id } = await withLead()
    const before = machine.file.bytes!.length
    const bad = { leadId: id, type: 'lead.skipped', payload: { until: 'tomorrow', reason: '' } } as const
    await expect(running.transactor.commit([bad])).rejects.toThrow()
    expect(machine.file.bytes!.length).toBe(before)
    await running.stop()
  })
})

describe('[OB3] a lead that is not here takes only its capture', () => {
  it('[OB3] captures and answers in one commit', async () => {
    const machine = await createMachine()
    const running = await machine.start()
    const id = v7()
    await running.transactor.commit([captureDraft(id), answerDraft(id, 'need', 'urgent')])
    expect(running.reader.row(id)).toMatchObject({
      name: 'Oyelaran',
      owner: machine.person.id,
      pending: true,
    })
    await running.stop()
    const again = await machine.start()
    expect(again.reader.row(id)).toEqual(running.reader.row(id))
    await again.stop()
  })

  it('[OB3] refuses an answer to a lead that left', async () => {
    const running = await (await createMachine()).start()
    await expect(running.transactor.commit([answerDraft(v7(), 'need', 'urgent')])).rejects.toThrow(
      'no longer on this machine',
    )
    await running.stop()
  })
})
