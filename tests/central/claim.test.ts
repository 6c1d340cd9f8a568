import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId, type TestCentral, type TestDevice, testCentral } from './support.ts'

/** A Tuesday: 10:00 in London, 02:00 in Seattle. Seattle opens at 08:00, 16:00 in London. */
const MORNING = Date.parse('2026-11-24T10:00:00.000Z')
const HOUR = 3_600_000
const began = Date.now()
let later = 0
const now = () => MORNING + (Date.now() - began) + later

let central: TestCentral
let ana: TestDevice
let sue: TestDevice
beforeAll(async () => {
  central = await testCentral({ now })
})
afterAll(() => central.dispose())
beforeEach(async () => {
  later = 0
  ana = await central.signIn(central.people.ana)
  sue = await central.signIn(central.people.sue)
  await central.store.db.updateTable('leads').set({ owner: central.people.sue.id }).execute()
})

const claim = async () => {
  const response = await ana.api('POST', '/pool/claim')
  expect(response.status).toBe(200)
  return response.json()
}
const claimedId = async () => (await claim()).lead?.lead.id ?? null
const SEATTLE = { country: 'US', state: 'US-WA', timeZone: 'America/Los_Angeles' }
const seattle = (n: number) => ({ phone: `+120655501${String(n).padStart(2, '0')}`, ...SEATTLE })

async function pooled(fields: object = {}): Promise<string> {
  const id = newId()
  await sue.sync([sue.captured(id, fields)])
  await toPool([id])
  return id
}

async function toPool(ids: string[]): Promise<void> {
  const rows = await central.store.db
    .selectFrom('leads')
    .select(['id', 'version'])
    .where('id', 'in', ids)
    .execute()
  const response = await sue.api('POST', '/assignments', { leads: rows, to: null })
  expect((await response.json()).conflicts).toEqual([])
}

describe('[AS12] a claim', () => {
  it('passes over a lead whose people sleep, and takes it when they are up', async () => {
    const far = await pooled(seattle(1))
    const near = await pooled()
    expect(await claimedId()).toBe(near)
    expect(await claimedId()).toBe(null)
    later = 8 * HOUR
    expect(await claimedId()).toBe(far)
  })

  it('passes over a number on a suppression list and one that was never given', async () => {
    const phone = '+442079460777'
    const refused = newId()
    const no = { consent: newId(), for: 'phone', given: false, basis: '', text: 'Do not call me' }
    await sue.sync([
      sue.captured(refused, { phone }),
      sue.event({
        leadId: refused,
        type: 'consent.recorded',
        payload: { ...no, at: new Date(now()).toISOString() },
      }),
    ])
    await pooled({ phone, lastName: 'Another' })
    await pooled({ phone: '', email: 'only@keystone.example' })
    expect(await claimedId()).toBe(null)
    const other = await pooled({ phone, mobile: '+447700900123' })
    expect(await claimedId()).toBe(other)
  })

  it('passes over a lead past its attempts, and takes it when the window has moved on', async () => {
    const lead = await pooled()
    const flags = {
      humanAnswered: false,
      rightParty: false,
      unworkable: false,
      doNotCall: false,
      completed: false,
    }
    for (let i = 0; i < 3; i += 1) {
      const call = newId()
      const at = new Date(now() - (3 - i) * 1000).toISOString()
      const end = { call, at, disposition: 'noAnswer', flags }
      const { verdicts } = await sue.sync([
        sue.event({ leadId: lead, type: 'call.started', payload: { call, phone: '+442079460001', at } }),
        sue.event({ leadId: lead, type: 'call.finished', payload: end }),
      ])
      expect(verdicts.map((v) => v.verdict)).toEqual(['applied', 'applied'])
    }
    later = 5 * HOUR
    expect(await claimedId()).toBe(null)
    later = 25 * HOUR
    // A session ends twelve hours after its last use.
    ana = await central.signIn(central.people.ana)
    expect(await claimedId()).toBe(lead)
  })

  it('finds the one that may be called behind more than a page of others', async () => {
    const ids = Array.from({ length: 230 }, newId)
    await sue.sync(ids.map((id, i) => sue.captured(id, seattle(i % 100))))
    await toPool(ids)
    const near = await pooled()
    expect(await claimedId()).toBe(near)
    expect(await claimedId()).toBe(null)
  })

  it('takes a callback for anyone only when the person may be called', async () => {
    const lead = newId()
    const at = new Date(now() + HOUR).toISOString()
    const callback = { callback: newId(), at, whose: 'anyone', agent: sue.person, note: '' }
    await sue.sync([
      sue.captured(lead, seattle(7)),
      sue.event({ leadId: lead, type: 'callback.scheduled', payload: callback }),
    ])
    expect((await (await central.service('GET', `/leads/${lead}`)).json()).owner).toBe(null)
    later = 2 * HOUR
    expect(await claimedId()).toBe(null)
    later = 7 * HOUR
    expect(await claimedId()).toBe(lead)
  })
})

