import 'fake-indexeddb/auto'
import { v7 } from 'uuid'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { databaseName } from '../../../../renderer/db/database/database.ts'
import { answerDraft, captureDraft, newSnapshot, response } from '../../support/leads.ts'
import { createMachine, type Machine } from '../../support/machine.ts'

/** A machine that was killed after its agent captured one lead and answered a question of another. */
async function worked(): Promise<{ machine: Machine; theirs: string; own: string; waiting: string[] }> {
  const machine = await createMachine()
  const running = await machine.start()
  const lead = newSnapshot(machine.person.id)
  const own = v7()
  await running.port.takeIn([], response({ changes: { leads: [lead] } }))
  await running.transactor.commit([answerDraft(lead.lead.id, 'budget', 'approved')])
  await running.transactor.commit([captureDraft(own, { lastName: 'Raman' })])
  const waiting = running.port.next(10).map((e) => e.event.id)
  running.store.db.close()
  return { machine, theirs: lead.lead.id, own, waiting }
}

const waitingIn = (running: Awaited<ReturnType<Machine['start']>>) =>
  running.port.next(10).map((e) => e.event.id)

describe('[OB4] a start brings database and journal into agreement', () => {
  it('[OB4] all is there: nothing is said, everything waits once', async () => {
    const { machine, theirs, waiting } = await worked()
    const running = await machine.start()
    expect(running.notice).toBeNull()
    expect(waitingIn(running)).toEqual(waiting)
    expect(running.reader.row(theirs)?.pending).toBe(true)
    await running.stop()
  })

  it('[OB5] the database is gone: it is said, and the journal gives back what waited', async () => {
    const { machine, theirs, own, waiting } = await worked()
    await machine.loseDatabase()
    const running = await machine.start()
    expect(running.notice).toMatchObject({ kind: 'storage', message: expect.stringContaining('2 changes') })
    expect(waitingIn(running)).toEqual(waiting)
    expect(running.reader.row(own)?.name, 'a lead captured here is whole again').toBe('Raman')
    expect(running.port.cursor(), 'everything is pulled anew').toBeNull()
    expect(running.port.deviceId).toBe(`device-of-${machine.person.id}`.slice(0, 40))
    const lead = newSnapshot(machine.person.id)
    lead.lead.id = theirs
    await running.port.takeIn([], response({ changes: { leads: [lead] } }))
    expect((await running.reader.lead(theirs))?.snapshot.lead.fields.budget?.[0]?.value).toBe('approved')
    await running.stop()
  })

  it('[OB5] a database that does not open is given up; where no other opens either, nothing is deleted', async () => {
    const { machine, waiting } = await worked()
    const { open, deleteDatabase } = indexedDB
    onTestFinished(() => void vi.restoreAllMocks())
    vi.spyOn(console, 'warn').mockReturnValue()
    const broken = new Set<string>()
    vi.spyOn(indexedDB, 'open').mockImplementation((name, version) => {
      if (broken.has(name) || broken.has('*')) throw new DOMException('Internal error', 'UnknownError')
      return open.call(indexedDB, name, version)
    })
    vi.spyOn(indexedDB, 'deleteDatabase').mockImplementation((name) => {
      broken.delete(name)
      return deleteDatabase.call(indexedDB, name)
    })
    broken.add(databaseName(machine.person.id)).add('*')
    await expect(machine.start()).rejects.toThrow('Nothing was deleted.')
    broken.clear()
    const whole = await machine.start()
    expect([whole.notice, waitingIn(whole)]).toEqual([null, waiting])
    await whole.stop()

    broken.add(databaseName(machine.person.id))
    const rebuilt = await machine.start()
    expect(rebuilt.notice?.message).toContain('2 changes')
    expect(waitingIn(rebuilt)).toEqual(waiting)
    expect((await indexedDB.databases()).map((d) => d.name)).not.toContain('leadwright-try')
    await rebuilt.stop()
  })

  it('[OB6] the journal is gone: it is said, and written anew from the outbox', async () => {
    const { machine, waiting } = await worked()
    machine.file.bytes = null
    const running = await machine.start()
    expect(running.notice).toMatchObject({
      kind: 'storage',
      message: expect.stringContaining('journal was gone'),
    })
    expect(waitingIn(running)).toEqual(waiting)
    running.store.db.close()
    await machine.loseDatabase()
    const later = await machine.start()
    expect(waitingIn(later)).toEqual(waiting)
    await later.stop()
  })

  it('[OB7] both are gone: the loss is said, with how much waited', async () => {
    const { machine } = await worked()
    await machine.loseDatabase()
    machine.file.bytes = null
    const running = await machine.start()
    expect(running.notice).toMatchObject({
      kind: 'loss',
      message: expect.stringMatching(
        /2 changes had not reached central when last known \(2026-11-22 09:00 UTC\)/,
      ),
    })
    expect(running.port.waiting()).toBe(0)
    await running.stop()
    const next = await machine.start()
    expect(next.notice, 'it is said once').toBeNull()
    await next.stop()
  })

  it('[OB8] a torn tail is set aside and said; everything before it is used', async () => {
    const { machine, waiting } = await worked()
    await machine.loseDatabase()
    const whole = machine.file.bytes!
    machine.file.bytes = whole.slice(0, -5)
    const running = await machine.start()
    expect(running.notice).toMatchObject({ kind: 'storage', message: expect.stringContaining('set aside') })
    expect(waitingIn(running)).toEqual(waiting.slice(0, 1))
    expect(machine.file.aside).toEqual([whole.slice(0, -5)])
    await running.stop()
  })

  it('[OB10] (journal-damage, seed 13) of a damaged journal nothing is used twice: what it no longer says is settled the database does', async () => {
    const { machine, waiting } = await worked()
    const running = await machine.start()
    const sent = running.port.next(1)
    const verdicts = [{ id: sent[0]!.event.id, verdict: 'applied' as const }]
    const { length } = machine.file.bytes!
    await running.port.takeIn(sent, response({ verdicts }))
    await running.stop()
    machine.file.bytes![length + 20]! ^= 1
    await (await machine.start()).stop()
    await machine.loseDatabase()
    const again = await machine.start()
    expect(waitingIn(again)).toEqual(waiting.slice(1))
    await again.stop()
  })

  it('[OB4] an event that only the journal has is folded in again', async () => {
    const { machine, theirs, waiting } = await worked()
    const before = await machine.start()
    await before.store.db.outbox.delete(waiting[0]!)
    before.store.db.close()
    const running = await machine.start()
    expect(waitingIn(running).sort()).toEqual([...waiting].sort())
    expect((await running.reader.lead(theirs))?.snapshot.lead.fields.budget?.[0]?.value).toBe('approved')
    await running.stop()
  })

  it('[OB9] a damaged row is fetched from central again', async () => {
    const { machine, own, waiting } = await worked()
    const before = await machine.start()
    await before.store.db.leads.update(own, { sealed: new Uint8Array(40) })
    await before.store.db.outbox.update(waiting[1]!, { sealed: new Uint8Array(40) })
    before.store.db.close()
    const running = await machine.start()
    expect(running.notice).toMatchObject({ kind: 'storage' })
    expect(running.port.cursor()).toBeNull()
    expect(waitingIn(running).sort(), 'the journal still has it').toEqual([...waiting].sort())
    await running.stop()
  })

  it('[OB10] what central acknowledged does not come back, nor what a person gave up', async () => {
    const { machine } = await worked()
    const running = await machine.start()
    const [first, second] = running.port.next(10)
    await running.port.takeIn(
      [first!, second!],
      response({
        verdicts: [
          { id: first!.event.id, verdict: 'applied' },
          { id: second!.event.id, verdict: 'rejected', fault: { kind: 'notYours', message: 'no' } },
        ],
      }),
    )
    await running.transactor.dismissParked([second!.event.id])
    running.store.db.close()
    await machine.loseDatabase()
    const later = await machine.start()
    expect(later.port.waiting()).toBe(0)
    await later.stop()
  })

  it('[OB11] a large journal is rewritten with what is still needed', async () => {
    const { machine, waiting } = await worked()
    const running = await machine.start()
    await running.store.journal.append([{ kind: 'settled', ids: Array(40_000).fill(v7()) as string[] }])
    running.store.db.close()
    const again = await machine.start()
    expect(machine.file.bytes!.length).toBeLessThan(10_000)
    again.store.db.close()
    await machine.loseDatabase()
    const last = await machine.start()
    expect(waitingIn(last)).toEqual(waiting)
    await last.stop()
  })
})

describe('[OB12] at rest everything is sealed', () => {
  it('[OB12] neither database nor journal shows a name', async () => {
    const { machine } = await worked()
    const running = await machine.start()
    const { db } = running.store
    const rows = await Promise.all(db.tables.map((t) => t.toArray()))
    const bytes = rows.flat().flatMap((r) => [JSON.stringify(r), text((r as { sealed?: Uint8Array }).sealed)])
    for (const shown of [...bytes, text(machine.file.bytes!)]) {
      expect(shown).not.toContain('Oyelaran')
      expect(shown).not.toContain('Raman')
    }
    await running.stop()
  })
})

const text = (bytes?: Uint8Array) => new TextDecoder('latin1').decode(bytes ?? new Uint8Array())
