import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCampaign } from '../../central/store/campaigns.ts'
import { refreshLeads } from '../../central/store/leads/refresh-leads.ts'
import { suppressedBy } from '../../central/store/suppressions/suppressions.ts'
import { combine } from '../../shared/events/combine.ts'
import type { LeadEvent } from '../../shared/events/event.ts'
import { fold } from '../../shared/events/fold.ts'
import { suppressionKey } from '../../shared/lead/suppression.ts'
import { DEFAULT_POLICY } from '../../shared/policy/default-policy.ts'
import { newId, type TestCentral, type TestDevice, testCentral } from './support.ts'

const FLAGS = { humanAnswered: true, rightParty: true, unworkable: false, doNotCall: false, completed: false }
let central: TestCentral
let ana: TestDevice
let ben: TestDevice
let sue: TestDevice
beforeAll(async () => {
  central = await testCentral()
  const { people } = central
  ana = await central.signIn(people.ana)
  ben = await central.signIn(people.ben)
  sue = await central.signIn(people.sue)
  await createCampaign(central.store.db, { id: 'autumn', name: 'Autumn', policy: DEFAULT_POLICY })
})
afterAll(() => central.dispose())

const leadOf = async (id: string) => (await central.service('GET', `/leads/${id}`)).json()
const eventsOf = async (id: string) =>
  ((await (await central.service('GET', `/leads/${id}/events`)).json()) as { events: LeadEvent[] }).events
const kinds = (answer: { verdicts: object[] }) =>
  answer.verdicts.map((v) =>
    'fault' in v ? (v.fault as { kind: string }).kind : (v as { verdict: string }).verdict,
  )
const captured = async (device: TestDevice, fields: object = {}, campaign?: string) => {
  const id = newId()
  await device.sync([device.captured(id, fields, campaign)])
  return id
}
const merged = (device: TestDevice, leadId: string, other: string, merge = newId()) =>
  device.event({ leadId, type: 'lead.merged', payload: { merge, other } })
const undone = (device: TestDevice, leadId: string, merge: string) =>
  device.event({ leadId, type: 'merge.undone', payload: { merge, reason: 'two people' } })
const rowsOf = async (ids: string[]) =>
  central.store.db.selectFrom('leads').selectAll().where('id', 'in', ids).orderBy('id').execute()
const assign = async (id: string, to: string | null) =>
  (await sue.api('POST', '/assignments', { leads: [{ id, version: (await leadOf(id)).version }], to })).json()

