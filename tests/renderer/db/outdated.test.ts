import { v7 } from 'uuid'
import { describe, expect, it } from 'vitest'
import type { Draft } from '../../../renderer/db/draft.ts'
import { answerDraft, captureDraft, foreignEvent, response, snapshot } from '../support/leads.ts'
import { createMachine } from '../support/machine.ts'

const HOUR = 3_600_000
const YEAR = 365 * 24 * HOUR
/** A Tuesday afternoon in London, the morning of the same day in Virginia. */
const NOW = Date.parse('2026-11-24T15:00:00.000Z')
const iso = (at: number) => new Date(at).toISOString()
const told = (at: number) => response({ serverTime: iso(at) })

async function withLead(fields: Record<string, string> = {}) {
  const machine = await createMachine(undefined, { now: NOW })
  const running = await machine.start()
  const id = v7()
  const drafts = [captureDraft(id, fields), answerDraft(id, 'timeline', 'within3')]
  const leads = [
    snapshot(
      machine.person.id,
      drafts.map((d) => foreignEvent(d)),
    ),
  ]
  await running.port.takeIn([], response({ serverTime: iso(NOW), changes: { leads } }))
  return { machine, running, id }
}

const skipped = (leadId: string, until: number): Draft => ({
  leadId,
  type: 'lead.skipped',
  payload: { until: iso(until), reason: 'in a meeting' },
})

describe('[RD22] a row holds for its time', () => {
  it('[RD22] one derived by a clock that is wrong by years is derived anew when central says the time (simulation, seed 14)', async () => {
    const { machine, running, id } = await withLead()
    const right = running.reader.row(id)!
    await running.stop()
    machine.clock.now += 3 * YEAR
    const again = await machine.start()
    expect(again.reader.row(id)!.low, 'the answer has faded').not.toBe(right.low)
    await again.port.takeIn([], told(NOW))
    expect(again.reader.row(id)).toEqual(right)
    await again.stop()
  })

  it.each(['central is heard', 'time passes offline'] as const)(
    '[RD22] a skip that ended puts nothing off any more when %s (simulation, seed 14)',
    async (how) => {
      const { machine, running, id } = await withLead()
      const { due, work } = running.reader.row(id)!
      await running.transactor.commit([skipped(id, NOW + HOUR)])
      const look = (at: number) =>
        how === 'central is heard' ? running.port.takeIn([], told(at)) : running.port.refresh()
      const put = running.reader.row(id)!
      expect(put).toMatchObject({ due: iso(NOW + HOUR), work: { deadline: false } })
      await look(NOW)
      expect(running.reader.row(id), 'not before its end').toBe(put)
      machine.clock.now = NOW + HOUR
      await look(NOW + HOUR)
      expect(running.reader.row(id)).toMatchObject({ due, work })
      await running.stop()
    },
  )

  it('[RD11] [RD22] of two numbers the other is shown when the first may no longer be dialed', async () => {
    const { machine, running, id } = await withLead({ phone: '+442079460101', mobile: '+17575550142' })
    expect(running.reader.row(id)!.phone).toBe('+442079460101')
    machine.clock.now = NOW + 7 * HOUR
    await running.port.refresh()
    expect(running.reader.row(id)!.phone).toBe('+17575550142')
    await running.stop()
  })
})
