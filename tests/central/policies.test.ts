import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { LeadPage, Problem } from '../../shared/api/api.ts'
import { DEFAULT_POLICY } from '../../shared/policy/default-policy.ts'
import type { Policy } from '../../shared/policy/policy.ts'
import { CAMPAIGN, newId, type TestCentral, type TestDevice, testCentral } from './support.ts'

let central: TestCentral
let adam: TestDevice
let sue: TestDevice
beforeAll(async () => {
  central = await testCentral()
  adam = await central.signIn(central.people.adam)
  sue = await central.signIn(central.people.sue)
})
afterAll(() => central.dispose())

const { version: _, ...BASE } = DEFAULT_POLICY
const campaign = async (): Promise<string> => {
  const name = `c-${newId().slice(-12)}`
  expect((await central.service('POST', '/campaigns', { name, id: name })).status).toBe(201)
  return name
}
const put = (id: string, body: object, device: Pick<TestDevice, 'api'> = adam) =>
  device.api('PUT', `/campaigns/${id}/policy`, body)
const putPolicy = async (id: string, change: Partial<Policy>): Promise<Policy> => {
  const response = await put(id, { ...BASE, ...change })
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
  return (await response.json()) as Policy
}
const policyOf = async (id: string) =>
  (await (await adam.api('GET', `/campaigns/${id}/policy`)).json()) as Policy
const leadsOf = async (id: string) =>
  ((await (await central.service('GET', `/leads?campaign=${id}&limit=1000`)).json()) as LeadPage).leads

