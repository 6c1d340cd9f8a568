import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fieldValue, type Lead } from '../../shared/lead/lead.ts'
import { DEFAULT_POLICY } from '../../shared/policy/default-policy.ts'
import { CAMPAIGN, newId, type TestCentral, testCentral, until } from './support.ts'

let central: TestCentral
let register: Server
let base: string
const asked: IncomingMessage[] = []
beforeAll(async () => {
  central = await testCentral({ logLevel: 'error' })
  register = createServer((request, response) => {
    asked.push(request)
    const domain = new URL(request.url ?? '', 'http://x').searchParams.get('d')
    if (domain === 'slow.example') return
    if (domain === 'huge.example') return void response.end(`"${'x'.repeat(300_000)}"`)
    if (domain === 'nobody.example') return void response.writeHead(404).end()
    if (domain === 'away.example') return void response.writeHead(302, { location: '/elsewhere' }).end()
    response.end(
      JSON.stringify({
        company: { employees: '1,200', name: 'Told Ltd', site: {}, supplier: 'Acme' },
        place: { country: 'Portugal' },
      }),
    )
  })
  await new Promise<void>((done) => register.listen(0, '127.0.0.1', done))
  base = `http://127.0.0.1:${(register.address() as AddressInfo).port}`
})
afterAll(async () => {
  register.closeAllConnections()
  register.close()
  await central.dispose()
})

const settings = (more: object = {}) => ({
  name: 'Company register',
  url: `${base}/v1?d={domain}`,
  headers: { 'X-Key': 'secret-of-ours' },
  fields: {
    companySize: '/company/employees',
    company: '/company/name',
    country: '/place/country',
    website: '/company/site',
  },
  timeoutMs: 10_000,
  allowPrivate: true,
  ...more,
})

async function leadOf(id: string): Promise<Lead> {
  const row = await central.store.db
    .selectFrom('leads')
    .select('state')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return row.state
}

/** A lead that came in by API, with these fields. */
async function respond(fields: object): Promise<string> {
  const answer = await central.service('POST', '/responses', {
    campaign: CAMPAIGN,
    channel: 'web',
    label: 'Pricing page',
    fields: { lastName: 'Prado', ...fields },
  })
  expect(answer.ok).toBe(true)
  return (await answer.json()).lead
}

async function recorded(lead: string) {
  const find = () =>
    central.store.db.selectFrom('enrichments').selectAll().where('lead', '=', lead).executeTakeFirst()
  await until('the enricher was asked', async () => (await find()) !== undefined)
  return (await find())!
}

