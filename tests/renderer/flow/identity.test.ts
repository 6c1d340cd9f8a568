import { v7 } from 'uuid'
import { describe, expect, it } from 'vitest'
import { List } from '../../../renderer/db/memory/list.ts'
import type { LeadRow } from '../../../renderer/db/views.ts'
import { addLead } from '../../../renderer/flow/add-lead.ts'
import { keepApart } from '../../../renderer/flow/keep-apart.ts'
import { likelyDuplicates } from '../../../renderer/flow/likely-duplicates.ts'
import { LikelyIndex, subjectOfRow } from '../../../renderer/flow/likely-index.ts'
import { listId } from '../../../renderer/flow/load-suppressions.ts'
import { mergeLeads } from '../../../renderer/flow/merge-leads.ts'
import { reinstate } from '../../../renderer/flow/reinstate.ts'
import { undoMerge } from '../../../renderer/flow/undo-merge.ts'
import { blockingKeys } from '../../../shared/lead/likeness.ts'
import { captureDraft } from '../support/leads.ts'
import { createMachine } from '../support/machine.ts'

const MARCUS = { firstName: 'Marcus', company: 'Bright Harbor', phone: '+17575550142' }

/** A desk with leads of these fields, in this order. */
async function deskWith(...leads: Record<string, string>[]) {
  const running = await (await createMachine()).start()
  const ids = leads.map(() => v7())
  await running.transactor.commit(leads.map((fields, i) => captureDraft(ids[i]!, fields)))
  return { ...running, ids: ids as [string, string, string] }
}

describe('likely duplicates on this machine', () => {
  it('[IU3] are named with their reasons, the open lead and strangers left out', async () => {
    const { desk, ids, stop } = await deskWith(
      MARCUS,
      { ...MARCUS, firstName: 'M.', phone: '+17575550199' },
      { firstName: 'Priya', lastName: 'Nair', company: 'Tidewater', phone: '+17575550111' },
    )
    const found = await likelyDuplicates(desk, ids[0])
    expect(found.map((f) => f.id)).toEqual([ids[1]])
    expect(found[0]?.likeness.reasons.filter((r) => r.speaksFor)).not.toEqual([])
    await stop()
  })

  it('[IU4] a lead that came or changed after the index was made is found, too', async () => {
    const { desk, ids, transactor, stop } = await deskWith(MARCUS, {
      firstName: 'Priya',
      lastName: 'Nair',
      phone: '+17575550111',
    })
    expect(await likelyDuplicates(desk, ids[0])).toEqual([])
    const late = v7()
    await transactor.commit([captureDraft(late, { ...MARCUS, phone: '+17575550199' })])
    for (const [field, value] of Object.entries({
      lastName: 'Oyelaran',
      firstName: 'Marcus',
      company: 'Bright Harbor',
    }))
      await transactor.commit([
        { leadId: ids[1], type: 'field.answered', payload: { field: field as 'company', value, call: null } },
      ])
    expect(new Set((await likelyDuplicates(desk, ids[0])).map((f) => f.id))).toEqual(new Set([late, ids[1]]))
    await stop()
  })

  it('[IU6] kept apart, they are not proposed again, from either side', async () => {
    const { desk, ids, stop } = await deskWith(MARCUS, { ...MARCUS, phone: '+17575550199' })
    await keepApart(desk, ids[0], ids[1], 'father and son')
    expect(await likelyDuplicates(desk, ids[0])).toEqual([])
    expect(await likelyDuplicates(desk, ids[1])).toEqual([])
    await stop()
  })

  it('[IU6] kept apart from one part of a merged lead is kept apart from the whole', async () => {
    const { desk, ids, stop } = await deskWith(
      MARCUS,
      { ...MARCUS, phone: '+17575550199' },
      { ...MARCUS, phone: '+17575550198' },
    )
    await keepApart(desk, ids[2], ids[1], '')
    await mergeLeads(desk, ids[0], ids[1])
    expect(await likelyDuplicates(desk, ids[0])).toEqual([])
    expect(await likelyDuplicates(desk, ids[2])).toEqual([])
    await stop()
  })
})

