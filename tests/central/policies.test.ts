import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createCampaign, publish } from '../../central/store/campaigns.ts'
import type { LeadPage, Problem } from '../../shared/api/api.ts'
import type { FitResponse, PolicyProgress, PolicyVersion } from '../../shared/api/policies.ts'
import { DEFAULT_POLICY } from '../../shared/policy/default-policy.ts'
import type { Policy } from '../../shared/policy/policy.ts'
import { CAMPAIGN, newId, newPerson, type TestCentral, type TestDevice, testCentral } from './support.ts'

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

  test('[SY63] a pull brings the policies that campaigns are under, and one published long before with the campaign that comes under it', async () => {
    const mine = await campaign()
    const [spoke, ...others] = BASE.dispositions
    const labelled = (label: string) => putPolicy(mine, { dispositions: [{ ...spoke!, label }, ...others] })
    const [first, second] = [await labelled('We spoke'), await labelled('They spoke')]
    const ana = await central.signIn(central.people.ana)
    const { policies, campaigns } = (await ana.sync()).changes
    expect(policies.map((p) => p.version)).toEqual(
      [...new Set(campaigns.map((c) => c.policyVersion))].sort((a, b) => a - b),
    )
    expect(policies).not.toContainEqual(first)
    expect(policies).toContainEqual(second)
    const again = await createCampaign(central.store.db, { id: newId(), name: 'Again', policy: first })
    expect(again.policyVersion).toBe(first.version)
    expect((await ana.sync()).changes).toMatchObject({ policies: [first], campaigns: [{ id: again.id }] })
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

  test('[WK17] who lacks a consent that the route requires is handed off once it is on record, with a basis', async () => {
    const id = await campaign()
    await putPolicy(id, {
      rules: [{ route: 'hot', when: { all: [] } }],
      routes: { ...BASE.routes, hot: { ...BASE.routes.hot, requires: ['phone', 'email'] } },
    })
    const lead = newId()
    const consent = (purpose: 'phone' | 'email', basis: string) => {
      const payload = {
        consent: newId(),
        for: purpose,
        given: true,
        basis,
        text: 'Yes',
        at: new Date().toISOString(),
      }
      return sue.event({ leadId: lead, type: 'consent.recorded', payload })
    }
    const now = async () => (await leadsOf(id)).map((l) => `${l.stage} ${l.route} ${l.handOffs.length}`)
    await sue.sync([sue.captured(lead, { lastName: 'Silva', phone: '+17575550142' }, id)])
    expect(await now()).toEqual(['open hot 0'])
    await sue.sync([consent('phone', 'on the phone'), consent('email', '')])
    expect(await now(), 'without a basis it is none').toEqual(['open hot 0'])
    await sue.sync([consent('email', 'on the phone')])
    expect(await now()).toEqual(['handedOff hot 1'])
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

  test('[PO7] one published before something was asked for goes on; published anew it is refused with the place', async () => {
    const id = await campaign()
    const script = { opening: '{{ compny }}', closing: '', objections: [] }
    const dispositions = structuredClone(BASE.dispositions)
    dispositions[1]!.key = 'd'
    const earlier = { ...BASE, version: 1, dispositions, script }
    const { db } = central.store
    const version = await db.transaction().execute((tx) => publish(tx, earlier, 1))
    await db.updateTable('campaigns').set({ policy_version: version }).where('id', '=', id).execute()
    const lead = newId()
    await sue.sync([sue.captured(lead, { lastName: 'Old', phone: '+17575550142' }, id)])
    expect(await leadsOf(id)).toMatchObject([{ stage: 'open', route: 'needInfo' }])
    const again = await put(id, { ...earlier, name: 'Anew' })
    expect(again.status).toBe(400)
    expect(((await again.json()) as Problem).errors?.map((e) => e.pointer)).toEqual([
      '/dispositions/1/key',
      '/script/opening',
    ])
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

  test('[AU1] replaced without a note by administrators and services only', async () => {
    expect((await put(CAMPAIGN, BASE, sue)).status).toBe(403)
    expect((await put(CAMPAIGN, BASE, { api: central.service })).status).toBe(200)
  })
})

describe('versions of a policy', () => {
  const json = async <T>(response: Promise<Response>): Promise<T> => {
    const answer = await response
    if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`)
    return (await answer.json()) as T
  }
  const publish = (id: string, body: object, device: Pick<TestDevice, 'api'> = sue) =>
    device.api('POST', `/campaigns/${id}/policy/publish`, body)
  const rollBack = (id: string, body: object) => sue.api('POST', `/campaigns/${id}/policy/rollback`, body)
  const versions = async (id: string, device: Pick<TestDevice, 'api'> = sue) =>
    (await json<{ policies: PolicyVersion[] }>(device.api('GET', `/policies?campaign=${id}`))).policies

  test('[PO1] each says in which campaign, by whom, when and why it was published, and where it is in force', async () => {
    const id = await campaign()
    const { version } = await policyOf(id)
    const note = 'Trade fair leads decide in spring'
    const after = await json<Policy>(publish(id, { policy: { ...BASE, name: 'Spring' }, note, version }))
    const [latest, first, ...none] = await versions(id)
    expect(none).toEqual([])
    expect(latest).toMatchObject({
      ...{ version: after.version, campaign: id, name: 'Spring', note, by: sue.person },
      ...{ from: version, restores: null, campaigns: [id] },
    })
    expect(Date.parse(latest!.at)).toBeGreaterThan(0)
    expect(first).toMatchObject({ version, note: '', from: null })
    expect(first!.campaigns).not.toContain(id)
    const file = await sue.api('GET', `/policies/${after.version}`)
    expect(file.headers.get('content-disposition')).toBe(
      `attachment; filename="policy-${after.version}.json"`,
    )
    expect(await file.json()).toEqual(after)
    expect((await sue.api('GET', '/policies/999999')).status).toBe(404)
  })

  test('[PO2] one is published with a note, from the version it was made from, and holds together', async () => {
    const id = await campaign()
    const { version } = await policyOf(id)
    const policy = { ...BASE, maxAttempts: 9 }
    expect((await publish(id, { policy, note: ' ', version })).status).toBe(400)
    expect((await publish(id, { policy, note: 'Why', version: version + 1 })).status).toBe(409)
    const wrong = await publish(id, { policy: { ...policy, rules: [] }, note: 'Why', version })
    expect([wrong.status, ((await wrong.json()) as Problem).errors?.[0]?.pointer]).toEqual([400, '/rules'])
    expect(await versions(id)).toHaveLength(1)
    const after = await json<Policy>(publish(id, { policy, note: 'Why', version }))
    // An export is an import.
    const file = await json<Policy>(sue.api('GET', `/policies/${after.version}`))
    const [other, at] = [await campaign(), (await policyOf(id)).version]
    const { version: mine } = await policyOf(other)
    const taken = await json<Policy>(publish(other, { policy: file, note: 'From a file', version: mine }))
    expect(taken).toEqual({ ...file, version: taken.version })
    expect(taken.version).toBeGreaterThan(at)
  })

  test('[PO3] rolling back publishes the earlier body as a new version; versions never change', async () => {
    const id = await campaign()
    const before = await policyOf(id)
    const changed = await putPolicy(id, { maxAttempts: 3 })
    const note = 'Too few attempts'
    const body = { to: before.version, note, version: changed.version }
    const back = await json<Policy>(rollBack(id, body))
    expect(back).toEqual({ ...before, version: back.version })
    expect(back.version).toBeGreaterThan(changed.version)
    expect((await versions(id))[0]).toMatchObject({ note, restores: before.version, from: changed.version })
    expect(await json(sue.api('GET', `/policies/${changed.version}`))).toEqual(changed)
    expect((await rollBack(id, body)).status).toBe(409)
    const foreign = await putPolicy(await campaign(), { maxAttempts: 4 })
    expect((await rollBack(id, { to: foreign.version, note, version: back.version })).status).toBe(404)
  })

  test('[PO4] a team’s supervisor sees and changes the policies of the campaigns it works, and no others', async () => {
    const [mine, other] = [await campaign(), await campaign()]
    const foreign = await putPolicy(other, { maxAttempts: 5 })
    const team = { name: 'Spring team', kind: 'agents', campaigns: [mine] }
    const { id } = await json<{ id: string }>(adam.api('POST', '/teams', team))
    const tea = await newPerson(central.store.db, {
      name: 'tea',
      email: 'tea@example.com',
      role: 'supervisor',
      team: id,
    })
    const device = await central.signIn(tea)
    const { policies } = await json<{ policies: PolicyVersion[] }>(device.api('GET', '/policies'))
    expect(new Set(policies.map((p) => p.campaign))).toEqual(new Set([mine]))
    expect((await device.api('GET', `/policies/${foreign.version}`)).status).toBe(404)
    const at = { note: 'Mine now', version: foreign.version }
    expect((await publish(other, { policy: BASE, ...at }, device)).status).toBe(404)
    expect((await device.api('POST', `/campaigns/${other}/fit`)).status).toBe(404)
    const { version } = await policyOf(mine)
    const policy = { ...BASE, maxAttempts: 2 }
    expect((await publish(mine, { policy, note: 'Ours', version }, device)).status).toBe(200)
  })

  test('[AU21] who brings leads into a campaign for a partner changes nothing of what holds in it', async () => {
    const id = await campaign()
    const { version } = await policyOf(id)
    const { id: team } = await json<{ id: string }>(
      adam.api('POST', '/teams', { name: 'Harbor', kind: 'partner', campaigns: null }),
    )
    const pam = await newPerson(central.store.db, {
      name: 'pam',
      email: 'pam@example.com',
      role: 'supervisor',
      team,
    })
    const device = await central.signIn(pam)
    const policy = { ...BASE, maxAttempts: 2 }
    expect((await publish(id, { policy, note: 'Ours', version }, device)).status).toBe(403)
    const back = { to: version, note: 'Ours', version }
    expect((await device.api('POST', `/campaigns/${id}/policy/rollback`, back)).status).toBe(403)
    expect((await device.api('POST', `/campaigns/${id}/fit`)).status).toBe(403)
    expect((await device.api('PATCH', `/campaigns/${id}`, { archived: true })).status).toBe(403)
    expect((await policyOf(id)).version).toBe(version)
  })

  test('[PO5] leads beyond the first thousand are decided in the background, with progress', async () => {
    const id = await campaign()
    const ids = Array.from({ length: 1300 }, () => newId())
    for (let from = 0; from < ids.length; from += 325)
      await sue.sync(
        ids
          .slice(from, from + 325)
          .map((lead, i) => sue.captured(lead, { lastName: `L${i}`, phone: '+17575550142' }, id)),
      )
    const policy = await putPolicy(id, { maxAttempts: 7 })
    const progress = () => json<PolicyProgress>(sue.api('GET', `/campaigns/${id}/policy/progress`))
    expect(await progress()).toMatchObject({ version: policy.version, leads: 1300 })
    await expect.poll(async () => (await progress()).waiting, { timeout: 20_000 }).toBe(0)
  })

  test('[PO6] without enough outcomes nothing is fitted, and it is said how many it takes; with enough there is a draft, not published', async () => {
    const id = await campaign()
    const { version } = await policyOf(id)
    const learned = () => json<FitResponse>(sue.api('POST', `/campaigns/${id}/fit`))
    expect(await learned()).toEqual({
      ok: false,
      unless: expect.stringMatching(/50 more won .* 50 more lost/),
      answers: { ok: false, unless: expect.stringMatching(/it takes 30 to one question/) },
    })
    // Handed off at once, whatever they answer.
    await putPolicy(id, { rules: [{ route: 'hot', when: { all: [] } }] })
    const ids = Array.from({ length: 160 }, () => newId())
    const at = new Date().toISOString()
    const captured = ids.map((leadId, i) =>
      sue.event({
        leadId,
        type: 'lead.captured',
        payload: {
          ...{ campaign: id, channel: 'web', label: 'x', at },
          fields: {
            lastName: `L${i}`,
            phone: '+17575550142',
            timeline: i % 2 ? 'within3' : 'later',
            budget: i % 3 ? 'approved' : 'none',
          },
        },
      }),
    )
    await sue.sync(captured)
    // Answers alone teach how likely each is; [FT13] only that is new in the draft.
    const early = await learned()
    if (early.ok || !early.answers.ok) throw new Error('no outcome, but 160 leads with answers')
    expect(early.answers).toMatchObject({ leads: 160, fields: [{ answers: 160 }, { answers: 160 }] })
    const budget = early.answers.draft.fields.find((f) => f.field === 'budget')!.answers
    expect(budget.map((a) => a.probability)).toEqual([0.6564, 0.0061, 0.3374])
    for (const [i, lead] of ids.entries())
      await central.store.db
        .updateTable('hand_offs')
        .set({ outcome: (i % 2 === 1) !== (i % 7 === 0) ? 'won' : 'lost', outcome_at: at, state: 'won' })
        .where('lead', '=', lead)
        .execute()
    const proposal = await learned()
    if (!proposal.ok) throw new Error(proposal.unless)
    expect(proposal.measures.proposed).toMatchObject({ rows: 160 })
    expect(proposal.measures.proposed.auc).toBeGreaterThan(0.8)
    expect(proposal.curves.proposed).toHaveLength(21)
    expect(proposal.draft.fields.find((f) => f.field === 'timeline')?.answers[0]?.probability).toBeDefined()
    expect(await versions(id)).toMatchObject([{ version: proposal.version }, { version }])
  })

  test('[PO9] however many fits are asked for, one process fits at a time', async () => {
    const id = await campaign()
    const processes = () => process.getActiveResourcesInfo().filter((name) => name === 'ProcessWrap').length
    const before = processes()
    let most = 0
    const look = setInterval(() => {
      most = Math.max(most, processes() - before)
    }, 5)
    const asked = Array.from({ length: 2 }, () => sue.api('POST', `/campaigns/${id}/fit`))
    const answers = await Promise.all(asked)
    clearInterval(look)
    expect(answers.map((a) => a.status)).toEqual([200, 200])
    expect(most).toBe(1)
  })
})
