import { describe, expect, test } from 'vitest'
import { amendCall } from '../../../renderer/flow/amend-call.ts'
import { answer, decline, withdraw } from '../../../renderer/flow/answer.ts'
import { finishCall } from '../../../renderer/flow/finish-call.ts'
import { closeCallback, scheduleCallback } from '../../../renderer/flow/schedule-callback.ts'
import { setRoute } from '../../../renderer/flow/set-route.ts'
import { skip } from '../../../renderer/flow/skip.ts'
import { takeCall } from '../../../renderer/flow/start-call.ts'
import { undoLast } from '../../../renderer/flow/undo/undo-last.ts'
import { remembering } from '../../../renderer/flow/undo/undo-log.ts'
import { writeNote } from '../../../renderer/flow/write-note.ts'
import { fieldValue, isDoNotCall } from '../../../shared/lead/lead.ts'
import { memoryDesk } from '../ui/story/memory-desk.ts'

const AT = Date.parse('2026-11-24T17:00:00.000Z')
const HOUR = 3_600_000

function atDesk() {
  const plain = memoryDesk({ leads: 2, at: AT })
  const { desk, log } = remembering(plain)
  const [row] = plain.reader.rows()
  if (!row) throw new Error('a lead is here')
  return {
    desk,
    id: row.id,
    undo: () => undoLast(desk, log, 'taken back'),
    lead: async () => (await plain.reader.snapshot(row.id))!.lead,
    decision: async () => (await plain.reader.lead(row.id))!.explanation.decision,
    row: () => plain.reader.row(row.id)!,
  }
}

describe('[DK10] undo', () => {
  test('an answer, a refusal and a clearing: score and route are what they were, several steps back', async () => {
    const { desk, id, undo, lead, decision } = atDesk()
    const before = { lead: await lead(), decision: await decision() }
    const known = before.lead.fields.need?.[0]?.value
    await answer(desk, id, 'timeline', 'within3')
    await answer(desk, id, 'timeline', 'later')
    await decline(desk, id, 'budget')
    await withdraw(desk, id, 'need', 'cleared')
    expect(fieldValue(await lead(), 'need')).toBeNull()
    expect(await undo()).toMatchObject({ final: null })
    expect(fieldValue(await lead(), 'need')).toBe(known)
    await undo()
    await undo()
    expect(fieldValue(await lead(), 'timeline')).toBe('within3')
    await undo()
    expect(await decision()).toEqual(before.decision)
    expect((await lead()).fields.need?.[0]).toEqual(before.lead.fields.need?.[0])
    expect(await undo()).toBeNull()
  })

  test('a callback and its cancelling, a note, a put-off and a route', async () => {
    const { desk, id, undo, lead, row } = atDesk()
    const work = row().work
    const at = new Date(AT + 2 * HOUR).toISOString()
    const callback = await scheduleCallback(desk, id, { at, whose: 'mine', note: 'after lunch' })
    await closeCallback(desk, id, callback, 'cancelled')
    await undo()
    expect((await lead()).callbacks.filter((c) => !c.closed)).toMatchObject([{ at, note: 'after lunch' }])
    await undo()
    const note = desk.newId()
    await writeNote(desk, id, note, 'Has a')
    await writeNote(desk, id, note, 'Has a warehouse')
    await undo()
    expect((await lead()).notes.find((n) => n.id === note)?.text).toBe('')
    await skip(desk, id, new Date(AT + HOUR).toISOString(), 'not now')
    await undo()
    await setRoute(desk, id, 'hot', 'asked for Sales')
    await setRoute(desk, id, 'low', 'wrong')
    await undo()
    expect((await lead()).routeByHand?.route).toBe('hot')
    await undo()
    expect((await lead()).routeByHand?.route).toBeNull()
    expect(work.do).toBe('call')
  })

  test('a call and its outcome stay; the outcome makes what was before it final, and a correction goes back', async () => {
    const { desk, id, undo, lead } = atDesk()
    await answer(desk, id, 'timeline', 'later')
    const call = await takeCall(desk, id)
    expect(await undo()).toMatchObject({ final: 'call' })
    await finishCall(desk, id, call, 'notInterested')
    await amendCall(desk, id, call, 'spoke', 'slip')
    await undo()
    expect((await lead()).calls.at(-1)?.disposition).toBe('notInterested')
    expect(await undo()).toMatchObject({ final: 'outcome' })
    expect(await undo()).toBeNull()
    expect(fieldValue(await lead(), 'timeline')).toBe('later')
  })

  test('a do-not-call stands', async () => {
    const { desk, id, undo, lead } = atDesk()
    const call = await takeCall(desk, id)
    await finishCall(desk, id, call, 'spoke')
    await amendCall(desk, id, call, 'doNotCall', 'they said so')
    expect(await undo()).toMatchObject({ final: 'doNotCall' })
    expect(isDoNotCall(await lead())).toBe(true)
  })

  test('of a lead that is gone nothing is taken back, and the step before it is next', async () => {
    const plain = memoryDesk({ leads: 2, at: AT })
    const { desk, log } = remembering(plain)
    const [here, gone] = plain.reader.rows().map((r) => r.id)
    await answer(desk, here!, 'budget', 'none')
    await answer(desk, gone!, 'budget', 'none')
    plain.remove(gone!)
    expect(await undoLast(desk, log, 'x')).toMatchObject({ final: 'gone' })
    expect(await undoLast(desk, log, 'x')).toMatchObject({ final: null, step: { leadId: here } })
  })

  test('what could not be saved is no step, and what cannot be taken back now stays one', async () => {
    const plain = memoryDesk({ leads: 1, at: AT })
    const { desk, log } = remembering(plain)
    const id = plain.reader.rows()[0]!.id
    plain.beforeSaved = () => Promise.reject(new Error('no room'))
    await expect(answer(desk, id, 'budget', 'none')).rejects.toThrow('no room')
    expect(log.last()).toBeUndefined()
    plain.beforeSaved = async () => undefined
    await answer(desk, id, 'budget', 'none')
    plain.beforeSaved = () => Promise.reject(new Error('no room'))
    await expect(undoLast(desk, log, 'x')).rejects.toThrow('no room')
    expect(log.last()).toBeDefined()
  })
})
