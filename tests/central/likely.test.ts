import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { noteEarlierLeads } from '../../central/store/likely/earlier-leads.ts'
import { suppressedBy } from '../../central/store/suppressions/suppressions.ts'
import type { DuplicatesPage, LeadDuplicates } from '../../shared/api/qualification.ts'
import { fieldValue } from '../../shared/lead/lead.ts'
import { suppressionKey } from '../../shared/lead/suppression.ts'
import { CAMPAIGN, newId, type TestCentral, type TestDevice, testCentral } from './support.ts'

let central: TestCentral
let sue: TestDevice
beforeAll(async () => {
  central = await testCentral()
  sue = await central.signIn(central.people.sue)
})
afterAll(() => central.dispose())

const page = async (query: Record<string, string> = {}): Promise<DuplicatesPage> => {
  const response = await sue.api(
    'GET',
    `/duplicates?${new URLSearchParams({ campaign: CAMPAIGN, ...query })}`,
  )
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
  return (await response.json()) as DuplicatesPage
}
const pairs = async () => (await page()).duplicates.map((d) => d.leads.map((l) => l.lead.id).sort())
const of = async (device: TestDevice, id: string) => {
  const response = await device.api('GET', `/leads/${id}/duplicates`)
  return { status: response.status, ...((await response.json()) as LeadDuplicates) }
}
const capture = async (fields: object, device = sue): Promise<string> => {
  const id = newId()
  const { verdicts } = await device.sync([device.captured(id, fields)])
  expect(verdicts).toMatchObject([{ verdict: 'applied' }])
  return id
}
const ann = (n: number, more: object = {}) => bare(n, { email: `ann${n}@oak${n}.example`, ...more })
/** The same person without an address. */
const bare = (n: number, more: object = {}) => ({
  firstName: 'Ann',
  lastName: `Person${n}`,
  company: `Oak ${n} Ltd`,
  ...more,
})

