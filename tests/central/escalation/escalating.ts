import { afterAll, beforeAll, expect } from 'vitest'
import { workClocks } from '../../../central/escalation/work-clocks.ts'
import type { Escalation, EscalationsPage } from '../../../shared/api/escalations.ts'
import { DEFAULT_POLICY } from '../../../shared/policy/default-policy.ts'
import type { Policy } from '../../../shared/policy/policy.ts'
import { CAMPAIGN, newId, type TestCentral, type TestDevice, testCentral, until } from '../support.ts'

export const MINUTE = 60_000

/** Mails stay in the outbox. */
export const NO_JOBS = { send: () => Promise.resolve() }

/** A central at a time that tests set. Registers what starts and ends it. */
export function escalating() {
  /** Tuesday, ten o'clock in London. */
  let now = Date.UTC(2026, 10, 24, 10)
  const clock = () => now

  let central: TestCentral
  let ana: TestDevice
  let sue: TestDevice
  beforeAll(async () => {
    central = await testCentral({ now: clock })
    ana = await signIn('ana')
    sue = await signIn('sue')
  })
  afterAll(() => central.dispose())

  /** For the whole test, whose clock runs for days. */
  const signIn = async (name: 'ana' | 'ben' | 'sue'): Promise<TestDevice> => {
    const device = await central.signIn(central.people[name])
    await keepSignedIn()
    return device
  }
  const keepSignedIn = async () => {
    await central.store.db.updateTable('sessions').set({ expires_at: '2100-01-01T00:00:00Z' }).execute()
  }

  const pass = (minutes: number) => {
    now += minutes * MINUTE
  }

  const unexpected = (error: Error) => {
    throw error
  }

  /** Everything that is due, done. */
  const work = async () => {
    while (await workClocks({ ...central.store, jobs: NO_JOBS, onError: unexpected }, now));
    // Central's own worker may have some in hand.
    const due = central.store.db
      .selectFrom('clocks')
      .select('id')
      .where('next_at', '<=', new Date(now).toISOString())
    await until('nothing is due', async () => (await due.execute()).length === 0)
  }
  const escalationsOf = async (device: TestDevice, lead: string): Promise<Escalation[]> => {
    const response = await device.api('GET', '/escalations?limit=200')
    expect(response.status).toBe(200)
    const page = (await response.json()) as EscalationsPage
    return page.escalations.filter((e) => e.lead === lead)
  }

  const captured = async (device = ana): Promise<string> => {
    const lead = newId()
    const { verdicts } = await device.sync([device.captured(lead)])
    expect(verdicts).toMatchObject([{ verdict: 'applied' }])
    return lead
  }

  /** The default policy with changes; without any as it was. */
  const publish = async (change?: (policy: Policy) => void) => {
    const policy = structuredClone(DEFAULT_POLICY)
    change?.(policy)
    const { version: _, ...body } = policy
    const response = await central.service('PUT', `/campaigns/${CAMPAIGN}/policy`, body)
    expect(response.status).toBe(200)
  }

  const call = (lead: string) => {
    const payload = { call: newId(), phone: '+442079460001', at: new Date(now).toISOString() }
    return ana.event({ leadId: lead, type: 'call.started', payload })
  }

  return {
    get central() {
      return central
    },
    get ana() {
      return ana
    },
    get sue() {
      return sue
    },
    get now() {
      return now
    },
    set now(value) {
      now = value
    },
    signIn,
    keepSignedIn,
    pass,
    unexpected,
    work,
    escalationsOf,
    captured,
    publish,
    call,
  }
}