describe('a campaign’s policy', () => {
  test('[AS15] is read and replaced; a new version comes to every desk, and other campaigns keep theirs', async () => {
    const [mine, other] = [await campaign(), await campaign()]
    const ana = await central.signIn(central.people.ana)
    await ana.pull()
    const before = await policyOf(mine)
    const [spoke, ...others] = BASE.dispositions
    const asked = { ...spoke!, label: 'We spoke', requires: ['budget', 'timeline'] }
    const after = await putPolicy(mine, {
      dispositions: [asked, ...others],
      contact: { hours: { 1: [540, 1020] }, attempts: [{ max: 3, hours: 24 }], onHolidays: false },
      validity: { roleAddresses: 'refuse', disposableAddresses: 'refuse' },
    })
    expect(after.version).toBeGreaterThan(before.version)
    expect(await policyOf(mine)).toEqual(after)
    expect(after.dispositions[0]).toEqual(asked)
    expect((await policyOf(other)).version).toBe(before.version)
    const { changes } = await ana.sync()
    expect(changes.policies).toEqual([after])
    expect(changes.campaigns).toMatchObject([{ id: mine, policyVersion: after.version }])
    // The same again is no new version.
    expect((await putPolicy(mine, { ...after })).version).toBe(after.version)
    expect((await ana.sync()).changes.policies).toEqual([])
  })

  test('[AS16] its leads are decided anew, in batches; those whose way is clear leave, and desks hear of it', async () => {
    const id = await campaign()
    const ids = Array.from({ length: 620 }, () => newId())
    for (const part of [ids.slice(0, 310), ids.slice(310)])
      await sue.sync(
        part.map((lead, i) => sue.captured(lead, { lastName: `L${i}`, phone: '+17575550142' }, id)),
      )
    await sue.pull()
    expect((await leadsOf(id)).every((l) => l.stage === 'open')).toBe(true)
    const policy = await putPolicy(id, { rules: [{ route: 'nurture', when: { all: [] } }] })
    const leads = await leadsOf(id)
    expect(new Set(leads.map((l) => `${l.stage} ${l.route} ${l.handOffs.length}`))).toEqual(
      new Set(['handedOff nurture 1']),
    )
    const { leads: told } = await sue.pull()
    expect(told.filter((l) => l.lead.campaign === id && l.stage === 'handedOff')).toHaveLength(620)
    const rows = await central.store.db
      .selectFrom('leads')
      .select('policy_version')
      .where('campaign', '=', id)
      .execute()
    expect(new Set(rows.map((r) => r.policy_version))).toEqual(new Set([policy.version]))
    // What left keeps what it left with.
    await putPolicy(id, { rules: [{ route: 'hot', when: { all: [] } }] })
    expect((await leadsOf(id)).every((l) => l.handOffs.length === 1)).toBe(true)
  })

  test('[AS16] what it calls invalid is closed; what it no longer calls so is open again, and nothing else is', async () => {
    const id = await campaign()
    const [role, done] = [newId(), newId()]
    const flags = {
      humanAnswered: true,
      rightParty: true,
      unworkable: true,
      doNotCall: false,
      completed: false,
    }
    const call = newId()
    const captured = sue.captured(done, { lastName: 'Done', phone: '+17575550142' }, id)
    // Not before the response: a later one would open the lead again.
    const at = new Date().toISOString()
    await sue.sync([
      sue.event({
        leadId: role,
        type: 'lead.captured',
        payload: { campaign: id, channel: 'web', label: 'x', at, fields: { email: 'info@oakandelm.com' } },
      }),
      captured,
      sue.event({ leadId: done, type: 'call.started', payload: { call, phone: '', at } }),
      sue.event({
        leadId: done,
        type: 'call.finished',
        payload: { call, at, disposition: 'wrongNumber', flags },
      }),
    ])
    const stages = async () => Object.fromEntries((await leadsOf(id)).map((l) => [l.lead.id, l.stage]))
    expect(await stages()).toEqual({ [role]: 'open', [done]: 'closed' })
    await putPolicy(id, { validity: { roleAddresses: 'refuse', disposableAddresses: 'refuse' } })
    expect(await stages()).toEqual({ [role]: 'closed', [done]: 'closed' })
    await putPolicy(id, {
      validity: { roleAddresses: 'accept', disposableAddresses: 'refuse' },
      maxAttempts: 9,
    })
    expect(await stages()).toEqual({ [role]: 'open', [done]: 'closed' })
  })

  test('[AS17] one that does not hold together is refused with a pointer for each thing wrong, and changes nothing', async () => {
    const id = await campaign()
    const before = await policyOf(id)
    const dispositions = structuredClone(BASE.dispositions)
    dispositions[0]!.requires = ['shoeSize']
    dispositions[1]!.key = dispositions[0]!.key
    const response = await put(id, { ...BASE, dispositions, rules: [] })
    expect(response.status).toBe(400)
    expect(((await response.json()) as Problem).errors?.map((e) => e.pointer)).toEqual(['/rules'])
    const again = await put(id, { ...BASE, dispositions })
    expect(((await again.json()) as Problem).errors?.map((e) => e.pointer)).toEqual([
      '/dispositions/1/key',
      '/dispositions/0/requires/0',
    ])
    expect((await put(id, { ...BASE, colour: 'red' })).status).toBe(400)
    expect(await policyOf(id)).toEqual(before)
    expect((await put('nowhere', BASE)).status).toBe(404)
  })

  test('[AS17] neither does one that cannot be stored or read', async () => {
    const id = await campaign()
    const before = await policyOf(id)
    for (const name of ['a\u0000', 'a\ud800']) expect((await put(id, { ...BASE, name })).status).toBe(400)
    const when = `${'{"not":'.repeat(20_000)}{"all":[]}${'}'.repeat(20_000)}`
    const deep = await fetch(`${central.url}/api/v1/campaigns/${id}/policy`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${central.serviceToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({ ...BASE, rules: ['#'] }).replace('"#"', `{"route":"hot","when":${when}}`),
    })
    expect([deep.status, await deep.json()]).toMatchObject([
      400,
      { detail: expect.stringContaining('deeply') },
    ])
    expect((await put('a%00', BASE)).status).toBe(400)
    expect(await policyOf(id)).toEqual(before)
  })

  test('[AS17] two that change the same version: the second is a conflict', async () => {
    const id = await campaign()
    const { version } = await policyOf(id)
    expect((await put(id, { ...BASE, version, maxAttempts: 7 })).status).toBe(200)
    const late = await put(id, { ...BASE, version, maxAttempts: 8 })
    expect([late.status, ((await late.json()) as Problem).errors?.[0]?.pointer]).toEqual([409, '/version'])
    expect((await policyOf(id)).maxAttempts).toBe(7)
  })

  test('[AU1] administrators and services only', async () => {
    expect((await put(CAMPAIGN, BASE, sue)).status).toBe(403)
    expect((await sue.api('GET', `/campaigns/${CAMPAIGN}/policy`)).status).toBe(403)
    expect((await put(CAMPAIGN, BASE, { api: central.service })).status).toBe(200)
  })
})
