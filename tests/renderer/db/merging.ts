import { v7 } from 'uuid'
import { fold } from '../../../shared/events/fold.ts'
import { DEFAULT_POLICY } from '../../../shared/policy/default-policy.ts'
import type { LeadSnapshot } from '../../../shared/sync/protocol.ts'
import { foreignEvent, mergeDraft, newSnapshot, response } from '../support/leads.ts'
import { createMachine, type Running, START } from '../support/machine.ts'

/** Two leads of mine, `a` the earlier one, and a third that has nothing to do with them. */
export async function start() {
  const machine = await createMachine()
  const running = await machine.start()
  const me = machine.person.id
  const [a, b, c] = [
    newSnapshot(me, { email: 'a@one.example', city: 'Norfolk' }),
    newSnapshot(me, { email: 'b@two.example', phone: '+17575550143' }),
    newSnapshot(me, { email: 'c@three.example', phone: '+17575550144' }),
  ]
  await running.port.takeIn([], response({ changes: { leads: [a!, b!, c!] } }))
  return { machine, running, me, a: a!, b: b!, c: c!, A: a!.lead.id, B: b!.lead.id }
}

export const ids = (running: Running) =>
  running.reader
    .rows()
    .map((r) => r.id)
    .sort()

export const withEdge = (from: LeadSnapshot, to: string, merge = v7(), at?: number): LeadSnapshot => ({
  ...from,
  lead: fold(from.lead, [foreignEvent(mergeDraft(from.lead.id, to, merge), at)]),
})

export const applied = (running: Running) => {
  const sent = running.port.next(100)
  return { sent, verdicts: sent.map((e) => ({ id: e.event.id, verdict: 'applied' as const })) }
}

export const CALL = '0190a000-0000-7000-8000-000000000001'
export const at = new Date(START).toISOString()
export const callDraft = (leadId: string) =>
  ({ leadId, type: 'call.started', payload: { call: CALL, phone: '+17575550142', at } }) as const
export const finishDraft = (leadId: string) => {
  const { flags } = DEFAULT_POLICY.dispositions.find((d) => d.id === 'spoke')!
  return {
    leadId,
    type: 'call.finished',
    payload: { call: CALL, at, disposition: 'spoke', flags },
  } as const
}
