import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { LeadPage } from '../../../shared/api/api.ts'
import type { ImportRecord } from '../../../shared/api/imports.ts'
import type { FieldId } from '../../../shared/lead/catalog.ts'
import { fieldValue } from '../../../shared/lead/lead.ts'
import fc from '../../setup/fc.ts'
import { api, newId, type TestCentral, type TestDevice, testCentral, until } from '../support.ts'
import { importing } from './importing.ts'

let central: TestCentral
let now = Date.parse('2026-11-23T10:00:00.000Z')
beforeAll(async () => {
  central = await testCentral({ now: () => now })
})
afterAll(() => central.dispose())
const { send } = importing(() => central)

const undo = async (id: string) => {
  const answer = await central.service('POST', `/imports/${id}/undo`, { reason: 'wrong list' })
  if (!answer.ok) throw new Error(await answer.text())
  const record = async () =>
    (await (await central.service('GET', `/imports/${id}/undo`)).json()) as ImportRecord
  await until('it is taken back', async () => (await record()).undo?.state === 'done')
  return (await record()).undo!
}

type Row = Partial<Record<FieldId, string>>
const HEADERS: FieldId[] = ['email', 'firstName', 'lastName', 'company', 'city', 'phone']
const csv = (rows: readonly Row[]) =>
  [HEADERS.join(','), ...rows.map((r) => HEADERS.map((h) => r[h] ?? '').join(','))].join('\n')
const MAP = JSON.stringify(Object.fromEntries(HEADERS.map((h) => [h, h])))
const load = (campaign: string, rows: readonly Row[]) => send(csv(rows), { campaign, map: MAP })

const leadsIn = async (campaign: string): Promise<LeadPage['leads']> =>
  ((await (await central.service('GET', `/leads?campaign=${campaign}`)).json()) as LeadPage).leads
const byEmail = async (campaign: string, email: string) =>
  (await leadsIn(campaign)).find(({ lead }) => fieldValue(lead, 'email') === email)!
const person = (n: number, more: Row = {}): Row => ({
  email: `p${n}@alpha${n}.de`,
  firstName: `Ana${n}`,
  lastName: 'Prado',
  phone: `+4479460000${String(n).padStart(2, '0')}`.replace('+447946', '+44207946'),
  ...more,
})
let sue: TestDevice
beforeAll(async () => {
  sue = await central.signIn(central.people.sue)
})
const respond = (campaign: string, fields: Row) =>
  central.service('POST', '/responses', { campaign, channel: 'web', label: 'form', fields })

