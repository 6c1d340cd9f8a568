import { randomUUID } from 'node:crypto'
import { beginSession } from '../../central/auth/sessions.ts'
import { createPerson } from '../../central/store/people.ts'
import type { SyncResponse } from '../../shared/sync/protocol.ts'
import { newId, type TestCentral, TestDevice } from '../central/support.ts'
import type { Asked, Outcome, Proof, Size } from './proof.ts'
import { withCentral } from './support/central.ts'

const DEVICES: Record<Size, number> = { test: 25, short: 200, full: 500 }
const EVENTS = 20

/** [SY20] All devices come back at once with 20 events each: everything is accepted once, in one request a device. */
export const load: Proof = {
  name: 'load',
  async run({ size, databases }: Asked): Promise<Outcome> {
    const count = DEVICES[size]
    const empty = await withCentral(databases, async (central) => times(await devicesOf(central, 25), 0))
    return withCentral(databases, async (central) => {
      const devices = await devicesOf(central, count)
      const done = await times(devices, EVENTS)
      const { length } = await central.store.db.selectFrom('events').select('id').execute()
      const failures: string[] = []
      const replay = '\n  replay: npm run proof -- load'
      if (length !== count * (EVENTS + 1))
        failures.push(`${length} events of ${count * (EVENTS + 1)} are there${replay}`)
      if (done.refused > 0) failures.push(`${done.refused} events were not applied${replay}`)
      if (done.requests > count * 2) failures.push(`${done.requests} requests of ${count} devices${replay}`)
      return {
        size: `${count} devices at once, ${EVENTS} events each`,
        seeds: '-',
        failures,
        note: `p95 ${done.p95} ms, all in ${done.all} ms; 25 idle devices on an empty database: p95 ${empty.p95} ms; ${done.requests} requests`,
      }
    })
  },
}

async function devicesOf({ url, store: { db } }: TestCentral, count: number): Promise<TestDevice[]> {
  const devices: TestDevice[] = []
  for (let n = 0; n < count; n += 1) {
    const named = { name: `Agent ${n}`, email: `agent-${n}@example.com`, role: 'agent' as const }
    const person = await createPerson(db, { ...named, password: null })
    const id = randomUUID()
    const { token } = await beginSession(db, person.id, { id, name: 'load' }, Date.now())
    devices.push(new TestDevice(url, token, person.id, id))
  }
  return devices
}

/** Each device's time, in ms, from the moment at which all begin until its own work is in; a refused request is sent again. */
async function times(devices: readonly TestDevice[], events: number) {
  const began = performance.now()
  let requests = 0
  let refused = 0
  const each = await Promise.all(
    devices.map(async (device) => {
      const lead = newId()
      const batch =
        events === 0
          ? []
          : [
              device.captured(lead),
              ...Array.from({ length: events }, () => device.answered(lead, 'budget', 'none')),
            ]
      for (;;) {
        requests += 1
        const answer = await device.post(batch).catch(() => null)
        if (answer?.status !== 200) continue
        const { verdicts } = (await answer.json()) as SyncResponse
        refused += verdicts.filter((v) => v.verdict === 'rejected').length
        return performance.now() - began
      }
    }),
  )
  const sorted = each.sort((a, b) => a - b)
  return {
    requests,
    refused,
    p95: Math.round(sorted[Math.floor(sorted.length * 0.95)]!),
    all: Math.round(sorted.at(-1)!),
  }
}
