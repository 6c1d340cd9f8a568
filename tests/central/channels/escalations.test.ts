import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type EscalationRaised, escalationRaised } from '../../../shared/api/channels.ts'
import { DEFAULT_POLICY } from '../../../shared/policy/default-policy.ts'
import type { Sla } from '../../../shared/policy/sla.ts'
import { CAMPAIGN, newId, type TestCentral, type TestDevice, testCentral, until } from '../support.ts'
import { deliveriesOf, deliveryOf, put } from './handing.ts'
import { type Received, type Receiver, receiver, verify } from './receiver.ts'

const MINUTE = 60_000
let now = Date.UTC(2026, 10, 24, 10)
const pass = (minutes: number) => {
  now += minutes * MINUTE
}

let central: TestCentral
let ana: TestDevice
let hook: Receiver
let secret: string
beforeAll(async () => {
  const delivering = { limitMs: 2000, backOff: () => 0.1 }
  central = await testCentral({ now: () => now, jobPollSeconds: 0.5, lookEveryMs: 50, delivering })
  ana = await central.signIn(central.people.ana)
  // The clock of these tests runs for days.
  await central.store.db.updateTable('sessions').set({ expires_at: '2100-01-01T00:00:00Z' }).execute()
})
afterAll(() => central.dispose())
beforeEach(async () => {
  hook = await receiver()
  secret = (await put(central.service, 'escalations', { url: hook.url, allowPrivate: true })).secret
})
afterEach(async () => {
  await central.service('DELETE', '/channels/escalations')
  await hook.close()
})

const IN_TEN = { minutes: 10, nudge: 0.5, reassign: 1, escalate: 2 }

/** A lead of Ana's that waits for its first call, under this limit. */
async function captured(attempt: Sla = IN_TEN): Promise<string> {
  const { version: _, ...policy } = structuredClone(DEFAULT_POLICY)
  policy.routes.needInfo.slas = { attempt }
  const { status } = await central.service('PUT', `/campaigns/${CAMPAIGN}/policy`, policy)
  expect(status).toBe(200)
  const lead = newId()
  await ana.sync([ana.captured(lead, { lastName: 'Okafor', timeline: 'within3' })])
  return lead
}

/** What came about a lead, when so much has; leads of other tests go on being raised. */
async function gotOf(lead: string, count: number, at = hook): Promise<Received[]> {
  const found = () => at.received.filter((got) => got.body.data.lead.id === lead)
  await until(`${count} requests, there were ${found().length}`, () => found().length >= count)
  return found()
}

const toldOf = async (lead: string, count: number): Promise<EscalationRaised[]> =>
  (await gotOf(lead, count)).map((got) => escalationRaised.parse(got.body))

test('[ES7] [CH15] every level is told once to the channel of escalations: signed, of which lead, what was not done, whose it is', async () => {
  const lead = await captured()
  const startedAt = new Date(now).toISOString()
  pass(5)
  const [nudged] = await toldOf(lead, 1)
  verify(secret, hook.received[0]!)
  const person = { id: central.people.ana.id, name: central.people.ana.name }
  const dueAt = new Date(Date.parse(startedAt) + 10 * MINUTE).toISOString()
  expect(nudged).toMatchObject({
    type: 'escalation.raised',
    timestamp: new Date(now).toISOString(),
    data: {
      escalation: { level: 'nudged', step: 'attempt', handOff: null },
      lead: { id: lead, campaign: CAMPAIGN },
      route: { id: 'needInfo' },
      limit: { minutes: 10, startedAt, dueAt },
      owner: person,
      takenFrom: null,
    },
  })
  expect(nudged!.data.lead.fields).toContainEqual({
    field: 'timeline',
    label: 'Purchase timeline',
    value: 'Within 3 months',
  })
  pass(5)
  expect((await toldOf(lead, 2))[1]!.data).toMatchObject({
    escalation: { ...nudged!.data.escalation, level: 'reassigned' },
    owner: null,
    takenFrom: person,
  })
  pass(10)
  expect((await toldOf(lead, 3))[2]!.data).toMatchObject({
    escalation: { level: 'escalated' },
    takenFrom: null,
  })
  await until('all are delivered', async () =>
    (await deliveriesOf(central.service)).every((d) => d.lead !== lead || d.state === 'delivered'),
  )
  pass(1000)
  const after = await captured()
  pass(5)
  await gotOf(after, 1)
  expect(new Set((await gotOf(lead, 3)).map((got) => got.id)).size).toBe(3)
  expect(hook.received).toHaveLength(4)
  expect(await deliveryOf(central.service, lead)).toMatchObject({
    handOff: null,
    escalation: nudged!.data.escalation.id,
    channel: 'escalations',
  })
})

