import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { referenceOf } from '../../../central/channels/shop-link.ts'
import { type ChannelPreview, leadHandedOff } from '../../../shared/api/channels.ts'
import type { Person } from '../../../shared/sync/protocol.ts'
import { newId, newPerson, type TestCentral, type TestDevice, testCentral, until } from '../support.ts'
import { deliveryOf, handOff, leadOf, put } from './handing.ts'
import { type Receiver, receiver, verify } from './receiver.ts'

let central: TestCentral
let sue: TestDevice
let rob: Person
let hook: Receiver
beforeAll(async () => {
  central = await testCentral({ jobPollSeconds: 0.5, delivering: { limitMs: 2000, backOff: () => 0.1 } })
  sue = await central.signIn(central.people.sue)
  const team = await central.service('POST', '/teams', { name: 'Sales', kind: 'sales', campaigns: null })
  const { id } = (await team.json()) as { id: string }
  const email = 'rob@example.com'
  rob = await newPerson(central.store.db, {
    name: 'Rob',
    email,
    role: 'inbox',
    team: id,
  })
})
afterAll(() => central.dispose())
beforeEach(async () => {
  hook = await receiver()
  for (const id of ['sales', 'partner', 'web', 'nurture']) await central.service('DELETE', `/channels/${id}`)
  await central.service('DELETE', '/distribution/sales')
})
afterEach(() => hook.close())

const state = (lead: string, wanted: string) =>
  until(`the delivery is ${wanted}`, async () => (await deliveryOf(central.service, lead)).state === wanted)
const mailsOf = (lead: string) =>
  central.store.db.selectFrom('mails').selectAll().where('lead', '=', lead).orderBy('id').execute()
const handOffOf = (lead: string) =>
  central.store.db.selectFrom('hand_offs').selectAll().where('lead', '=', lead).executeTakeFirstOrThrow()
/** A lead that is handed off to web purchasing, with consent to e-mail if so said. */
async function low(fields: object, consent: boolean): Promise<string> {
  const id = newId()
  const given = { consent: newId(), for: 'email', given: true, basis: 'web form', text: 'Yes, write to me' }
  const at = new Date().toISOString()
  const { verdicts } = await sue.sync([
    sue.captured(id, { lastName: 'Lowe', ...fields }),
    ...(consent
      ? [sue.event({ leadId: id, type: 'consent.recorded', payload: { ...given, at, source: 'form' } })]
      : []),
    sue.event({ leadId: id, type: 'route.set', payload: { route: 'low', reason: 'small order' } }),
  ])
  expect(verdicts.map((v) => v.verdict)).not.toContain('rejected')
  return id
}

const MAPPING = [
  { name: 'Zip', field: 'postalCode' },
  { name: 'Owner', field: 'ownerEmail' },
  { name: 'Source', constant: 'leadwright' },
  { name: 'When', field: 'timeline', as: 'id' },
  { name: 'Timing', field: 'timeline' },
  { name: 'HandOff', field: 'handOff' },
]

describe('[CH12] a mapping', () => {
  test('names what a webhook gets beside the rest, in its order, constants too', async () => {
    await put(central.service, 'sales', { url: hook.url, allowPrivate: true, mapping: MAPPING })
    await central.service('PUT', '/distribution/sales', {
      rules: [{ name: 'rob', when: { all: [] }, to: { people: [rob.id] }, by: 'roundRobin' }],
    })
    await handOff(sue, 'hot')
    const [got] = await hook.got(1)
    const { data } = leadHandedOff.parse(got!.body)
    expect(Object.entries(data.mapped!)).toEqual([
      ['Zip', null],
      ['Owner', 'rob@example.com'],
      ['Source', 'leadwright'],
      ['When', 'within3'],
      ['Timing', 'Within 3 months'],
      ['HandOff', data.handOff.id],
    ])
  })

  test.each([
    [{ name: 'A', field: 'nothing' }, '/mapping/1/field'],
    [{ name: 'Zip', field: 'city' }, '/mapping/1/name'],
    [{ name: '1', field: 'city' }, '/mapping/1/name'],
    [{ name: 'B', field: 'city', constant: 'x' }, '/mapping/1'],
    [{ name: 'B' }, '/mapping/1'],
  ])('that cannot be is refused: %j', async (line, pointer) => {
    const mapping = [{ name: 'Zip', field: 'postalCode' }, line]
    const answer = await central.service('PUT', '/channels/sales', {
      kind: 'webhook',
      url: hook.url,
      mapping,
    })
    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({ errors: [{ pointer }] })
  })

  test('can be looked at before anything is sent', async () => {
    await put(central.service, 'sales', { url: hook.url, allowPrivate: true, mapping: MAPPING })
    await put(central.service, 'partner', { kind: 'email', to: ['deals@partner.example'], mapping: MAPPING })
    const id = newId()
    await sue.sync([sue.captured(id, { lastName: 'Look', timeline: 'within3' })])
    const look = async (channel: string) =>
      (await (
        await central.service('GET', `/channels/${channel}/preview?lead=${id}`)
      ).json()) as ChannelPreview
    expect((await look('sales')).message?.data.mapped).toMatchObject({ Timing: 'Within 3 months' })
    const { mail } = await look('partner')
    expect(mail).toMatchObject({ to: ['deals@partner.example'], subject: expect.stringContaining('Look') })
    expect(mail!.text).toMatch(/Source +leadwright/)
    expect(
      await central.store.db.selectFrom('hand_offs').select('id').where('lead', '=', id).execute(),
    ).toEqual([])
    expect(await mailsOf(id)).toEqual([])
    expect((await central.service('GET', `/channels/sales/preview?lead=${newId()}`)).status).toBe(404)
  })
})