describe('[AS13] an invalid lead', () => {
  it('is in nobody’s queue and never claimed, until it is reinstated or merged with one that can be reached', async () => {
    const test = newId()
    const silent = newId()
    await ana.sync()
    const fields = { firstName: 'Test', lastName: 'Test', email: 'test@test.com', phone: '+442079460123' }
    const answer = await ana.sync([ana.captured(test, fields), ana.captured(silent, { phone: '' })])
    expect(answer.verdicts.map((v) => v.verdict)).toEqual(['applied', 'applied'])
    expect(answer.changes.leads).toEqual([])
    expect(answer.changes.removed).toEqual(
      [test, silent].map((id) => ({ id, to: ana.person, stage: 'closed' })),
    )
    const stageOf = async (id: string) => (await (await central.service('GET', `/leads/${id}`)).json()).stage
    expect(await claimedId()).toBe(null)
    const set = { reasons: ['testEntry'], reason: 'Test is their name' }
    await sue.sync([sue.event({ leadId: test, type: 'lead.reinstated', payload: set })])
    expect(await stageOf(test)).toBe('open')
    expect((await ana.sync()).changes.leads.map((l) => l.lead.id)).toEqual([test])
    await sue.sync([
      sue.event({ leadId: silent, type: 'lead.merged', payload: { merge: newId(), other: test } }),
    ])
    expect(await stageOf(silent)).toBe('open')
  })
})

describe('[AS11] a merged lead of the pool', () => {
  it('is claimed once and whole', async () => {
    const [first, second] = [await pooled(), await pooled()]
    await sue.sync([
      sue.event({ leadId: second, type: 'lead.merged', payload: { merge: newId(), other: first } }),
    ])
    const { lead, parts } = await claim()
    expect(lead.lead.id).toBe(first)
    expect(parts.map((p: { lead: { id: string } }) => p.lead.id)).toEqual([first, second])
    expect(new Set(parts.map((p: { version: number }) => p.version)).size).toBe(1)
    expect(await claimedId()).toBe(null)
    const mine = (await ana.pull()).leads.filter((l) => [first, second].includes(l.lead.id))
    expect(mine.map((l) => [l.owner, l.version])).toEqual(Array(2).fill([ana.person, lead.version]))
  })
})

describe('[UI62] a campaign that is put aside', () => {
  const turn = async (archived: boolean) => {
    const answer = await sue.api('PATCH', '/campaigns/spring', { archived })
    expect(await answer.json()).toMatchObject({ id: 'spring', name: 'Spring expo' })
  }
  const put = () =>
    fetch(`${central.url}/api/v1/imports/${newId()}?campaign=spring`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${central.serviceToken}`, 'content-type': 'text/csv' },
      body: 'Name,Email\nAna,ana@alpha.de\n',
    })

  it('has a pool that nobody claims and no imports, until it is brought back; desks are told', async () => {
    const id = await pooled()
    await ana.sync()
    await turn(true)
    expect((await ana.sync()).changes.campaigns).toMatchObject([{ id: 'spring', archived: true }])
    expect(await claimedId()).toBeNull()
    const refused = await put()
    expect([refused.status, (await refused.json()).detail]).toEqual([
      409,
      'The campaign Spring expo is put aside: bring it back first',
    ])
    const listed = await (await sue.api('GET', '/campaigns')).json()
    expect(listed.campaigns).toMatchObject([
      { id: 'spring', archived: true, open: expect.any(Number), pool: 1 },
    ])
    await turn(false)
    expect(await claimedId()).toBe(id)
    expect((await put()).status).toBe(200)
  })

  it('is renamed, and what is no campaign of the viewer is not there', async () => {
    const renamed = await sue.api('PATCH', '/campaigns/spring', { name: 'Spring fair' })
    expect(await renamed.json()).toMatchObject({ id: 'spring', name: 'Spring fair' })
    expect((await sue.api('PATCH', '/campaigns/nope', { name: 'x' })).status).toBe(404)
    expect((await ana.api('PATCH', '/campaigns/spring', { name: 'x' })).status).toBe(403)
  })
})

describe('[AS25] what an agent gives back', () => {
  const give = (leads: object[], more: object) =>
    ana.api('POST', '/assignments', { leads, to: null, ...more })

  it('needs a reason, is theirs, goes to the pool, and comes to others only', async () => {
    const ben = await central.signIn(central.people.ben)
    const lead = await pooled()
    expect(await claimedId()).toBe(lead)
    const { version } = (await (await central.service('GET', `/leads/${lead}`)).json()) as { version: number }
    const seen = [{ id: lead, version }]
    expect((await give(seen, {})).status).toBe(400)
    expect((await give(seen, { reason: 'speaks French', to: central.people.ben.id })).status).toBe(403)
    const theirs = newId()
    await sue.sync([sue.captured(theirs)])
    const answer = await (
      await give([...seen, { id: theirs, version: 1 }], { reason: 'speaks French' })
    ).json()
    expect(answer).toMatchObject({
      assigned: [{ id: lead }],
      conflicts: [{ id: theirs, version: 0, owner: null }],
    })
    expect(await claimedId()).toBe(null)
    const taken = await (await ben.api('POST', '/pool/claim')).json()
    expect(taken.lead.lead.id).toBe(lead)
    await toPool([lead])
    expect(await claimedId()).toBe(lead)
  })
})
