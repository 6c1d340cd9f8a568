import { describe, expect, test } from 'vitest'
import { amendCall } from '../../../renderer/flow/amend-call.ts'
import { answer, decline, withdraw } from '../../../renderer/flow/answer.ts'
import { finishCall } from '../../../renderer/flow/finish-call.ts'
import { openCallbacks } from '../../../renderer/flow/lead-of.ts'
import { mergeLeads } from '../../../renderer/flow/merge-leads.ts'
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
    others: plain.elsewhere,
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

describe('[DK13] what somebody else changed since is not overwritten', () => {
  const flags = {
    humanAnswered: true,
    rightParty: true,
    unworkable: false,
    doNotCall: false,
    completed: true,
  }

  test('a put-off, a route by hand and a note', async () => {
    const { desk, id, undo, others, lead } = atDesk()
    const until = new Date(AT + HOUR).toISOString()
    const note = desk.newId()
    await writeNote(desk, id, note, 'Has a warehouse')
    await setRoute(desk, id, 'hot', 'asked for Sales')
    await skip(desk, id, until, 'not now')
    others([
      { leadId: id, type: 'note.written', payload: { note, text: 'Has two' } },
      { leadId: id, type: 'route.set', payload: { route: 'partner', reason: 'of a partner' } },
      {
        leadId: id,
        type: 'lead.skipped',
        payload: { until: new Date(AT + 3 * HOUR).toISOString(), reason: 'ill' },
      },
    ])
    const theirs = await lead()
    for (let n = 0; n < 3; n++) expect(await undo()).toMatchObject({ final: 'changed' })
    expect(await lead()).toEqual(theirs)
    expect(await undo()).toBeNull()
  })

  test('a route that they set between two of mine comes back, and then stays', async () => {
    const { desk, id, undo, others, lead } = atDesk()
    await setRoute(desk, id, 'hot', 'asked for Sales')
    others([{ leadId: id, type: 'route.set', payload: { route: 'partner', reason: 'of a partner' } }])
    await setRoute(desk, id, 'low', 'no')
    expect(await undo()).toMatchObject({ final: null })
    expect(await undo()).toMatchObject({ final: 'changed' })
    expect((await lead()).routeByHand?.route).toBe('partner')
  })

  test('an answer: mine never stood, theirs stands', async () => {
    const { desk, id, undo, others, lead } = atDesk()
    await answer(desk, id, 'timeline', 'within3')
    others([
      { leadId: id, type: 'field.answered', payload: { field: 'timeline', value: 'later', call: null } },
    ])
    expect(await undo()).toMatchObject({ final: null })
    expect(fieldValue(await lead(), 'timeline')).toBe('later')
  })

  test('a callback that they moved, kept or cancelled; one that was kept since is not promised again', async () => {
    const { desk, id, undo, others, lead } = atDesk()
    const at = new Date(AT + 2 * HOUR).toISOString()
    const moved = await scheduleCallback(desk, id, { at, whose: 'mine', note: '' })
    others([
      {
        leadId: id,
        type: 'callback.scheduled',
        payload: {
          callback: moved,
          at: new Date(AT + 4 * HOUR).toISOString(),
          whose: 'anyone',
          agent: 'ben',
          note: '',
        },
      },
    ])
    expect(await undo()).toMatchObject({ final: 'changed' })
    expect(openCallbacks(await lead())).toMatchObject([{ id: moved, agent: 'ben' }])
    const cancelled = await scheduleCallback(desk, id, { at, whose: 'mine', note: '' })
    others([{ leadId: id, type: 'callback.closed', payload: { callback: cancelled, outcome: 'cancelled' } }])
    expect(await undo()).toMatchObject({ final: 'changed' })
    const kept = await scheduleCallback(desk, id, { at, whose: 'mine', note: '' })
    await closeCallback(desk, id, kept, 'cancelled')
    const call = desk.newId()
    others([
      { leadId: id, type: 'call.started', payload: { call, phone: '', at: new Date(AT).toISOString() } },
      {
        leadId: id,
        type: 'call.finished',
        payload: { call, at: new Date(AT).toISOString(), disposition: 'spoke', flags },
      },
    ])
    expect(await undo()).toMatchObject({ final: 'changed' })
    expect(openCallbacks(await lead())).toEqual([])
  })

  test('a promise given back and then taken back leaves none', async () => {
    const { desk, id, undo, lead } = atDesk()
    const at = new Date(AT + 2 * HOUR).toISOString()
    const callback = await scheduleCallback(desk, id, { at, whose: 'mine', note: '' })
    await closeCallback(desk, id, callback, 'cancelled')
    await undo()
    expect(openCallbacks(await lead())).toHaveLength(1)
    expect(await undo()).toMatchObject({ final: null })
    expect(openCallbacks(await lead())).toEqual([])
  })

  test('an outcome that they corrected after me, and a do-not-call that was lifted', async () => {
    const { desk, id, undo, others, lead } = atDesk()
    const call = await takeCall(desk, id)
    await finishCall(desk, id, call, 'notInterested')
    await amendCall(desk, id, call, 'spoke', 'slip')
    others([
      {
        leadId: id,
        type: 'call.amended',
        payload: {
          call,
          disposition: 'noAnswer',
          flags: { ...flags, rightParty: false },
          reason: 'heard it',
        },
      },
    ])
    expect(await undo()).toMatchObject({ final: 'changed' })
    expect((await lead()).calls.at(-1)?.disposition).toBe('noAnswer')
    const barred = atDesk()
    const wrong = await takeCall(barred.desk, barred.id)
    await finishCall(barred.desk, barred.id, wrong, 'doNotCall')
    await amendCall(barred.desk, barred.id, wrong, 'spoke', 'slip')
    barred.others([{ leadId: barred.id, type: 'doNotCall.lifted', payload: { reason: 'a slip' } }])
    expect(await barred.undo()).toMatchObject({ final: 'doNotCall' })
    expect(isDoNotCall(await barred.lead())).toBe(false)
  })

  test('an outcome is corrected, whatever became of the callback that it promised', async () => {
    const { desk, id, undo, others, lead } = atDesk()
    await finishCall(desk, id, await takeCall(desk, id), 'callBack')
    const [promised] = openCallbacks(await lead())
    others([
      { leadId: id, type: 'callback.closed', payload: { callback: promised!.id, outcome: 'cancelled' } },
    ])
    expect(await undo()).toMatchObject({ final: 'outcome' })
  })

  test('a merge that they undid', async () => {
    const { desk, id, undo, others, lead } = atDesk()
    const other = desk.reader.rows()[1]!.id
    await mergeLeads(desk, id, other)
    const merge = (await lead()).merges[0]!.id
    others([{ leadId: id, type: 'merge.undone', payload: { merge, reason: 'two people' } }])
    expect(await undo()).toMatchObject({ final: 'changed' })
  })

  test('an outcome of the whole makes final what was done to each of its parts', async () => {
    const { desk, id, undo } = atDesk()
    const other = desk.reader.rows()[1]!.id
    await answer(desk, other, 'timeline', 'later')
    await answer(desk, id, 'timeline', 'within3')
    await mergeLeads(desk, other, id)
    const whole = desk.reader.row(id)!.id
    await finishCall(desk, whole, await takeCall(desk, whole), 'spoke')
    expect(await undo()).toMatchObject({ final: 'outcome' })
    expect(await undo()).toBeNull()
  })

  test('two presses at once are two steps, the last one first', async () => {
    const { desk, id, undo, lead } = atDesk()
    await setRoute(desk, id, 'hot', 'asked for Sales')
    await setRoute(desk, id, 'low', 'wrong')
    const done = await Promise.all([undo(), undo()])
    expect(done.map((d) => d?.final)).toEqual([null, null])
    expect((await lead()).routeByHand?.route).toBeNull()
  })
})
