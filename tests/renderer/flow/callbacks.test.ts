import { v7 } from 'uuid'
import { afterEach, describe, expect, it } from 'vitest'
import { amendCall } from '../../../renderer/flow/amend-call.ts'
import { answer } from '../../../renderer/flow/answer.ts'
import { finishCall } from '../../../renderer/flow/finish-call.ts'
import { openCallbacks } from '../../../renderer/flow/lead-of.ts'
import { CallbackClosed, FieldsMissing } from '../../../renderer/flow/refusals.ts'
import { scheduleCallback } from '../../../renderer/flow/schedule-callback.ts'
import { startCall } from '../../../renderer/flow/start-call.ts'
import { DEFAULT_POLICY } from '../../../shared/policy/default-policy.ts'
import { atDesk, iso, NUMBER } from './at-desk.ts'

let stop: () => Promise<void> = async () => undefined
afterEach(() => stop())

async function start(options: Parameters<typeof atDesk>[0] = {}) {
  const made = await atDesk(options)
  stop = made.stop
  const callbacks = async () => (await made.lead()).callbacks.map((c) => [c.at, c.closed?.outcome ?? 'open'])
  return { ...made, callbacks }
}
const plan = (minutes: number, whose: 'mine' | 'anyone' = 'mine') => ({ at: iso(minutes), whose, note: '' })
const DAY = 1440

describe('[CA5] callbacks', () => {
  it('are saved when they are promised, and stay with the outcome that promises them', async () => {
    const { desk, id, callbacks, row, running, machine } = await start()
    const call = await startCall(desk, id, NUMBER)
    await scheduleCallback(desk, id, plan(60))
    expect(await callbacks()).toEqual([[iso(60), 'open']])
    await running.stop()
    const again = await machine.start()
    stop = again.stop
    expect((await again.reader.snapshot(id))!.lead.callbacks, 'a crash keeps it').toMatchObject([
      { at: iso(60) },
    ])
    await finishCall(again.desk, id, call, 'callBack')
    expect((await again.reader.snapshot(id))!.lead.callbacks).toMatchObject([{ at: iso(60), closed: null }])
    expect(row().work.do).toBe('wrapUp')
    expect(again.reader.row(id)!.work).toMatchObject({ do: 'callback', due: iso(60) })
  })

  it('a call has one promise: the later takes the place of the earlier', async () => {
    const { desk, id, callbacks } = await start()
    const call = await startCall(desk, id, NUMBER)
    await scheduleCallback(desk, id, plan(60))
    await scheduleCallback(desk, id, plan(120, 'anyone'))
    expect(await callbacks()).toEqual([[iso(120), 'open']])
    await finishCall(desk, id, call, 'callBack')
    expect(await callbacks(), 'and none is added').toEqual([[iso(120), 'open']])
  })

  it.each(['noAnswer', 'spoke', 'wrongNumber'])('another outcome (%s) cancels it', async (outcome) => {
    const { desk, id, callbacks } = await start()
    const call = await startCall(desk, id, NUMBER)
    await scheduleCallback(desk, id, plan(60))
    await finishCall(desk, id, call, outcome)
    expect(await callbacks()).toEqual([[iso(60), 'cancelled']])
  })

  it('an amended outcome takes its promise back, makes one, and closes what was kept after all', async () => {
    const { desk, id, callbacks } = await start()
    await scheduleCallback(desk, id, plan(-5))
    const call = await startCall(desk, id, NUMBER)
    await scheduleCallback(desk, id, plan(60))
    await finishCall(desk, id, call, 'callBack')
    expect(await callbacks()).toEqual([
      [iso(-5), 'done'],
      [iso(60), 'open'],
    ])
    await amendCall(desk, id, call, 'voicemail', 'wrong key')
    expect(await callbacks()).toEqual([
      [iso(-5), 'done'],
      [iso(60), 'cancelled'],
    ])
    await amendCall(desk, id, call, 'callBack', 'right after all')
    expect((await callbacks()).at(-1)).toEqual([iso(DAY), 'open'])
  })

  it('one made apart from the call stays when another outcome is amended', async () => {
    const { desk, id, callbacks } = await start()
    const call = await startCall(desk, id, NUMBER)
    await finishCall(desk, id, call, 'noAnswer')
    await scheduleCallback(desk, id, plan(180))
    await amendCall(desk, id, call, 'voicemail', 'wrong key')
    expect(await callbacks()).toEqual([[iso(180), 'open']])
  })

  it('a time at which they may not be called is refused, with the next ones', async () => {
    const { desk, id, callbacks } = await start()
    // 23:00 in Norfolk.
    const refused = await scheduleCallback(desk, id, plan(11 * 60)).catch((e: unknown) => e)
    expect(refused).toBeInstanceOf(CallbackClosed)
    const { reasons, next } = refused as CallbackClosed
    expect(reasons.map((r) => r.kind)).toEqual(['hours'])
    expect(next).toHaveLength(3)
    expect(next[0]! > iso(11 * 60) && next[0]! <= iso(21 * 60)).toBe(true)
    expect(await callbacks()).toEqual([])
    await scheduleCallback(desk, id, { ...plan(0), at: next[0]! })
    expect(await callbacks()).toEqual([[next[0], 'open']])
  })

  it('the default time is moved to the next one that is allowed', async () => {
    const dispositions = DEFAULT_POLICY.dispositions.map((d) => ({ ...d, recycleMinutes: 11 * 60 }))
    const { desk, id, lead } = await start({ policy: { dispositions } })
    await finishCall(desk, id, await startCall(desk, id, NUMBER), 'callBack')
    const at = (await lead()).callbacks[0]!.at
    expect(at > iso(11 * 60) && at <= iso(21 * 60)).toBe(true)
  })

  it('[WK5] one that another agent kept stands no more', async () => {
    const { desk, id, lead, elsewhere } = await start()
    await scheduleCallback(desk, id, plan(-30))
    expect(openCallbacks(await lead())).toHaveLength(1)
    const call = v7()
    const { flags } = DEFAULT_POLICY.dispositions.find((d) => d.id === 'spoke')!
    await elsewhere(
      [
        { leadId: id, type: 'call.started', payload: { call, phone: NUMBER, at: iso(1) } },
        { leadId: id, type: 'call.finished', payload: { call, at: iso(2), disposition: 'spoke', flags } },
      ],
      3,
    )
    expect(openCallbacks(await lead())).toEqual([])
  })
})