describe('[CH11] kinds', () => {
  test('are refused where they cannot be; a channel that is changed stays on or off as it was', async () => {
    const pointers = async (id: string, body: object) =>
      (
        (await (await central.service('PUT', `/channels/${id}`, body)).json()) as {
          errors?: { pointer: string }[]
        }
      ).errors?.[0]?.pointer
    expect(await pointers('sales', { kind: 'pigeon' })).toBe('/kind')
    expect(await pointers('web', { kind: 'inbox' })).toBe('/kind')
    expect(await pointers('sales', { kind: 'link', url: 'https://shop.example' })).toBe('/kind')
    expect(await pointers('sales', { kind: 'email', to: ['nobody'] })).toBe('/to/0')
    await put(central.service, 'sales', { url: hook.url, allowPrivate: true, enabled: false })
    const again = await put(central.service, 'sales', { url: `${hook.url}/other` })
    expect(again).toMatchObject({ enabled: false, secret: null, kind: 'webhook' })
  })

  test('sales and partners without a channel have Leadwright’s own inbox, where a hand-off is at once', async () => {
    const [lead] = await handOff(sue, 'hot')
    expect(await handOffOf(lead!)).toMatchObject({ state: 'delivered', delivered_at: expect.any(String) })
    expect((await leadOf(central.service, lead!)).handOffs).toMatchObject([{ delivery: null }])
  })

  test('e-mail: the brief goes to the addresses, the mapped fields first; it is delivered when it is sent', async () => {
    await put(central.service, 'partner', { kind: 'email', to: ['deals@partner.example'], mapping: MAPPING })
    const [lead] = await handOff(sue, 'partner')
    await state(lead!, 'delivered')
    const mails = await mailsOf(lead!)
    expect(mails).toMatchObject([{ kind: 'handOff', to_address: 'deals@partner.example', state: 'sent' }])
    expect(mails[0]!.subject).toBe('Partner opportunity: Lead 0')
    expect(mails[0]!.body.indexOf('Timing')).toBeLessThan(mails[0]!.body.indexOf('WHY NOW'))
    expect(mails[0]!.html).toContain('<dt>Timing</dt><dd>Within 3 months</dd>')
    expect(await handOffOf(lead!)).toMatchObject({ state: 'delivered', delivered_at: expect.any(String) })
  })

  test('e-mail without addresses goes to the person it is dealt to, else to the team', async () => {
    await put(central.service, 'sales', { kind: 'email' })
    const [team] = await handOff(sue, 'hot')
    expect(await mailsOf(team!)).toMatchObject([{ to_address: 'rob@example.com', to_name: 'Rob' }])
    await put(central.service, 'partner', { kind: 'email' })
    const [nobody] = await handOff(sue, 'partner')
    expect(await deliveryOf(central.service, nobody!)).toMatchObject({
      state: 'dead',
      lastError: expect.stringContaining('nobody'),
    })
    await put(central.service, 'partner', { kind: 'email', to: ['deals@partner.example'] })
    const answer = await central.service('POST', '/channels/partner/replay')
    expect(((await answer.json()) as { replayed: number }).replayed).toBeGreaterThan(0)
    await state(nobody!, 'delivered')
  })

  test('[CH13] link: mailed with consent, else only shown; opening it is a response and leads to the shop with a signed reference', async () => {
    const mail = { subject: 'Your order', text: 'Order here:' }
    const shop = 'https://shop.example/cart?from=leads'
    const mapping = [{ name: 'email', field: 'email' }]
    const { secret } = await put(central.service, 'web', { kind: 'link', url: shop, mapping, mail })
    const silent = await low({ email: 'lowe@acme-works.com' }, false)
    expect(await mailsOf(silent)).toEqual([])
    expect(await deliveryOf(central.service, silent)).toMatchObject({ state: 'delivered' })

    const lead = await low({ email: 'lowe2@acme-works.com' }, true)
    await state(lead, 'delivered')
    const { link } = await deliveryOf(central.service, lead)
    const [sent] = await mailsOf(lead)
    expect(sent).toMatchObject({ kind: 'link', to_address: 'lowe2@acme-works.com', subject: 'Your order' })
    expect(sent!.body).toContain(link)
    expect(sent!.unsubscribe).not.toBeNull()

    const path = new URL(link!).pathname
    const open = (at: string) => fetch(`${central.url}${at}`, { redirect: 'manual' })
    const responses = async () => (await leadOf(central.service, lead)).lead.responses.length
    const before = await responses()
    await fetch(`${central.url}${path}`, { method: 'HEAD', redirect: 'manual' })
    expect(await responses()).toBe(before)
    for (let i = 0; i < 2; i += 1) {
      const opened = await open(path)
      expect(opened.status).toBe(303)
      const address = new URL(opened.headers.get('location')!)
      expect(address.origin + address.pathname).toBe('https://shop.example/cart')
      const { id } = await handOffOf(lead)
      expect(Object.fromEntries(address.searchParams)).toEqual({
        from: 'leads',
        email: 'lowe2@acme-works.com',
        leadwright: referenceOf(id, secret),
      })
    }
    expect(await responses()).toBe(before + 1)
  })

  test('[CH13] a link that was made up leads nowhere, and one whose channel is gone', async () => {
    await put(central.service, 'web', { kind: 'link', url: 'https://shop.example/' })
    const lead = await low({}, false)
    const { link } = await deliveryOf(central.service, lead)
    const open = (address: string) =>
      fetch(`${central.url}${new URL(address).pathname}`, { redirect: 'manual' }).then((r) => r.status)
    const [body, signature] = new URL(link!).pathname.split('/').at(-1)!.split('.') as [string, string]
    const another = await low({}, false)
    const { id } = await deliveryOf(central.service, another)
    const other = Buffer.from(JSON.stringify({ d: { delivery: id } })).toString('base64url')
    const forged = link!.replace(`${body}.${signature}`, `${other}.${signature}`)
    expect(await open(forged)).toBe(404)
    expect(await open(link!.replace('/shop/', '/click/'))).toBe(404)
    expect(await open(link!)).toBe(303)
    await central.service('DELETE', '/channels/web')
    expect(await open(link!)).toBe(404)
  })
})