describe('merged at central', () => {
  it('[MG7] [MG11] is one lead with the facts of both, found by either id; the same fold as anywhere', async () => {
    const first = await captured(ana, { firstName: 'Kofi', email: 'k@example.com' })
    const second = await captured(ana, { company: 'Keystone', email: 'kofi@keystone.example' })
    expect(
      kinds(await ana.sync([merged(ana, second, first), ana.answered(second, 'budget', 'none')])),
    ).toEqual(['applied', 'applied'])
    const lead = await leadOf(first)
    expect(lead).toMatchObject({ parts: [first, second], owner: ana.person, stage: 'open' })
    expect(await leadOf(second)).toEqual(lead)
    const events = await eventsOf(second)
    expect(await eventsOf(first)).toEqual(events)
    expect(events).toHaveLength(4)
    const parts = [first, second].map((id) =>
      fold(
        null,
        events.filter((e) => e.leadId === id),
      ),
    )
    expect(JSON.stringify(lead.lead)).toBe(JSON.stringify(combine(parts)))
    const rows = await rowsOf([first, second])
    expect(rows.map((r) => JSON.stringify(r.state))).toEqual(parts.map((p) => JSON.stringify(p)))
    expect(rows.map((r) => r.component)).toEqual([first, first])
    expect(new Set(rows.map((r) => r.version)).size).toBe(1)
    const { queues } = await (await sue.api('GET', '/queues')).json()
    const page = await (await central.service('GET', `/leads?owner=${ana.person}`)).json()
    const ids = page.leads.map((l: { lead: { id: string } }) => l.lead.id)
    expect(ids).toContain(first)
    expect(ids).not.toContain(second)
    const mine = queues.find((q: { person: { id: string } | null }) => q.person?.id === ana.person)
    expect(mine.open).toBe(page.leads.filter((l: { stage: string }) => l.stage === 'open').length)
  })

  it('[MG8] answers to any part decide for all; a snapshot of each part reaches the desk', async () => {
    const [first, second] = [await captured(ana), await captured(ana)]
    await ana.sync([merged(ana, first, second)])
    const answer = await ana.sync([ana.answered(second, 'need', 'replace')])
    expect(answer.changes.leads.map((l) => l.lead.id).sort()).toEqual([first, second])
    expect((await leadOf(first)).lead.fields.need).toMatchObject([{ value: 'replace', actor: ana.person }])
    const gone = await ana.sync([ana.answered(second, 'companySize', 's1to19')])
    expect(gone.changes.removed).toEqual(
      [first, second].map((id) => ({ id, to: ana.person, stage: 'handedOff' })),
    )
    const lead = await leadOf(second)
    expect(lead.handOffs).toMatchObject([{ route: 'partner' }])
    expect(lead.handOffs).toHaveLength(1)
  })

  it('[MG8] of two owners the first part’s stays, and both hear of it', async () => {
    const first = await captured(ben)
    const second = await captured(ana)
    await ana.sync([ana.answered(second, 'budget', 'none')])
    await ben.sync()
    expect(kinds(await sue.sync([merged(sue, second, first)]))).toEqual(['applied'])
    expect((await ana.sync()).changes.removed).toEqual([{ id: second, to: ben.person, stage: 'open' }])
    const his = (await ben.sync()).changes.leads
    expect(his.map((l) => [l.lead.id, l.owner])).toEqual([
      [first, ben.person],
      [second, ben.person],
    ])
    // What ana did before she knew still counts, and stays with ben.
    const late = ana.answered(second, 'timeline', 'm3to6')
    expect(kinds(await ana.sync([late]))).toEqual(['applied'])
    expect(await leadOf(second)).toMatchObject({ owner: ben.person })
    expect((await leadOf(second)).lead.fields.timeline[0].value).toBe('m3to6')
  })

  it('[MG8] the pool’s part goes to the owner of the other', async () => {
    const first = await captured(ana)
    await assign(first, null)
    const second = await captured(ana)
    await sue.sync([merged(sue, first, second)])
    expect((await rowsOf([first, second])).map((r) => r.owner)).toEqual([ana.person, ana.person])
  })

  it('[MG8] a part that was handed off takes the lead with it; undone, the other one is open again', async () => {
    const first = await captured(ana)
    const second = await captured(ana)
    await ana.sync([ana.answered(second, 'companySize', 's1to19')])
    const merge = newId()
    await sue.sync([merged(sue, first, second, merge)])
    expect((await rowsOf([first, second])).map((r) => r.stage)).toEqual(['handedOff', 'handedOff'])
    expect((await ana.sync()).changes.removed.map((r) => r.id).sort()).toEqual([first, second])
    await sue.sync([undone(sue, first, merge)])
    expect((await rowsOf([first, second])).map((r) => [r.stage, r.component])).toEqual([
      ['open', first],
      ['handedOff', second],
    ])
    expect((await leadOf(first)).handOffs).toEqual([])
    expect((await ana.sync()).changes.leads.map((l) => l.lead.id)).toEqual([first])
  })

  it('[MG9] undoing gives both back, each decided anew, with their owner; three parts part one by one', async () => {
    const ids = [await captured(ana), await captured(ana), await captured(ana)] as const
    const merges = [newId(), newId()] as const
    await ana.sync([merged(ana, ids[2], ids[1], merges[0]), merged(ana, ids[1], ids[0], merges[1])])
    await ana.sync([ana.answered(ids[1], 'need', 'urgent')])
    expect((await leadOf(ids[2])).parts).toEqual(ids)
    const before = (await leadOf(ids[2])).version
    const { changes } = await ana.sync([undone(ana, ids[1], merges[1])])
    expect(changes.leads).toHaveLength(3)
    expect((await leadOf(ids[0])).parts).toEqual([ids[0]])
    expect((await leadOf(ids[0])).lead.fields.need).toBeUndefined()
    const rest = await leadOf(ids[2])
    expect(rest).toMatchObject({ parts: [ids[1], ids[2]], owner: ana.person, version: before + 1 })
    expect(rest.lead.fields.need[0].value).toBe('urgent')
    await ana.sync([undone(ana, ids[2], merges[0])])
    expect((await rowsOf([...ids])).map((r) => [r.component, r.owner])).toEqual(
      ids.map((id) => [id, ana.person]),
    )
  })

  it('[MG8] do-not-call of one part closes all, and stands on the internal list with all numbers', async () => {
    const first = await captured(ana, { phone: '+442079460901' })
    const second = await captured(ana, { phone: '+442079460902' })
    const merge = newId()
    await ana.sync([merged(ana, first, second, merge)])
    const call = newId()
    const at = new Date().toISOString()
    const flags = { ...FLAGS, doNotCall: true }
    await ana.sync([
      ana.event({ leadId: second, type: 'call.started', payload: { call, phone: '+442079460902', at } }),
      ana.event({
        leadId: first,
        type: 'call.finished',
        payload: { call, at, disposition: 'doNotCall', flags },
      }),
    ])
    expect((await leadOf(second)).lead.calls).toMatchObject([
      { phone: '+442079460902', disposition: 'doNotCall' },
    ])
    expect((await rowsOf([first, second])).map((r) => r.stage)).toEqual(['closed', 'closed'])
    const keys = ['+442079460901', '+442079460902'].map((n) => suppressionKey('phone', n))
    const listed = async () => {
      const found = await suppressedBy(central.store.db, keys)
      return keys.map((k) => found.has(k))
    }
    expect(await listed()).toEqual([true, true])
    await sue.sync([undone(sue, first, merge)])
    expect(await listed()).toEqual([true, false])
    expect((await rowsOf([first, second])).map((r) => r.stage)).toEqual(['closed', 'open'])
  })

  it('[MG10] what cannot be merged or undone is refused alone, in words', async () => {
    const [here, there] = [await captured(sue), await captured(sue, {}, 'autumn')]
    const merge = newId()
    const answer = await sue.sync([
      merged(sue, here, there),
      merged(sue, here, here),
      merged(sue, here, newId()),
      undone(sue, here, merge),
      sue.captured(here, {}, 'autumn'),
      sue.answered(here, 'budget', 'none'),
    ])
    expect(kinds(answer)).toEqual(['conflict', 'malformed', 'notFound', 'notFound', 'conflict', 'applied'])
    const other = await captured(sue)
    await sue.sync([merged(sue, here, other, merge)])
    expect(kinds(await sue.sync([undone(sue, other, merge)]))).toEqual(['notFound'])
    expect((await leadOf(other)).parts).toEqual([here, other])
    expect(kinds(await sue.sync([undone(sue, here, merge)]))).toEqual(['applied'])
  })

  it('[MG10] new leads are merged in the batch that captures them, and a merge undone there', async () => {
    const [first, second, third] = [newId(), newId(), newId()]
    const merge = newId()
    const answer = await ana.sync([
      ana.captured(first),
      merged(ana, first, second),
      merged(ana, third, second, merge),
      undone(ana, third, merge),
      ana.captured(second),
      ana.captured(third),
    ])
    expect(kinds(answer)).toEqual(Array(6).fill('applied'))
    expect((await leadOf(second)).parts).toEqual([first, second])
    expect((await leadOf(third)).parts).toEqual([third])
  })

  it('[AU6] an agent merges what is in their hands, a supervisor anything', async () => {
    const [mine, his] = [await captured(ana), await captured(ben)]
    expect(kinds(await ana.sync([merged(ana, mine, his)]))).toEqual(['notYours'])
    expect(kinds(await ben.sync([merged(ben, mine, his)]))).toEqual(['notYours'])
    expect(kinds(await sue.sync([merged(sue, mine, his)]))).toEqual(['applied'])
    expect(kinds(await ana.sync([ana.answered(his, 'budget', 'none')]))).toEqual(['applied'])
  })

  it('[AU6] a call that began on one part is finished on the other after the lead left', async () => {
    const [first, second] = [await captured(ben), await captured(ana)]
    const call = newId()
    const at = new Date().toISOString()
    await ana.sync([
      ana.event({ leadId: second, type: 'call.started', payload: { call, phone: '+442079460902', at } }),
    ])
    await sue.sync([merged(sue, second, first)])
    for (let round = 0; round < 3; round += 1) await ana.sync()
    const payload = { call, at, disposition: 'spoke', flags: FLAGS }
    const end = ana.event({ leadId: first, type: 'call.finished', payload })
    expect(kinds(await ana.sync([end, ana.answered(first, 'budget', 'none')]))).toEqual([
      'applied',
      'notYours',
    ])
    expect((await leadOf(first)).lead.calls).toMatchObject([{ actor: ana.person, disposition: 'spoke' }])
  })

  it('[AS11] is given whole, by any part’s id and the version all parts share', async () => {
    const [first, second] = [await captured(ana), await captured(ana)]
    await ana.sync([merged(ana, first, second)])
    const { version } = await leadOf(first)
    const stale = { leads: [{ id: second, version: version - 1 }], to: ben.person }
    expect((await (await sue.api('POST', '/assignments', stale)).json()).conflicts).toEqual([
      { id: second, version, owner: ana.person },
    ])
    const both = { leads: [first, second].map((id) => ({ id, version })), to: ben.person }
    expect((await (await sue.api('POST', '/assignments', both)).json()).assigned).toEqual(
      [first, second].map((id) => ({ id, version: version + 1 })),
    )
    expect((await rowsOf([first, second])).map((r) => [r.owner, r.version])).toEqual(
      Array(2).fill([ben.person, version + 1]),
    )
    expect((await ana.sync()).changes.removed.map((r) => r.id).sort()).toEqual([first, second])
    expect((await ben.pull()).leads.map((l) => l.lead.id)).toEqual(expect.arrayContaining([first, second]))
  })

  it('[SY33] the daily pass decides a merged lead once, and all its parts leave together', async () => {
    const [first, second] = [await captured(ana), await captured(ana)]
    await ana.sync([merged(ana, first, second)])
    const facts = { timeline: 'later', need: 'none', budget: 'none', decisionRole: 'influences' }
    await ana.sync(Object.entries(facts).map(([field, value]) => ana.answered(first, field, value)))
    const day = 86_400_000
    await refreshLeads(central.store, Date.now() + 400 * day)
    const rows = await rowsOf([first, second])
    expect(rows.map((r) => [r.stage, r.version])).toEqual(Array(2).fill([rows[0]!.stage, rows[0]!.version]))
    expect(new Set(rows.map((r) => r.as_of)).size).toBe(1)
  })
})