describe('[CA4] fields that a campaign requires', () => {
  const dispositions = DEFAULT_POLICY.dispositions.map((d) =>
    d.id === 'notInterested' ? { ...d, requires: ['budget', 'timeline', 'territory'] } : d,
  )

  it('hold their outcome back, in the order of the campaign, until they are answered; what follows by rule is there', async () => {
    const { desk, id, lead } = await start({ policy: { dispositions } })
    const call = await startCall(desk, id, NUMBER)
    const refused = await finishCall(desk, id, call, 'notInterested').catch((e: unknown) => e)
    expect(refused).toBeInstanceOf(FieldsMissing)
    expect((refused as FieldsMissing).fields).toEqual(['budget', 'timeline'])
    expect((refused as FieldsMissing).message).toContain('Budget, Purchase timeline')
    expect((await lead()).calls[0]!.disposition).toBeNull()
    await answer(desk, id, 'budget', 'none')
    await answer(desk, id, 'timeline', 'later')
    await finishCall(desk, id, call, 'notInterested')
    expect((await lead()).calls[0]!.disposition).toBe('notInterested')
  })

  it('hold an amended outcome back, too; others are free', async () => {
    const { desk, id } = await start({ policy: { dispositions } })
    const call = await startCall(desk, id, NUMBER)
    await finishCall(desk, id, call, 'noAnswer')
    await expect(amendCall(desk, id, call, 'notInterested', 'x')).rejects.toBeInstanceOf(FieldsMissing)
  })
})