describe('likely duplicates', () => {
  test('[DU1] two that may be one are a pair, with reasons and both leads; others are none', async () => {
    const a = await capture(ann(1))
    const b = await capture(bare(1, { phone: '+17575550101' }))
    await capture(ann(2, { lastName: 'Wholly', firstName: 'Other' }))
    const { duplicates } = await page()
    expect(duplicates).toHaveLength(1)
    expect(duplicates[0]!.leads.map((l) => l.lead.id).sort()).toEqual([a, b].sort())
    expect(duplicates[0]!.leads.every((l) => l.owner === central.people.sue.id)).toBe(true)
    expect(duplicates[0]!.reasons).toContainEqual(
      expect.objectContaining({ id: 'sameCompany', speaksFor: true }),
    )
    expect(duplicates[0]!.score).toBeGreaterThan(0.5)
  })

  test('[DU1] both captured in one batch are a pair, too; in two campaigns they are none', async () => {
    const [a, b, c] = [newId(), newId(), newId()]
    await central.service('POST', '/campaigns', { name: 'Second' })
    await sue.sync([sue.captured(a, ann(3)), sue.captured(b, bare(3)), sue.captured(c, ann(3), 'second')])
    expect(await pairs()).toContainEqual([a, b].sort())
    expect(JSON.stringify(await pairs())).not.toContain(c)
  })

  test('[DU2] what becomes known makes a pair, or ends it', async () => {
    const a = await capture(ann(4))
    const b = await capture(bare(4, { company: 'Elm' }))
    expect(await pairs()).not.toContainEqual([a, b].sort())
    await sue.sync([sue.answered(b, 'company', 'Oak 4')])
    expect(await pairs()).toContainEqual([a, b].sort())
    await sue.sync([sue.answered(b, 'company', 'Elm')])
    expect(await pairs()).not.toContainEqual([a, b].sort())
  })

  test('[DU3] merged they are no pair any more; the merge undone, they are', async () => {
    const [a, b] = [await capture(ann(5)), await capture(bare(5, { city: 'Ulm' }))]
    const third = await capture(bare(5, { firstName: 'A.' }))
    const before = (await pairs()).filter((p) => p.some((id) => [a, b, third].includes(id)))
    expect(before).toHaveLength(3)
    const merge = newId()
    await sue.sync([sue.event({ leadId: a, type: 'lead.merged', payload: { merge, other: b } })])
    const component = [a, b].sort()[0]!
    const after = (await page()).duplicates.filter((d) =>
      d.leads.some((l) => [a, b, third].includes(l.lead.id)),
    )
    expect(after.map((d) => d.leads.map((l) => l.lead.id).sort())).toEqual([[component, third].sort()])
    const merged = after[0]!.leads.find((l) => l.lead.id === component)!
    expect([fieldValue(merged.lead, 'city'), fieldValue(merged.lead, 'email')]).toEqual([
      'Ulm',
      'ann5@oak5.example',
    ])
    await sue.sync([sue.event({ leadId: a, type: 'merge.undone', payload: { merge, reason: 'wrong' } })])
    expect((await pairs()).filter((p) => p.some((id) => [a, b, third].includes(id)))).toEqual(before)
  })

  test('[DU4] kept apart they are no pair, nor when one is merged with a third', async () => {
    const [a, b] = [await capture(ann(6)), await capture(bare(6))]
    const third = await capture(bare(6, { city: 'Ulm' }))
    await sue.sync([
      sue.event({ leadId: b, type: 'lead.keptApart', payload: { other: a, reason: 'father' } }),
    ])
    const now = async () => (await pairs()).filter((p) => p.some((id) => [a, b, third].includes(id)))
    expect(await now()).toEqual(expect.arrayContaining([[a, third].sort(), [b, third].sort()]))
    expect(await now()).toHaveLength(2)
    await sue.sync([sue.event({ leadId: a, type: 'lead.merged', payload: { merge: newId(), other: third } })])
    expect(await now()).toEqual([])
  })

  test('[DU5] a key that more than fifty share says nothing', async () => {
    const many = Array.from({ length: 60 }, () => newId())
    await sue.sync(
      many.map((id, i) =>
        sue.captured(id, { lastName: `Zz${i}`, company: 'Everybody Inc', email: `z${i}@mail.example` }),
      ),
    )
    const before = (await pairs()).length
    await capture({ lastName: 'Zz1', company: 'Everybody Inc' })
    // The name's own key finds the one of that name; the company's finds nobody.
    expect((await pairs()).length - before).toBeLessThanOrEqual(2)
  })

  test('[DU6] pages hold every pair once, the likeliest first', async () => {
    const events = Array.from({ length: 120 }, (_, i) =>
      sue.captured(newId(), (i % 2 ? bare : ann)(1000 + (i >> 1))),
    )
    await sue.sync(events)
    const seen: string[] = []
    const scores: number[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const found: DuplicatesPage = await page(cursor ? { cursor } : {})
      for (const d of found.duplicates) {
        seen.push(d.leads.map((l) => l.lead.id).join())
        scores.push(d.score)
      }
      cursor = found.next
    }
    expect(seen.length).toBeGreaterThan(60)
    expect(new Set(seen).size).toBe(seen.length)
    expect(scores).toEqual([...scores].sort((a, b) => b - a))
    for (const cursor of ['x', '0.5_a_b', `2_${newId()}_${newId()}`])
      expect((await sue.api('GET', `/duplicates?cursor=${cursor}`)).status).toBe(400)
  })

  test('[DU7] an agent asks for a lead they hold, and learns of others’ leads name, company and owner only', async () => {
    const ana = await central.signIn(central.people.ana)
    const ben = await central.signIn(central.people.ben)
    const hers = await capture(ann(7), ana)
    const hers2 = await capture(bare(7, { city: 'Ulm' }), ana)
    const his = await capture(bare(7, { phone: '+17575550107' }), ben)
    const seen = await of(ana, hers)
    expect(seen.duplicates.map((d) => d.lead).sort()).toEqual([hers2, his].sort())
    const other = seen.duplicates.find((d) => d.lead === his)!
    expect(other).toMatchObject({ name: 'Ann Person7', company: 'Oak 7 Ltd', owner: 'ben', snapshot: null })
    expect(JSON.stringify(other)).not.toContain('+17575550107')
    expect(seen.duplicates.find((d) => d.lead === hers2)?.snapshot?.lead.id).toBe(hers2)
    expect((await of(ben, hers)).status).toBe(403)
    expect((await of(ben, newId())).status).toBe(404)
    expect((await ana.api('GET', '/duplicates')).status).toBe(403)
    expect((await of(sue, hers)).duplicates.every((d) => d.snapshot !== null)).toBe(true)
  })

  test('[DU8] leads of a time before are compared at the next start, and do-not-call numbers listed', async () => {
    const [a, b] = [await capture(ann(8)), await capture(bare(8, { phone: '+17575550108' }))]
    const refusal = {
      consent: newId(),
      for: 'phone',
      given: false,
      basis: 'said',
      text: '',
      at: new Date().toISOString(),
    }
    await sue.sync([sue.event({ leadId: b, type: 'consent.recorded', payload: refusal })])
    const { db } = central.store
    const tables = [
      'likely_duplicates',
      'likeness_keys',
      'likeness_subjects',
      'do_not_call_numbers',
      'suppression_keys',
    ] as const
    for (const table of tables) await db.deleteFrom(table).execute()
    expect(await pairs()).toEqual([])
    // One that changes before its turn comes is listed all the same.
    await sue.sync([sue.answered(b, 'city', 'Norfolk')])
    expect(await noteEarlierLeads(db, Date.now, new AbortController().signal)).toBeGreaterThan(10)
    expect((await of(sue, a)).duplicates.map((d) => d.lead)).toEqual([b])
    const key = suppressionKey('phone', '+17575550108')
    expect(await suppressedBy(db, [key])).toEqual(new Map([[key, 'Do not call']]))
    expect(await noteEarlierLeads(db, Date.now, new AbortController().signal)).toBe(0)
  })
})
