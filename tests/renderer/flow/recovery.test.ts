import { afterEach, describe, expect, it } from 'vitest'
import { answer } from '../../../renderer/flow/answer.ts'
import { finishCall } from '../../../renderer/flow/finish-call.ts'
import { recordConsent } from '../../../renderer/flow/record-consent.ts'
import { leadsWithLostCalls, lostCall } from '../../../renderer/flow/recover-calls.ts'
import { scheduleCallback } from '../../../renderer/flow/schedule-callback.ts'
import { startCall } from '../../../renderer/flow/start-call.ts'
import { writeNote } from '../../../renderer/flow/write-note.ts'
import { fieldValue, isDoNotCall } from '../../../shared/lead/lead.ts'
import { atDesk, iso, NUMBER } from './at-desk.ts'

let stop: () => Promise<void> = async () => undefined
afterEach(() => stop())

async function start() {
  const made = await atDesk()
  stop = made.stop
  return made
}

describe('[CA9] a call without an outcome', () => {
  it('is found after a crash, with all that is known of it, and is an attempt that is not completed', async () => {
    const { desk, id, running, machine } = await start()
    const call = await startCall(desk, id, NUMBER)
    machine.clock.now += 60_000
    await answer(desk, id, 'budget', 'planned')
    machine.clock.now += 120_000
    await writeNote(desk, id, desk.newId(), 'wants a demo')
    await scheduleCallback(desk, id, { at: iso(90), whose: 'mine', note: '' })
    await running.stop()
    machine.clock.now += 3_600_000

    const again = await machine.start()
    stop = again.stop
    const rows = again.reader.rows()
    expect(leadsWithLostCalls(rows, [{ call }]), 'one that goes on is not asked about').toEqual([])
    const [row] = leadsWithLostCalls(rows, [])
    expect(row).toMatchObject({ id, attempts: 1, stage: 'open', work: { do: 'wrapUp', call } })
    const lost = (await lostCall(again.desk, row!))!
    expect(lost).toMatchObject({
      call: { id: call, phone: NUMBER, startedAt: iso(0) },
      answers: [{ field: 'budget', value: 'planned' }],
      notes: ['wants a demo'],
      promised: { at: iso(90) },
      lastSign: iso(3),
    })
    await finishCall(again.desk, id, call, 'dropped', lost.lastSign)
    const { lead } = (await again.reader.snapshot(id))!
    expect(lead.calls).toMatchObject([
      { disposition: 'dropped', finishedAt: iso(3), flags: { completed: false, humanAnswered: false } },
    ])
    expect(lead.callbacks, 'its promise fell with it').toMatchObject([{ closed: { outcome: 'cancelled' } }])
    expect(fieldValue(lead, 'budget')).toBe('planned')
    expect(leadsWithLostCalls(again.reader.rows(), [])).toEqual([])
  })

  it('nothing entered: it began, and no more is known; another person is not asked', async () => {
    const { desk, id, row } = await start()
    await startCall(desk, id, NUMBER)
    expect(await lostCall(desk, row())).toMatchObject({
      lastSign: iso(0),
      answers: [],
      notes: [],
      promised: null,
    })
    expect(await lostCall({ ...desk, me: { ...desk.me, id: 'ben' } }, row())).toBeNull()
  })
})

describe('[CA10] consent', () => {
  const said = { basis: 'said on the call', text: 'Yes, call me', at: iso(0), source: 'call of 12:00' }

  it('is recorded with basis, text, time and source', async () => {
    const { desk, id, lead } = await start()
    await recordConsent(desk, id, { for: 'email', given: true, ...said })
    expect((await lead()).consents).toMatchObject([{ for: 'email', given: true, ...said, actor: desk.me.id }])
  })

  it('withdrawn for the phone is do-not-call, and cancels what was promised; for e-mail it is not', async () => {
    const { desk, id, lead, row } = await start()
    await scheduleCallback(desk, id, { at: iso(60), whose: 'mine', note: '' })
    await recordConsent(desk, id, { for: 'email', given: false, ...said })
    expect(isDoNotCall(await lead())).toBe(false)
    await recordConsent(desk, id, { for: 'phone', given: false, ...said })
    expect(isDoNotCall(await lead())).toBe(true)
    expect((await lead()).callbacks).toMatchObject([{ closed: { outcome: 'cancelled' } }])
    expect(row().work).toEqual({ do: 'close', reason: 'doNotCall' })
    await expect(startCall(desk, id, NUMBER)).rejects.toThrow('asked not to be called')
  })

  it('given after a do-not-call takes it back only with its text and a proof', async () => {
    const { desk, id, lead } = await start()
    await recordConsent(desk, id, { for: 'phone', given: false, ...said })
    for (const part of [{ text: '' }, { source: '' }, { at: iso(-60) }])
      await expect(recordConsent(desk, id, { for: 'phone', given: true, ...said, ...part })).rejects.toThrow(
        'proof',
      )
    expect(isDoNotCall(await lead())).toBe(true)
    await recordConsent(desk, id, { for: 'phone', given: true, ...said })
    expect(isDoNotCall(await lead())).toBe(false)
  })

  it('is of no time still to come', async () => {
    const { desk, id, lead } = await start()
    const tomorrow = { for: 'email' as const, given: true, ...said, at: iso(1440) }
    await expect(recordConsent(desk, id, tomorrow)).rejects.toThrow('still to come')
    expect((await lead()).consents).toEqual([])
  })
})
