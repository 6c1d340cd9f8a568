import { v7 } from 'uuid'
import { describe, expect, it } from 'vitest'
import { WorkingOrder } from '../../../../renderer/flow/working-order.ts'
import { DEFAULT_POLICY } from '../../../../shared/policy/default-policy.ts'
import { newSnapshot, response } from '../../support/leads.ts'
import { createMachine, type Running, START } from '../../support/machine.ts'

const at = new Date(START).toISOString()

/** A lead of mine whose call ended with 'not interested'; central closed it and took the outcome. */
async function closedByMe() {
  const machine = await createMachine()
  const running = await machine.start()
  const me = machine.person.id
  const lead = newSnapshot(me, { lastName: 'Oyelaran', phone: '+17575550143' })
  const id = lead.lead.id
  await running.port.takeIn([], response({ changes: { leads: [lead] } }))
  const call = v7()
  await running.transactor.commit([
    { leadId: id, type: 'call.started', payload: { call, phone: '+17575550143', at } },
  ])
  await running.transactor.commit([finished(id, call, 'notInterested')])
  await acknowledged(running, id, me)
  return { machine, running, me, id, call }
}

const finished = (leadId: string, call: string, disposition: string) => {
  const { flags } = DEFAULT_POLICY.dispositions.find((d) => d.id === disposition)!
  return { leadId, type: 'call.finished', payload: { call, at, disposition, flags } } as const
}

async function acknowledged(running: Running, id: string, me: string) {
  const sent = running.port.next(100)
  const verdicts = sent.map((e) => ({ id: e.event.id, verdict: 'applied' as const }))
  const removed = [{ id, to: me, stage: 'closed' as const }]
  await running.port.takeIn(sent, response({ verdicts, changes: { removed } }))
}

describe('[RD15] a lead that my last call closed', () => {
  it('is in no queue, and stays for the day so that its outcome can be corrected', async () => {
    const { running, me, id, call } = await closedByMe()
    expect(running.reader.row(id)).toMatchObject({ stage: 'closed', work: { do: 'close' } })
    expect(new WorkingOrder(me).of(running.reader.list(), START)).toHaveLength(0)
    const { flags } = DEFAULT_POLICY.dispositions.find((d) => d.id === 'noAnswer')!
    await running.transactor.commit([
      {
        leadId: id,
        type: 'call.amended',
        payload: { call, disposition: 'noAnswer', flags, reason: 'wrong key' },
      },
    ])
    expect(running.port.waiting()).toBe(1)
    expect(running.reader.row(id)?.work.do).toBe('call')
    await running.stop()
  })

  it('goes with the day, also when the desk was off at midnight', async () => {
    const { machine, running, id } = await closedByMe()
    await running.port.refresh()
    expect(running.reader.row(id)).toBeDefined()
    await running.stop()
    machine.clock.now += 24 * 3_600_000
    const next = await machine.start()
    expect(next.reader.row(id)).toBeUndefined()
    expect(await next.store.db.leads.count()).toBe(0)
    await next.stop()
  })

  it('goes at once when another person closed it', async () => {
    const machine = await createMachine()
    const running = await machine.start()
    const me = machine.person.id
    const lead = newSnapshot(me, { lastName: 'Oyelaran', phone: '+17575550143' })
    await running.port.takeIn([], response({ changes: { leads: [lead] } }))
    await acknowledged(running, lead.lead.id, me)
    expect(running.reader.rows()).toEqual([])
    await running.stop()
  })
})