describe('merging', () => {
  it('[IU7] makes one lead of two; undone with a reason, they are two again and stay apart', async () => {
    const { desk, reader, ids, stop } = await deskWith(MARCUS, { ...MARCUS, phone: '+17575550199' })
    await mergeLeads(desk, ids[1], ids[0])
    expect(reader.rows().map((r) => [r.id, r.parts])).toEqual([[ids[0], [ids[0], ids[1]]]])
    const [edge] = (await reader.snapshot(ids[1]))?.lead.merges ?? []
    await undoMerge(desk, ids[0], edge?.id ?? '', 'brothers')
    expect(reader.rows().map((r) => r.parts)).toEqual([[ids[0]], [ids[1]]])
    expect(await likelyDuplicates(desk, ids[0])).toEqual([])
    await stop()
  })

  it('[IU7] what is one lead already is not merged again; two campaigns are not merged at all', async () => {
    const { desk, reader, transactor, ids, stop } = await deskWith(MARCUS, {
      ...MARCUS,
      phone: '+17575550199',
    })
    await mergeLeads(desk, ids[0], ids[1])
    await mergeLeads(desk, ids[1], ids[0])
    expect((await reader.snapshot(ids[0]))?.lead.merges).toHaveLength(1)
    const draft = captureDraft(v7(), MARCUS)
    await transactor.commit([{ ...draft, payload: { ...draft.payload, campaign: 'autumn' } } as typeof draft])
    await expect(mergeLeads(desk, ids[0], draft.leadId)).rejects.toThrow('two campaigns')
    await stop()
  })
})

it('[IU9] a reinstated lead is invalid no more, and a new reason makes it so again', async () => {
  const { desk, reader, ids, stop } = await deskWith({ phone: '', email: 'someone@mailinator.com' })
  const before = reader.row(ids[0])?.invalid ?? []
  expect(before).toContain('disposableAddress')
  await reinstate(desk, ids[0], before, 'answered the mail')
  expect(reader.row(ids[0])?.invalid).toEqual([])
  await stop()
})

it('[IU11] a lead added by hand names who it is, and who it may be with the reasons', async () => {
  const { desk, ids, stop } = await deskWith(MARCUS, {
    firstName: 'Priya',
    lastName: 'Nair',
    company: 'Tidewater',
    phone: '+17575550111',
  })
  const fields = { firstName: 'Prya', lastName: 'Nair', company: 'Tidewater', phone: '+1 757 555 0142' }
  const result = await addLead(desk, { campaign: 'spring', fields })
  expect(result).toMatchObject({
    duplicates: [
      { row: { id: ids[0] }, because: [] },
      { row: { id: ids[1] }, because: expect.arrayContaining([expect.stringContaining('ompany')]) },
    ],
  })
  await stop()
})

it('[IU4] the index finds everybody who shares a blocking key, and the row as it is now', async () => {
  const rows = Array.from({ length: 12_500 }, (_, i) => ({
    id: `lead-${i}`,
    name: `First${i} Family${i % 2000}`,
    company: `Company ${i % 2900}`,
    email: i % 3 ? `p${i}@mail${i % 2900}.example` : '',
    phone: `+1757555${1000 + (i % 3700)}`,
  })) as LeadRow[]
  const index = new LikelyIndex()
  let pauses = 0
  const pause = async () => {
    pauses += 1
  }
  const wanted = (of: (typeof rows)[number], among: typeof rows) => {
    const keys = new Set(blockingKeys(subjectOfRow(of)))
    return among.filter((r) => blockingKeys(subjectOfRow(r)).some((k) => keys.has(k))).map((r) => r.id)
  }
  // Also of those that stand in another section of it than the first.
  for (const at of [0, 1234, 12_499]) {
    const found = (await index.find(List.of(rows), subjectOfRow(rows[at]!), pause)).map((r) => r.id)
    expect(found).toEqual(expect.arrayContaining(wanted(rows[at]!, rows)))
    expect(found.length).toBeLessThan(60)
  }
  expect(pauses).toBeGreaterThan(1)
  const moved = rows.map((r, i) => (i === 7 ? { ...r, company: 'Company 3', phone: '' } : r))
  const found = await index.find(List.of(moved), subjectOfRow(moved[3]!), pause)
  expect(found).toContain(moved[7])
  expect(found).not.toContain(rows[7])
})

it('[IU4] rows without an index are looked at in pieces, too, and once', async () => {
  const rows = Array.from({ length: 1000 }, (_, i) => ({
    id: `lead-${i}`,
    name: `First${i} Family${i % 500}`,
    company: '',
    email: `p${i}@mail.example`,
    phone: '',
  })) as LeadRow[]
  const index = new LikelyIndex()
  let pauses = 0
  const pause = async () => {
    pauses += 1
  }
  expect(await index.find(List.of(rows), subjectOfRow(rows[7]!), pause)).toContain(rows[7])
  expect(pauses).toBeGreaterThan(10)
  pauses = 0
  const moved = rows.map((r, i) => (i === 7 ? { ...r, attempts: 1 } : r))
  expect(await index.find(List.of(moved), subjectOfRow(moved[7]!), pause)).toContain(moved[7])
  expect(pauses).toBe(0)
})

it('[IU10] a list goes by an id of its name', () => {
  expect(listId('Robinson-Liste 2026 (Österreich)')).toBe('robinson-liste-2026-osterreich')
  expect(listId('  UK TPS  ')).toBe('uk-tps')
  expect(listId('拒否')).toMatch(/^[a-z0-9][a-z0-9-]*$/)
})