test('[CH5] [CH6] [CH15] it is told again under the same id until it is delivered; a dead one can be replayed', async () => {
  hook.answer(500)
  const lead = await captured()
  pass(5)
  const [first, again] = await gotOf(lead, 2)
  hook.answer(200)
  expect([again!.id, again!.raw]).toEqual([first!.id, first!.raw])
  // Of other leads, too: what is told of them would be refused by 410, which ends the channel.
  await until('all are delivered', async () =>
    (await deliveriesOf(central.service)).every((d) => d.state === 'delivered'),
  )
  hook.answer(410)
  pass(5)
  await until('it is dead', async () => (await deliveryOf(central.service, lead)).state === 'dead')
  const { id } = await deliveryOf(central.service, lead)
  const [refused] = (await gotOf(lead, 3)).filter((got) => got.id === id)
  hook.answer(200)
  await put(central.service, 'escalations', { url: hook.url, allowPrivate: true, enabled: true })
  expect((await central.service('POST', `/deliveries/${id}/replay`)).status).toBe(200)
  await until('it came', () => hook.received.filter((got) => got.id === id).length === 2)
  expect(hook.received.findLast((got) => got.id === id)!.raw).toBe(refused!.raw)
  await until('it is delivered', async () => (await deliveryOf(central.service, lead)).state === 'delivered')
})

test('[ES7] [CH1] [CH15] a campaign’s own channel comes first; where the policy does not say webhook nothing is sent', async () => {
  const own = await receiver()
  await put(central.service, `escalations@${CAMPAIGN}`, { url: own.url, allowPrivate: true })
  const quiet = await captured({ ...IN_TEN, by: ['app', 'email'] })
  pass(5)
  await until('it is raised', async () => (await clocks(quiet)).some((c) => c.level === 'nudged'))
  expect((await deliveriesOf(central.service)).filter((d) => d.lead === quiet)).toEqual([])
  const loud = await captured({ ...IN_TEN, by: ['webhook'] })
  pass(5)
  await gotOf(loud, 1, own)
  const mails = await central.store.db.selectFrom('mails').select('id').where('lead', '=', loud).execute()
  expect(mails).toEqual([])
  expect(await deliveryOf(central.service, loud)).toMatchObject({ channel: `escalations@${CAMPAIGN}` })
  await central.service('DELETE', `/channels/escalations@${CAMPAIGN}`)
  await own.close()
})

test('[CH15] it is a webhook or nothing, maps nothing, and nothing is handed off to it', async () => {
  const status = async (body: object) => (await central.service('PUT', '/channels/escalations', body)).status
  expect(await status({ kind: 'email' })).toBe(400)
  expect(await status({ kind: 'inbox' })).toBe(400)
  const mapping = [{ name: 'x', field: 'company' }]
  expect(await status({ kind: 'webhook', url: hook.url, mapping })).toBe(400)
  const lead = await captured()
  expect((await central.service('GET', `/channels/escalations/preview?lead=${lead}`)).status).toBe(409)
})

const clocks = (lead: string) =>
  central.store.db.selectFrom('clocks').select('level').where('lead', '=', lead).execute()
