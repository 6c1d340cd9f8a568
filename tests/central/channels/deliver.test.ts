import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createCampaign } from '../../../central/store/campaigns.ts'
import { leadHandedOff } from '../../../shared/api/channels.ts'
import { DEFAULT_POLICY } from '../../../shared/policy/default-policy.ts'
import { type TestCentral, type TestDevice, testCentral, until } from '../support.ts'
import { deliveriesOf, deliveryOf, handOff, leadOf, put } from './handing.ts'
import { type Receiver, receiver, verify } from './receiver.ts'

let central: TestCentral
let sue: TestDevice
let hook: Receiver
let secret: string
beforeAll(async () => {
  central = await testCentral({ jobPollSeconds: 0.5, delivering: { limitMs: 2000, backOff: () => 0.1 } })
  sue = await central.signIn(central.people.sue)
})
afterAll(() => central.dispose())
beforeEach(async () => {
  hook = await receiver()
  await central.service('DELETE', '/channels/sales')
  secret = (await put(central.service, 'sales', { url: hook.url, allowPrivate: true })).secret
})
afterEach(() => hook.close())

const state = (lead: string, wanted: string) =>
  until(`the delivery is ${wanted}`, async () => (await deliveryOf(central.service, lead)).state === wanted)

describe('a hand-off by webhook', () => {
  test('[CH3] [CH4] [CH10] comes signed, with the lead as people read it and why; every step can be read from the lead', async () => {
    const [lead] = await handOff(sue, 'hot')
    const [got] = await hook.got(1)
    verify(secret, got!)
    const { type, data, timestamp } = leadHandedOff.parse(got!.body)
    expect(type).toBe('lead.handedOff')
    expect(data.lead.id).toBe(lead)
    expect(data.lead.fields).toContainEqual({
      field: 'timeline',
      label: 'Purchase timeline',
      value: 'Within 3 months',
    })
    expect(data.route).toEqual({ id: 'hot', label: 'Hot' })
    expect(data.why[0]).toBe('Set by hand: asked for a quote')
    expect(data.why.length).toBeGreaterThan(1)
    await state(lead!, 'delivered')
    const { handOffs, lead: folded, score } = await leadOf(central.service, lead!)
    expect(data.score).toEqual(score)
    expect(handOffs).toMatchObject([
      { id: data.handOff.id, at: timestamp, delivery: { id: got!.id, state: 'delivered', attempts: 1 } },
    ])
    const steps = [folded.capturedAt, handOffs[0]!.at, handOffs[0]!.delivery!.deliveredAt!]
    expect(steps).toEqual([...steps].sort())
    const { body } = await central.store.db
      .selectFrom('deliveries')
      .select('body')
      .where('id', '=', got!.id)
      .executeTakeFirstOrThrow()
    expect(body).toBeNull()
  })

  test('[CH5] is tried again after a failure, a time-out and a broken answer, the same under the same id', async () => {
    hook.answer(
      500,
      () => undefined,
      (response) => response.destroy(),
      204,
    )
    const [lead] = await handOff(sue, 'hot')
    const got = await hook.got(4)
    await state(lead!, 'delivered')
    expect(new Set(got.map((g) => g.id)).size).toBe(1)
    expect(new Set(got.map((g) => g.raw)).size).toBe(1)
    for (const one of got) verify(secret, one)
    expect(await deliveryOf(central.service, lead!)).toMatchObject({
      attempts: 4,
      lastStatus: 204,
      lastError: null,
      nextAt: null,
    })
  })

  test('[CH5] goes no other way than it was told: a redirect is a failure', async () => {
    const other = await receiver()
    hook.answer((response) => response.writeHead(307, { location: other.url }).end(), 200)
    const [lead] = await handOff(sue, 'hot')
    await hook.got(2)
    await state(lead!, 'delivered')
    expect(other.received).toEqual([])
    await other.close()
  })

  test('[CH5] an answer that says more than it should, or never ends, is an answer', async () => {
    hook.answer((response) => {
      response.writeHead(200)
      response.write('x'.repeat(100_000))
    })
    const [lead] = await handOff(sue, 'hot')
    await state(lead!, 'delivered')
    expect(hook.received).toHaveLength(1)
  })

  test('[CH16] what was sent back before its receiver could be reached is sent nowhere any more', async () => {
    hook.answer(503)
    const [lead] = await handOff(sue, 'hot')
    await hook.got(1)
    const { handOffs } = await leadOf(central.service, lead!)
    const path = `/hand-offs/${handOffs[0]!.id}/return`
    expect((await central.service('POST', path, { reason: 'other' })).status).toBe(200)
    await state(lead!, 'dead')
    const { attempts, lastError } = await deliveryOf(central.service, lead!)
    expect(attempts).toBeLessThan(10)
    expect(lastError).toBe('The lead was sent back to the call center')
    expect(hook.received).toHaveLength(attempts)
  })

  test('[CH6] is dead after ten attempts, and can be sent again under its own id', async () => {
    hook.answer(503)
    const [lead] = await handOff(sue, 'hot')
    await state(lead!, 'dead')
    expect(hook.received).toHaveLength(10)
    const dead = await deliveryOf(central.service, lead!)
    expect(dead).toMatchObject({ attempts: 10, lastStatus: 503, lastError: 'It answered 503' })
    expect((await deliveriesOf(central.service, '?state=dead')).map((d) => d.id)).toContain(dead.id)
    hook.answer(200)
    expect((await central.service('POST', `/deliveries/${dead.id}/replay`)).status).toBe(200)
    const got = await hook.got(11)
    expect(got.at(-1)!.id).toBe(dead.id)
    await state(lead!, 'delivered')
    expect((await central.service('POST', `/deliveries/${dead.id}/replay`)).status).toBe(409)
  })

  test('[CH7] 410 switches the channel off; what comes then is kept, dead, and goes when it is on again', async () => {
    hook.answer(410)
    const [first] = await handOff(sue, 'hot')
    await state(first!, 'dead')
    const channel = await (await central.service('GET', '/channels/sales')).json()
    expect(channel).toMatchObject({ enabled: false, disabledBecause: expect.stringContaining('410') })
    const [second] = await handOff(sue, 'hot')
    expect(await deliveryOf(central.service, second!)).toMatchObject({ state: 'dead', attempts: 0 })
    expect(hook.received).toHaveLength(1)
    const { id } = await deliveryOf(central.service, second!)
    expect((await central.service('POST', `/deliveries/${id}/replay`)).status).toBe(409)
    hook.answer(200)
    await put(central.service, 'sales', { url: hook.url, allowPrivate: true, enabled: true })
    expect((await central.service('POST', `/deliveries/${id}/replay`)).status).toBe(200)
    await state(second!, 'delivered')
  })

  test('[CH8] goes to no private address unless that is allowed, by name or by number', async () => {
    const { port } = new URL(hook.url)
    for (const host of ['127.0.0.1', 'localhost', '[::1]', '[::ffff:127.0.0.1]', '0x7f000001']) {
      await put(central.service, 'sales', { url: `http://${host}:${port}/hook` })
      const answer = await (await central.service('POST', '/channels/sales/test')).json()
      expect(answer, host).toMatchObject({ delivered: false, status: null })
      expect(answer.error, host).toContain('private')
    }
    expect(hook.received).toEqual([])
  })

  test('[CH2] two secrets sign while one takes over from the other; one that became known signs no more', async () => {
    const rotate = async (body: object) =>
      ((await (await central.service('POST', '/channels/sales/rotate', body)).json()) as { secret: string })
        .secret
    const probe = async () => {
      const before = hook.received.length
      expect(await (await central.service('POST', '/channels/sales/test')).json()).toEqual({
        delivered: true,
        status: 200,
        error: null,
        retryAfter: null,
      })
      return hook.received[before]!
    }
    const second = await rotate({})
    const both = await probe()
    verify(secret, both)
    verify(second, both)
    const third = await rotate({ keep: false })
    const only = await probe()
    verify(third, only)
    expect(() => verify(second, only)).toThrow('No matching signature found')
    expect(JSON.stringify(await (await central.service('GET', '/channels')).json())).not.toContain('whsec')
  })

  test('[CH1] a campaign’s own channel comes before that of all; without a webhook nothing is sent', async () => {
    const own = await receiver()
    await put(central.service, 'sales@spring', { url: own.url, allowPrivate: true })
    const [lead] = await handOff(sue, 'hot')
    expect((await own.got(1))[0]!.body.data.lead.id).toBe(lead)
    await central.service('DELETE', '/channels/sales@spring')
    const [partner] = await handOff(sue, 'partner')
    const [next] = await handOff(sue, 'hot')
    expect((await hook.got(1)).map((g) => g.body.data.lead.id)).toEqual([next])
    expect((await leadOf(central.service, partner!)).handOffs).toMatchObject([{ delivery: null }])
    await own.close()
  })
})

test('[CH10] a campaign’s own receiver that is slow keeps those of the others waiting for nothing', async () => {
  await createCampaign(central.store.db, { id: 'autumn', name: 'Autumn fair', policy: DEFAULT_POLICY })
  const slow = await receiver()
  slow.answer(() => undefined)
  await put(central.service, 'sales@spring', { url: slow.url, allowPrivate: true })
  await handOff(sue, 'hot', 100)
  await slow.got(1)
  const [lead] = await handOff(sue, 'hot', 1, 'autumn')
  await state(lead!, 'delivered')
  expect(slow.received.length, 'most of the slow ones are still to come').toBeLessThan(100)
  await central.service('DELETE', '/channels/sales@spring')
  await slow.close()
})

test('[CH1] channels that cannot be are refused', async () => {
  const status = async (id: string, body: object) =>
    (await central.service('PUT', `/channels/${id}`, { kind: 'webhook', ...body })).status
  expect(await status('callCenter', { url: hook.url })).toBe(404)
  expect(await status('sales@nowhere', { url: hook.url })).toBe(404)
  expect(await status('sales', { url: 'ftp://example.com' })).toBe(400)
  expect(await status('sales', { url: 'https://me:secret@example.com' })).toBe(400)
})
