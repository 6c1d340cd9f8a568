import { v7 } from 'uuid'
import type { Draft } from '../../../renderer/db/draft.ts'
import { DEFAULT_POLICY } from '../../../shared/policy/default-policy.ts'
import type { Policy } from '../../../shared/policy/policy.ts'
import type { SyncResponse } from '../../../shared/sync/protocol.ts'
import { captureDraft, foreignEvent, response, snapshot } from '../support/leads.ts'
import { createMachine } from '../support/machine.ts'

/** A Tuesday, 12:00 in Norfolk, Virginia: calls are allowed. */
export const NOON = Date.parse('2026-11-24T17:00:00.000Z')
export const iso = (minutes: number) => new Date(NOON + minutes * 60_000).toISOString()
export const NUMBER = '+17575550142'

interface Options {
  /** Minutes after noon. */
  at?: number
  fields?: Record<string, string>
  changes?: Partial<SyncResponse['changes']>
  policy?: Partial<Policy>
}

/** A desk with one lead, in Norfolk, captured a day ago; the network is down. */
export async function atDesk({ at = 0, fields = {}, changes = {}, policy }: Options = {}) {
  const machine = await createMachine(undefined, { now: NOON + at * 60_000 })
  const running = await machine.start()
  const capture = foreignEvent(captureDraft(v7(), { state: 'VA', country: 'US', ...fields }))
  const lead = snapshot(machine.person.id, [capture])
  const id = lead.lead.id
  const policies = policy ? [{ ...DEFAULT_POLICY, version: 2, name: 'spring', ...policy }] : []
  const campaigns = policy ? [{ id: 'spring', name: 'Spring', policyVersion: 2 }] : []
  await running.port.takeIn(
    [],
    response({ serverTime: iso(at), changes: { leads: [lead], policies, campaigns, ...changes } }),
  )
  return {
    id,
    machine,
    running,
    desk: running.desk,
    lead: async () => (await running.reader.snapshot(id))!.lead,
    row: () => running.reader.row(id)!,
    /** Something that another person did with the lead. */
    async elsewhere(drafts: Draft[], minutes: number) {
      const events = drafts.map((d, i) => foreignEvent(d, NOON + minutes * 60_000 + i))
      await running.port.takeIn(
        [],
        response({
          serverTime: iso(at),
          cursor: String(minutes + 1000),
          changes: { leads: [snapshot(machine.person.id, [capture, ...events], 2)] },
        }),
      )
    },
    stop: () => running.stop(),
  }
}