describe('a receiver that', () => {
  test('[CH14] says when it wants to be asked again is not asked before', async () => {
    await put(central.service, 'sales', { url: hook.url, allowPrivate: true })
    hook.answer((response) => response.writeHead(429, { 'retry-after': '3600' }).end())
    const [lead] = await handOff(sue, 'hot')
    await until('it was tried', async () => (await deliveryOf(central.service, lead!)).attempts === 1)
    const { nextAt } = await deliveryOf(central.service, lead!)
    expect(Date.parse(nextAt!) - Date.now()).toBeGreaterThan(3_000_000)
    const [job] = await central.store.db
      .selectFrom('deliveries')
      .select('next_at')
      .where('lead', '=', lead!)
      .execute()
    expect(job!.next_at).toBe(nextAt)
  })

  test('[CH6] was long away gets all that is dead at once, each under its own id', async () => {
    const { secret } = await put(central.service, 'sales', {
      url: hook.url,
      allowPrivate: true,
      enabled: false,
    })
    const leads = await handOff(sue, 'hot', 5)
    expect(await deliveryOf(central.service, leads[0]!)).toMatchObject({ state: 'dead' })
    expect((await central.service('POST', '/channels/sales/replay')).status).toBe(409)
    await put(central.service, 'sales', { url: hook.url, allowPrivate: true, enabled: true })
    const answer = await central.service('POST', '/channels/sales/replay')
    expect(((await answer.json()) as { replayed: number }).replayed).toBeGreaterThanOrEqual(5)
    for (const lead of leads) await state(lead, 'delivered')
    const ids = new Set(hook.received.map((one) => one.id))
    for (const one of hook.received) verify(secret, one)
    for (const lead of leads) expect(ids).toContain((await deliveryOf(central.service, lead)).id)
  })
})