describe('an import that is taken back', () => {
  test('[IN50] leads of its own leave the queues; those that joined have their own values again', async () => {
    await load('a', [person(1, { company: 'Own' })])
    now += 60_000
    const { id } = await load('a', [person(1, { company: 'Wrong', city: 'Rome' }), person(2), person(3)])
    expect(await undo(id)).toMatchObject({ rows: 3, done: 3, left: 2, restored: 1, kept: 0, stays: [] })
    const one = await byEmail('a', 'p1@alpha1.de')
    expect([fieldValue(one.lead, 'company'), fieldValue(one.lead, 'city'), one.stage]).toEqual([
      'Own',
      null,
      'open',
    ])
    expect((await byEmail('a', 'p2@alpha2.de')).stage).toBe('closed')
    const again = await central.service('POST', `/imports/${id}/undo`, { reason: 'again' })
    expect(((await again.json()) as ImportRecord).undo).toMatchObject({ state: 'done', reason: 'wrong list' })
  })

  test('[IN51] a lead that people have worked stays as it is, and is named with the reason', async () => {
    const { id } = await load('b', [person(1, { company: 'Alpha' }), person(2)])
    const { lead } = await byEmail('b', 'p1@alpha1.de')
    await sue.sync([sue.answered(lead.id, 'company', 'Beta')])
    expect(await undo(id)).toMatchObject({
      left: 1,
      kept: 1,
      because: { worked: 1 },
      stays: [{ lead: lead.id, because: 'worked' }],
    })
    const after = await byEmail('b', 'p1@alpha1.de')
    expect([fieldValue(after.lead, 'company'), after.stage]).toEqual(['Beta', 'open'])
  })

  test('[IN52] imported again, it counts again, in the same leads', async () => {
    const rows = [person(1, { company: 'Alpha' }), person(2)]
    const first = await load('c', rows)
    const { lead } = await byEmail('c', 'p1@alpha1.de')
    await undo(first.id)
    for (let turn = 0; turn < 2; turn += 1) {
      const again = await load('c', rows)
      expect(again).toMatchObject({ added: 0, joined: 2, unchanged: 0 })
      const open = (await leadsIn('c')).filter((l) => l.stage === 'open').map((l) => l.lead.id)
      expect(open).toHaveLength(2)
      expect(open).toContain(lead.id)
      await undo(again.id)
      expect((await leadsIn('c')).filter((l) => l.stage === 'open')).toEqual([])
    }
    await load('c', rows)
    expect(await load('c', rows)).toMatchObject({ unchanged: 2 })
  })

  test('[IN53] a row that another file has too stays until that one is taken back', async () => {
    const one = await load('d', [person(1), person(2)])
    const two = await load('d', [person(2)])
    expect(await undo(one.id)).toMatchObject({ left: 1, kept: 1, because: { otherImport: 1 } })
    expect((await byEmail('d', 'p2@alpha2.de')).stage).toBe('open')
    expect(await undo(two.id)).toMatchObject({ left: 1, kept: 0 })
    expect((await byEmail('d', 'p2@alpha2.de')).stage).toBe('closed')
  })

  test('[IN50] merged with a lead of its own, the whole keeps what is not of the import; its parts part as they were', async () => {
    await load('e', [person(1, { company: 'Own' })])
    now += 60_000
    const { id } = await load('e', [person(2, { company: 'Wrong' })])
    const [own, imported] = [await byEmail('e', 'p1@alpha1.de'), await byEmail('e', 'p2@alpha2.de')]
    const merge = newId()
    await sue.sync([
      sue.event({ leadId: own.lead.id, type: 'lead.merged', payload: { merge, other: imported.lead.id } }),
    ])
    expect(await undo(id)).toMatchObject({ restored: 1, left: 0, kept: 0 })
    const whole = await byEmail('e', 'p1@alpha1.de')
    expect([fieldValue(whole.lead, 'company'), whole.stage]).toEqual(['Own', 'open'])
    await sue.sync([sue.event({ leadId: own.lead.id, type: 'merge.undone', payload: { merge, reason: '' } })])
    expect((await byEmail('e', 'p2@alpha2.de')).stage).toBe('closed')
  })

  test('[IN51] do-not-call that a row told of holds on, and is said', async () => {
    await load('f', [person(1)])
    const file = 'Email,Do not call\np1@alpha1.de,yes\n'
    const { id } = await send(file, { campaign: 'f' })
    expect(await undo(id)).toMatchObject({ restored: 1, because: { doNotCall: 1 } })
    expect((await byEmail('f', 'p1@alpha1.de')).stage).toBe('closed')
  })

  test('[IN51] a hand-off nobody took on is withdrawn; work that comes later stays with the lead', async () => {
    const { id } = await load('g', [person(1)])
    const { lead } = await byEmail('g', 'p1@alpha1.de')
    const ana = await central.signIn(central.people.ana)
    await central.service('POST', '/assignments', {
      leads: [{ id: lead.id, version: (await byEmail('g', 'p1@alpha1.de')).version }],
      to: ana.person,
      reason: 'x',
    })
    await ana.pull()
    const late = ana.answered(lead.id, 'city', 'Oslo')
    expect(await undo(id)).toMatchObject({ left: 1 })
    expect((await ana.sync([late])).verdicts).toMatchObject([{ verdict: 'applied' }])
    const after = await byEmail('g', 'p1@alpha1.de')
    expect([fieldValue(after.lead, 'city'), after.stage]).toEqual(['Oslo', 'closed'])
  })

  test('[IN50] whatever came before, meanwhile and after: as if the file had never been, but for what people touched', async () => {
    let runs = 0
    const who = fc.integer({ min: 1, max: 4 })
    const value = fc.constantFrom('Alpha', 'Beta', 'Gamma')
    const rows = (max: number) =>
      fc.uniqueArray(fc.record({ who, company: fc.option(value), city: fc.option(value) }), {
        selector: (r) => r.who,
        minLength: 1,
        maxLength: max,
      })
    const step = fc.oneof(
      fc.record({ do: fc.constant('import' as const), rows: rows(3) }),
      fc.record({ do: fc.constant('respond' as const), rows: rows(1) }),
      fc.record({ do: fc.constant('answer' as const), rows: rows(1) }),
    )
    type Step = typeof step extends fc.Arbitrary<infer S> ? S : never
    const rowOf = ({ who: n, company, city }: Step['rows'][number]) =>
      person(n, { ...(company ? { company } : {}), ...(city ? { city } : {}) })
    const emailOf = (n: number) => person(n).email!
    const run = async (campaign: string, { do: what, rows: of }: Step) => {
      if (what === 'import') return load(campaign, of.map(rowOf))
      const [one] = of
      if (what === 'respond') return respond(campaign, rowOf(one!))
      const found = await byEmail(campaign, emailOf(one!.who))
      if (found) await sue.sync([sue.answered(found.lead.id, 'company', `Answer ${one!.company}`)])
    }
    const shown = (l: LeadPage['leads'][number]) =>
      Object.fromEntries(HEADERS.map((h) => [h, fieldValue(l.lead, h)]))
    const row = { who: 4, company: null, city: null }
    const answeredThenImported: [Step[], (typeof row)[], Step[]] = [
      [],
      [row],
      [
        { do: 'answer', rows: [row] },
        { do: 'import', rows: [row] },
      ],
    ]
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 2 }),
        rows(4),
        fc.array(step, { maxLength: 2 }),
        async (before, file, after) => {
          runs += 1
          const [withIt, without] = [`with-${runs}`, `without-${runs}`]
          // Of what came at one moment any may stand: each step has a moment of its own.
          const inBoth = async (s: Step) => {
            now += 1000
            for (const c of [withIt, without]) await run(c, s)
          }
          await send('email\nseed@seed.de\n', { campaign: withIt })
          await send('email\nseed@seed.de\n', { campaign: without })
          for (const s of before) await inBoth(s)
          now += 1000
          const { id } = await load(withIt, file.map(rowOf))
          now += 1000
          // A person's answer on a lead that only the file had made stays, also when the lead comes by another way later.
          const onlyWithIt = new Set<number>()
          for (const s of after) {
            const [{ who: n }] = s.rows as [Step['rows'][number]]
            if (s.do === 'answer' && !(await byEmail(without, emailOf(n)))) onlyWithIt.add(n)
            await inBoth(s)
          }
          await undo(id)
          const answered = new Set(after.filter((s) => s.do === 'answer').map((s) => s.rows[0]!.who))
          for (const n of [1, 2, 3, 4]) {
            const [x, y] = [await byEmail(withIt, emailOf(n)), await byEmail(without, emailOf(n))]
            const compared = (l: typeof x) => ({
              ...shown(l),
              ...(onlyWithIt.has(n) ? { company: 'of a person' } : {}),
              n,
              stage: l.stage,
            })
            if (y) expect(compared(x)).toEqual(compared(y))
            else if (x)
              expect({ n, stage: x.stage }).toEqual({ n, stage: answered.has(n) ? 'open' : 'closed' })
          }
        },
      ),
      { numRuns: 8, examples: [answeredThenImported] },
    )
  })

  test('[AU20] [IN50] what the call center imports is not there for a partner, whose own imports are', async () => {
    const post = async (path: string, body: object) =>
      (await (await central.service('POST', path, body)).json()) as { id: string; key: string }
    const { id } = await load('p', [person(1)])
    const { id: team } = await post('/teams', { name: 'Harbor', kind: 'partner', campaigns: null })
    const { key } = await post('/api-keys', { name: 'Harbor', scopes: ['leads:read', 'leads:write'], team })
    const partner = api(central.url, { authorization: `Bearer ${key}` })
    expect((await (await partner('GET', '/imports')).json()).imports).toEqual([])
    expect((await partner('GET', `/imports/${id}`)).status).toBe(404)
    expect((await partner('GET', `/imports/${id}/undo`)).status).toBe(404)
    expect((await partner('POST', `/imports/${id}/undo`, { reason: 'x' })).status).toBe(404)
    expect((await (await partner('GET', '/campaigns')).json()).campaigns).toContainEqual(
      expect.objectContaining({ id: 'p', open: 0, pool: 0 }),
    )
  })

  test('[IN53] a row whose lead has another address by now is taken back where it was written', async () => {
    const { id: first } = await load('q', [person(1)])
    const before = (await leadsIn('q'))[0]!
    await sue.sync([sue.answered(before.lead.id, 'email', 'other@alpha1.de')])
    const { id } = await load('q', [person(1)])
    expect(id).not.toBe(first)
    expect((await undo(id)).state).toBe('done')
    expect((await undo(first)).state).toBe('done')
  })

  test('[IN54] one whose process was killed has failed, and can be taken back; one under way is not taken in again', async () => {
    const { id } = await load('r', [person(1)])
    const { db } = central.store
    const runs = { state: 'running', error: null }
    await sql`update imports set progress = progress::jsonb || ${JSON.stringify(runs)}::jsonb where id = ${id}`.execute(
      db,
    )
    const ask = () => central.service('POST', `/imports/${id}/undo`, { reason: 'x' })
    const listed = async () => {
      const { imports } = await (await central.service('GET', '/imports')).json()
      return (imports as ImportRecord[]).find((i) => i.id === id)!
    }
    expect((await ask()).status).toBe(409)
    expect(await listed()).toMatchObject({ state: 'running', undoableUntil: null })
    now += 61_000
    expect(await listed()).toMatchObject({ state: 'failed', error: expect.stringContaining('stopped') })
    expect((await listed()).undoableUntil).not.toBeNull()
    expect((await (await central.service('GET', `/imports/${id}`)).json()).state).toBe('failed')
    expect(await undo(id)).toMatchObject({ state: 'done', left: 1 })

    await sql`update imports set undo = undo::jsonb || '{"state":"running"}' where id = ${id}`.execute(db)
    const again = await fetch(`${central.url}/api/v1/imports/${id}?campaign=r&fileName=leads.csv`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${central.serviceToken}`, 'content-type': 'text/csv' },
      body: csv([person(2)]),
    })
    expect(await again.json()).toMatchObject({
      state: 'failed',
      error: expect.stringContaining('taken back'),
    })
    expect(await leadsIn('r')).toHaveLength(1)
  })

  test('[IN54] a row whose lead is gone is decided, too', async () => {
    const { id } = await load('s', [person(1)])
    const row = {
      import_id: id,
      capture: newId(),
      lead: newId(),
      created: true,
      outcome: null,
      because: null,
    }
    await central.store.db.insertInto('import_rows').values(row).execute()
    expect(await undo(id)).toMatchObject({ rows: 2, done: 2 })
  })

  test('[IN54] too old, still unknown or empty: a conflict in words; the list says until when', async () => {
    const { id } = await load('h', [person(1)])
    const empty = await load('h', [{}])
    expect((await central.service('POST', '/imports/nope/undo', { reason: 'x' })).status).toBe(404)
    expect((await central.service('POST', `/imports/${empty.id}/undo`, { reason: 'x' })).status).toBe(409)
    const { imports } = await (await central.service('GET', '/imports')).json()
    const [mine] = (imports as ImportRecord[]).filter((i) => i.id === id)
    expect(Date.parse(mine!.undoableUntil!)).toBeGreaterThan(now)
    now += 31 * 86_400_000
    const late = await central.service('POST', `/imports/${id}/undo`, { reason: 'x' })
    expect(await late.json()).toMatchObject({ status: 409, detail: expect.stringContaining('30 days') })
  })
})