describe('an enricher', () => {
  it('[EN1] is made, shown without its keys, tried, and removed', async () => {
    const put = await central.service('PUT', '/enrichers/register', settings())
    expect(put.status).toBe(200)
    const listed = await (await central.service('GET', '/enrichers')).text()
    expect(listed).toContain('X-Key')
    expect(listed).not.toContain('secret-of-ours')
    for (const url of ['ftp://x.example/{domain}', 'https://{domain}/x', 'https://x.example/{salary}', 'no'])
      expect((await central.service('PUT', '/enrichers/bad', settings({ url }))).status).toBe(400)
    expect(
      (await central.service('PUT', '/enrichers/bad', settings({ fields: { salary: '/x' } }))).status,
    ).toBe(400)
  })

  it('[EN2] [EN3] fills blanks under its own name, once for an address, and never counts as a response', async () => {
    const id = await respond({ email: 'ana@oak.example', company: 'Oak & Sons' })
    expect(await recorded(id)).toMatchObject({ state: 'told', enricher: 'register' })
    const lead = await leadOf(id)
    expect(fieldValue(lead, 'companySize')).toBe('s501up')
    expect(lead.fields.companySize?.[0]).toMatchObject({
      dated: false,
      source: { channel: 'derived', label: 'Company register' },
    })
    expect(fieldValue(lead, 'country')).toBe('PT')
    // What the person said stands.
    expect(fieldValue(lead, 'company')).toBe('Oak & Sons')
    expect(lead.responses).toHaveLength(1)
    expect(asked.at(-1)?.headers['x-key']).toBe('secret-of-ours')
    const before = asked.length
    await respond({ email: 'ana@oak.example', jobTitle: 'Buyer' })
    const other = await respond({ email: 'someone@else.example' })
    await recorded(other)
    expect(asked.length).toBe(before + 1)
  })

  it('[EN5] left out, its keys stay; given, they are others', async () => {
    const { headers: _, ...kept } = settings({ name: 'Keys' })
    await central.service('PUT', '/enrichers/keys', settings({ name: 'Keys' }))
    const left = await (await central.service('PUT', '/enrichers/keys', kept)).json()
    expect(left.headers).toEqual(['X-Key'])
    const elsewhere = { ...kept, url: 'https://elsewhere.example/{email}' }
    const moved = await central.service('PUT', '/enrichers/keys', elsewhere)
    expect(moved.status).toBe(400)
    expect((await moved.json()).errors).toEqual([expect.objectContaining({ pointer: '/headers' })])
    const none = await (await central.service('PUT', '/enrichers/keys', { ...elsewhere, headers: {} })).json()
    expect(none.headers).toEqual([])
    await central.service('DELETE', '/enrichers/keys')
  })

  it('[EN6] fills own fields of the lead’s campaign, as it has them; of those it has not it tells nothing', async () => {
    const { version: _, ...rest } = DEFAULT_POLICY
    const policy = {
      ...rest,
      ownFields: [
        {
          id: 'own.supplier',
          label: 'Supplier',
          kind: 'choice',
          choices: [{ id: 'acme-co', label: 'Acme' }],
        },
      ],
    }
    const published = await central.service('PUT', `/campaigns/${CAMPAIGN}/policy`, policy)
    expect(published.status, await published.text()).toBe(200)
    const fields = { 'own.supplier': '/company/supplier', 'own.other': '/company/name' }
    const url = `${base}/own?d={domain}&who={own.supplier}`
    const put = await central.service(
      'PUT',
      '/enrichers/own',
      settings({ url: `${base}/own?d={domain}`, fields }),
    )
    expect(put.status, await put.text()).toBe(200)
    const lead = await respond({ email: 'ana@own-fields.example' })
    const test = async () => (await central.service('POST', '/enrichers/own/test', { lead })).json()
    expect(await test()).toMatchObject({ state: 'told', fields: { 'own.supplier': 'acme-co' }, problems: [] })
    await until('it is filled in', async () => (await leadOf(lead)).fields['own.supplier'] !== undefined)
    await central.service('PUT', '/enrichers/own', settings({ url, fields, enabled: false }))
    const before = asked.length
    expect(await test()).toMatchObject({ state: 'told' })
    expect(asked.slice(before).map((r) => r.url)).toContain('/own?d=own-fields.example&who=acme-co')
    expect((await central.service('PUT', '/enrichers/x', settings({ url: `${base}/{own.A}` }))).status).toBe(
      400,
    )
  })

  it('[EN1] is not asked about a private address', async () => {
    const id = await respond({ email: 'ana.prado.77@gmail.com' })
    const test = await (await central.service('POST', '/enrichers/register/test', { lead: id })).json()
    expect(test).toMatchObject({ state: 'notAsked', fields: {} })
    expect(asked.filter((r) => r.url?.includes('gmail'))).toEqual([])
  })

  it.each([
    ['slow.example', 'failed', 'No answer within 0.3 s'],
    ['huge.example', 'failed', 'longer than 256 kB'],
    ['away.example', 'failed', 'It answered 302'],
    ['nobody.example', 'unknown', null],
  ])('[EN4] %s: %s', async (domain, state, error) => {
    if (domain === 'slow.example')
      await central.service('PUT', '/enrichers/register', settings({ timeoutMs: 300 }))
    const id = await respond({ email: `ana@${domain}` })
    const row = await recorded(id)
    expect(row.state).toBe(state)
    if (error === null) expect(row.error).toBeNull()
    else expect(row.error).toContain(error)
    expect((await leadOf(id)).fields.companySize).toBeUndefined()
  })

  it('[EN4] is asked at public addresses only, unless private ones are allowed', async () => {
    await central.service('PUT', '/enrichers/inside', settings({ allowPrivate: false, name: 'Inside' }))
    const id = newId()
    const ana = await central.signIn(central.people.ana)
    await ana.sync([ana.captured(id, { email: 'ana@inside.example' })])
    const test = await (await central.service('POST', '/enrichers/inside/test', { lead: id })).json()
    expect(test).toMatchObject({ state: 'failed', error: expect.stringContaining('private network') })
    expect((await central.service('DELETE', '/enrichers/inside')).status).toBe(204)
    expect((await central.service('DELETE', '/enrichers/inside')).status).toBe(404)
  })
})
