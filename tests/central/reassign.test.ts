import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Jobs } from '../../central/jobs/jobs.ts'
import { writeLostJobs } from '../../central/lost-jobs.ts'
import { workReassignment } from '../../central/reassign/work.ts'
import { createCampaign } from '../../central/store/campaigns.ts'
import type {
  Reassignment,
  ReassignPreview,
  ReassignPreviewRequest,
  ReassignRequest,
} from '../../shared/api/reassign.ts'
import { DEFAULT_POLICY } from '../../shared/policy/default-policy.ts'
import type { Person } from '../../shared/sync/protocol.ts'
import {
  CAMPAIGN,
  newId,
  newPerson,
  type TestCentral,
  type TestDevice,
  testCentral,
  until,
} from './support.ts'

const OTHER = 'autumn'
/** A Tuesday morning. */
const MORNING = Date.parse('2026-11-24T10:00:00.000Z')
const began = Date.now()
const now = () => MORNING + (Date.now() - began)
const iso = (ms: number) => new Date(now() + ms).toISOString()
const HOUR = 3_600_000

let central: TestCentral
let ana: TestDevice
let ben: TestDevice
let sue: TestDevice
/** Supervises a team in which nora works, of the campaign OTHER only. */
let lea: TestDevice
let nora: TestDevice
let teams = 0

beforeAll(async () => {
  central = await testCentral({ now })
  await createCampaign(central.store.db, { id: OTHER, name: 'Autumn fair', policy: DEFAULT_POLICY })
  const made = await central.service('POST', '/teams', { name: 'South', kind: 'agents', campaigns: [OTHER] })
  const { id: team } = (await made.json()) as { id: string }
  const join = (name: string, role: Person['role']) =>
    newPerson(central.store.db, { name, email: `${name}@example.com`, role, team })
  const [l, n] = [await join('lea', 'supervisor'), await join('nora', 'agent')]
  lea = await central.signIn(l)
  nora = await central.signIn(n)
  sue = await central.signIn(central.people.sue)
})
afterAll(() => central.dispose())
beforeEach(async () => {
  // Two agents of their own for each test.
  teams += 1
  const make = async (name: string) => {
    const role = 'agent'
    const email = `${name}${teams}@example.com`
    return central.signIn(await newPerson(central.store.db, { name, email, role, team: null }))
  }
  ana = await make('ana')
  ben = await make('ben')
})

const captured = async (n: number, device = ana, fields: object = {}, campaign = CAMPAIGN) => {
  const ids = Array.from({ length: n }, newId)
  await device.sync(ids.map((id) => device.captured(id, fields, campaign)))
  return ids
}
const leadOf = async (id: string) => (await central.service('GET', `/leads/${id}`)).json()
const ownersOf = async (ids: string[]) => Promise.all(ids.map(async (id) => (await leadOf(id)).owner))
const chosen = (ids: string[], version = 1) => ({ leads: ids.map((id) => ({ id, version })) })
const preview = async (request: Partial<ReassignPreviewRequest>, by = sue): Promise<ReassignPreview> => {
  const answer = await by.api('POST', '/reassignments/preview', request)
  expect(answer.status, await answer.clone().text()).toBe(200)
  return answer.json()
}
const run = async (request: Partial<ReassignRequest>, by = sue): Promise<Reassignment> => {
  const answer = await by.api('POST', '/reassignments', { id: newId(), ...request })
  expect(answer.status, await answer.clone().text()).toBe(200)
  return finished(await answer.json(), by)
}
const finished = async (begun: Reassignment, by = sue): Promise<Reassignment> => {
  let last = begun
  await until('the reassignment', async () => {
    last = await (await by.api('GET', `/reassignments/${begun.id}`)).json()
    return last.waiting === 0
  })
  return last
}
const undo = async ({ id }: Reassignment, by = sue): Promise<Reassignment> => {
  const answer = await by.api('POST', `/reassignments/${id}/undo`)
  expect(answer.status, await answer.clone().text()).toBe(200)
  return finished(await answer.json(), by)
}
const started = (lead: string, device = ana) =>
  device.event({
    leadId: lead,
    type: 'call.started',
    payload: { call: newId(), phone: '+442079460000', at: iso(0) },
  })
const promise = (lead: string, ms: number) =>
  ana.event({
    leadId: lead,
    type: 'callback.scheduled',
    payload: { callback: newId(), at: iso(ms), whose: 'mine', agent: ana.person, note: '' },
  })

/** As a process leaves it that is killed when it has planned: of leads that ana has. `by`: whose; `undoes`: what it takes back. */
const plannedOnly = async (leads: string[], to: string | null, promised = false): Promise<string> => {
  const id = newId()
  const { db } = central.store
  const asked = { which: { leads: leads.length }, to: { how: 'pool' }, promised }
  const row = { id, by: sue.person, reason: '', undoes: null, at: iso(-HOUR), asked: JSON.stringify(asked) }
  await db.insertInto('reassignments').values(row).execute()
  await db
    .insertInto('reassigned_leads')
    .values(
      leads.map((lead) => ({
        reassignment: id,
        lead,
        from: ana.person,
        to,
        version: 1,
        state: 'planned' as const,
        why: null,
      })),
    )
    .execute()
  return id
}
const work = (reassignment: string) =>
  workReassignment({ ...central.store, now }, { reassignment }, new AbortController().signal)
const keptOf = ({ kept }: Reassignment) => Object.fromEntries(kept.map((k) => [k.why, k.leads]))

describe('[AS20] reassignments', () => {
  it('evenly: each gets as many, as few as possible move, and the preview says what is done', async () => {
    const ids = await captured(7)
    const request = { which: chosen(ids), to: { how: 'evenly' as const, people: [ana.person, ben.person] } }
    const seen = await preview(request)
    expect(seen).toMatchObject({ total: 7, moves: 3, kept: [{ why: 'already', count: 4 }] })
    expect(seen.shares.map((s) => [s.person, s.gets])).toEqual([
      [ana.person, 0],
      [ben.person, 3],
    ])
    const done = await run({ ...request, reason: 'Ana is swamped' })
    expect(done).toMatchObject({ total: 7, moved: 3, by: sue.person, reason: 'Ana is swamped' })
    expect((await ownersOf(ids)).filter((o) => o === ben.person)).toHaveLength(3)
    const { changes } = await ben.sync()
    expect(changes.leads).toHaveLength(3)
  })

  it('what somebody is in a call of, what was promised in person and what changed stays, with why', async () => {
    const [calm, call, mine, stale] = (await captured(4)) as [string, string, string, string]
    await ana.sync([started(call), promise(mine, HOUR)])
    const unknown = newId()
    const which = {
      leads: [calm, call, mine, unknown].map((id) => ({ id, version: 1 })).concat({ id: stale, version: 9 }),
    }
    const to = { how: 'person' as const, person: ben.person }
    const { kept, moves } = await preview({ which, to })
    expect(moves).toBe(1)
    expect(Object.fromEntries(kept.map((k) => [k.why, k.leads]))).toEqual({
      onCall: [call],
      promised: [mine],
      changed: [stale, unknown].sort(),
    })
    const done = await run({ which, to, promised: true })
    expect(done.moved).toBe(2)
    expect(await ownersOf([calm, call, mine])).toEqual([ben.person, ana.person, ben.person])
  })

  it('by rule: all of one agent, what is past due, country, state, language, campaign, and several at once', async () => {
    const [plain] = await captured(1)
    const [paris] = await captured(1, ana, { country: 'FR', language: 'fr-FR' })
    const [texas] = await captured(1, ana, { country: 'US', state: 'TX' })
    const [autumn] = await captured(1, ana, {}, OTHER)
    const [late] = await captured(1)
    await ana.sync([promise(late!, -HOUR)])
    const owners = [ana.person]
    const found = async (rule: object) => {
      const to = { how: 'person' as const, person: ben.person }
      const { total } = await preview({ which: { rule: { owners, ...rule } }, to, promised: true })
      return total
    }
    expect(await found({})).toBe(5)
    expect(await found({ country: 'FR' })).toBe(1)
    expect(await found({ language: 'fr' })).toBe(1)
    expect(await found({ state: 'tx', country: 'US' })).toBe(1)
    expect(await found({ state: 'tx', country: 'FR' })).toBe(0)
    expect(await found({ campaign: OTHER })).toBe(1)
    expect(await found({ pastDue: true })).toBe(1)
    expect(await found({ callbacksBefore: iso(0) })).toBe(1)
    await run({ which: { rule: { owners, country: 'FR' } }, to: { how: 'pool' } })
    expect(await ownersOf([plain!, paris!, texas!, autumn!])).toEqual([
      ana.person,
      null,
      ana.person,
      ana.person,
    ])
    expect(
      (await sue.api('POST', '/reassignments/preview', { which: { rule: {} }, to: { how: 'pool' } })).status,
    ).toBe(400)
  })

  it('by capacity: who works today gets leads up to their room, who is away or full none; the rest stays', async () => {
    const ids = await captured(6)
    const day: [number, number][] = [[0, 1440]]
    const week = Object.fromEntries(['1', '2', '3', '4', '5', '6', '7'].map((d) => [d, day]))
    const calendar = {
      zone: 'Europe/London',
      week,
      holidays: null,
      absences: [{ from: iso(-HOUR), to: iso(90 * HOUR) }],
    }
    const put = (who: TestDevice, body: object) =>
      central.service('PUT', `/people/${who.person}/receiver`, { calendar: null, capacity: null, ...body })
    expect((await put(ben, { capacity: 2 })).status).toBe(200)
    const away = await central.signIn(
      await newPerson(central.store.db, {
        name: 'away',
        email: `away${teams}@example.com`,
        role: 'agent',
      }),
    )
    expect((await put(away, { calendar })).status).toBe(200)
    const to = { how: 'capacity' as const, people: [ben.person, away.person] }
    const seen = await preview({ which: chosen(ids), to })
    expect(seen.shares).toEqual([
      { person: ben.person, gets: 2, has: 0, capacity: 2, worksToday: true },
      { person: away.person, gets: 0, has: 0, capacity: null, worksToday: false },
    ])
    expect(seen.kept).toMatchObject([{ why: 'noRoom', count: 4 }])
  })

  it('nobody gets leads of a campaign that their team does not work', async () => {
    const [spring] = await captured(1)
    const [autumn] = await captured(1, ana, {}, OTHER)
    const done = await run({
      which: chosen([spring!, autumn!]),
      to: { how: 'person', person: nora.person },
    })
    expect(done).toMatchObject({ moved: 1, kept: [{ why: 'team', leads: [spring] }] })
  })

  it('thousands at once: in batches, with progress, each exactly once', async () => {
    const ids: string[] = []
    for (let i = 0; i < 4; i += 1) ids.push(...(await captured(500)))
    const id = newId()
    const body = { id, which: chosen(ids), to: { how: 'evenly' as const, people: [ben.person] } }
    const answers = await Promise.all([1, 2].map(() => sue.api('POST', '/reassignments', body)))
    expect(answers.map((a) => a.status)).toEqual([200, 200])
    const done = await finished(await answers[0]!.json())
    expect(done).toMatchObject({ id, total: 2000, moved: 2000, kept: [] })
    const versions = new Set((await ben.pull()).leads.map((l) => l.version))
    expect(versions).toEqual(new Set([2]))
    for (const other of [{ to: { how: 'pool' } }, { which: chosen([...ids.slice(1), newId()]) }])
      expect((await sue.api('POST', '/reassignments', { ...body, ...other })).status).toBe(409)
  })

  it('a lead named twice, by any part, in any letters, is one; what no database can hold is malformed', async () => {
    const [one, two, three] = (await captured(3)) as [string, string, string]
    await sue.sync([
      sue.event({ leadId: two, type: 'lead.merged', payload: { merge: newId(), other: three } }),
    ])
    const { version } = await leadOf(two)
    const leads = [
      { id: one.toUpperCase(), version: 1 },
      { id: one, version: 1 },
      { id: two, version: 99 },
      { id: three, version },
    ]
    const to = { how: 'person' as const, person: ben.person }
    expect(await preview({ which: { leads }, to })).toMatchObject({ total: 2, moves: 2, kept: [] })
    expect(await run({ which: { leads }, to })).toMatchObject({ total: 2, moved: 2 })
    const refused = async (body: object) => {
      const answer = await sue.api('POST', '/reassignments', { id: newId(), to: { how: 'pool' }, ...body })
      const { errors } = await answer.json()
      return [answer.status, errors[0].pointer]
    }
    expect(await refused({ which: { leads: [{ id: one, version: 2 ** 31 }] } })).toEqual([
      400,
      '/which/leads/0/version',
    ])
    expect(await refused({ which: { rule: { callbacksBefore: '0000-01-01T00:00:00Z' } } })).toEqual([
      400,
      '/which/rule/callbacksBefore',
    ])
  })

  it('what a call or a promise binds by the time its turn comes stays; so does all for who can hold leads no more', async () => {
    const [calm, call, mine] = (await captured(3)) as [string, string, string]
    const id = await plannedOnly([calm, call, mine], ben.person)
    const [also] = (await captured(1)) as [string]
    const withPromised = await plannedOnly([also], ben.person, true)
    await ana.sync([started(call), promise(mine, HOUR), promise(also, HOUR)])
    await work(id)
    await work(withPromised)
    const done = await finished({ id } as Reassignment)
    expect(done.moved).toBe(1)
    expect(keptOf(done)).toEqual({ onCall: [call], promised: [mine] })
    expect(await ownersOf([calm, call, mine, also])).toEqual([ben.person, ana.person, ana.person, ben.person])
    const [spring, gone] = (await captured(2)) as [string, string]
    const toNora = await plannedOnly([spring], nora.person)
    const toBen = await plannedOnly([gone], ben.person)
    await central.service('PATCH', `/people/${ben.person}`, { active: false })
    await work(toNora)
    await work(toBen)
    expect(keptOf(await finished({ id: toNora } as Reassignment))).toEqual({ team: [spring] })
    expect(keptOf(await finished({ id: toBen } as Reassignment))).toEqual({ unfit: [gone] })
  })

  it('a job waits for who works on the leads already: that one may be killed', async () => {
    const ids = await captured(2)
    const id = await plannedOnly(ids, ben.person)
    let working = Promise.resolve()
    const killed = central.store.db.transaction().execute(async (tx) => {
      await tx
        .selectFrom('reassigned_leads')
        .select('lead')
        .where('reassignment', '=', id)
        .forUpdate()
        .execute()
      working = work(id)
      await Promise.race([working, new Promise((done) => setTimeout(done, 300))])
      throw new Error('killed')
    })
    await expect(killed).rejects.toThrow('killed')
    await working
    expect(await ownersOf(ids)).toEqual([ben.person, ben.person])
  })

  it('one whose job is gone, as in a database that was restored, goes on when central starts', async () => {
    const ids = await captured(2)
    const id = await plannedOnly(ids, ben.person)
    await writeLostJobs({ db: central.store.db, jobs: central.store.jobs as Jobs }, now())
    expect(await finished({ id } as Reassignment)).toMatchObject({ moved: 2 })
  })

  it('one that central wrote before it kept a digest, sent again, is that one', async () => {
    const ids = await captured(2)
    const request = { id: newId(), which: chosen(ids), to: { how: 'pool' as const } }
    expect((await sue.api('POST', '/reassignments', request)).status).toBe(200)
    await central.store.db
      .updateTable('reassignments')
      .set({ asked: JSON.stringify({ which: { leads: 2 }, to: request.to, promised: false }) })
      .where('id', '=', request.id)
      .execute()
    const again = await sue.api('POST', '/reassignments', request)
    expect([again.status, (await again.json()).moved]).toEqual([200, 2])
    const more = { ...request, which: chosen([...ids, newId()]) }
    expect((await sue.api('POST', '/reassignments', more)).status).toBe(409)
  })

  it('two supervisors at once: every lead goes to one of the two, and the other is told', async () => {
    const ids = await captured(300)
    const to = (who: TestDevice) => ({ how: 'person' as const, person: who.person })
    const adam = await central.signIn(central.people.adam)
    const cal = await central.signIn(
      await newPerson(central.store.db, {
        name: 'cal',
        email: `cal${teams}@x.org`,
        role: 'agent',
      }),
    )
    const [one, two] = await Promise.all([
      run({ which: chosen(ids), to: to(ben) }),
      run({ which: chosen(ids), to: to(cal) }, adam),
    ])
    expect(one.moved + two.moved).toBe(300)
    const stayed = [...one.kept, ...two.kept].reduce((n, k) => n + (k.why === 'changed' ? k.count : 0), 0)
    expect(stayed).toBe(300)
  })
})

describe('[AS21] undo', () => {
  it('gives back what nobody touched; what was worked or changed hands since stays, and is named', async () => {
    const [untouched, worked, moved] = (await captured(3)) as [string, string, string]
    const done = await run({
      which: chosen([untouched, worked, moved]),
      to: { how: 'person', person: ben.person },
    })
    await ben.sync()
    await ben.sync([started(worked, ben)])
    await sue.api('POST', '/assignments', { leads: [{ id: moved, version: 2 }], to: null })
    const back = await undo(done)
    expect(back).toMatchObject({ undoes: done.id, moved: 1, waiting: 0 })
    expect(Object.fromEntries(back.kept.map((k) => [k.why, k.leads]))).toEqual({
      changed: [moved],
      worked: [worked],
    })
    expect(await ownersOf([untouched, worked, moved])).toEqual([ana.person, ben.person, null])
    expect((await undo(done)).id).toBe(back.id)
    expect((await leadOf(untouched)).version).toBe(3)
  })

  it('what is worked before its turn comes stays, and so does what the viewer does not see any more', async () => {
    const [calm, worked] = (await captured(2)) as [string, string]
    const done = await run({ which: chosen([calm, worked]), to: { how: 'person', person: ben.person } })
    const id = newId()
    const { db } = central.store
    await db
      .insertInto('reassignments')
      .values({ id, by: sue.person, reason: '', undoes: done.id, at: iso(-HOUR), asked: '{}' })
      .execute()
    const row = { reassignment: id, from: ben.person, to: ana.person, version: 2, state: 'planned' as const }
    await db
      .insertInto('reassigned_leads')
      .values([calm, worked].map((lead) => ({ ...row, lead, why: null })))
      .execute()
    await ben.sync()
    await ben.sync([started(worked, ben)])
    await work(id)
    expect(keptOf(await finished({ id } as Reassignment))).toEqual({ worked: [worked] })
    expect(await ownersOf([calm, worked])).toEqual([ana.person, ben.person])

    const [hers] = await captured(1, nora, {}, OTHER)
    const given = await run({ which: chosen([hers!]), to: { how: 'pool' } }, lea)
    const { team } = (await db
      .selectFrom('people')
      .select('team')
      .where('id', '=', lea.person)
      .executeTakeFirstOrThrow()) as { team: string }
    await central.service('PUT', `/teams/${team}`, { name: 'South', kind: 'agents', campaigns: [CAMPAIGN] })
    expect(keptOf(await undo(given, lea))).toEqual({ changed: [hers] })
    await central.service('PUT', `/teams/${team}`, { name: 'South', kind: 'agents', campaigns: [OTHER] })
  })

  it('gives nothing to who was switched off meanwhile', async () => {
    const ids = await captured(2)
    const done = await run({ which: chosen(ids), to: { how: 'pool' } })
    await central.service('PATCH', `/people/${ana.person}`, { active: false })
    expect(await undo(done)).toMatchObject({ moved: 0, kept: [{ why: 'unfit', count: 2 }] })
  })
})

describe('[AS22] who may', () => {
  it('a supervisor of a team gives away what the team has, to the team; nobody else sees what was done', async () => {
    const [hers] = await captured(1, nora, {}, OTHER)
    const [others] = await captured(1, ana, {}, OTHER)
    const which = chosen([hers!, others!])
    expect(await preview({ which, to: { how: 'pool' } }, lea)).toMatchObject({
      moves: 1,
      kept: [{ why: 'changed', leads: [others] }],
    })
    expect(
      await preview({ which: { rule: { owners: [ana.person] } }, to: { how: 'pool' } }, lea),
    ).toMatchObject({
      total: 0,
    })
    const foreign = await lea.api('POST', '/reassignments', {
      id: newId(),
      which,
      to: { how: 'evenly', people: [nora.person, ben.person] },
    })
    expect(foreign.status).toBe(400)
    expect((await foreign.json()).errors).toEqual([{ pointer: '/to/people/1', detail: expect.any(String) }])
    const done = await run({ which, to: { how: 'pool' } })
    expect((await lea.api('GET', `/reassignments/${done.id}`)).status).toBe(404)
    expect((await lea.api('POST', `/reassignments/${done.id}/undo`)).status).toBe(404)
    const mine = await run(
      { which: { rule: { owners: [null], campaign: OTHER } }, to: { how: 'person', person: nora.person } },
      lea,
    )
    expect(mine.moved).toBeGreaterThan(0)
    const list = await (await lea.api('GET', '/reassignments')).json()
    const ids = list.reassignments.map((r: Reassignment) => r.id)
    expect([ids[0], ids.includes(done.id)]).toEqual([mine.id, false])
    expect((await ana.api('POST', '/reassignments/preview', { which, to: { how: 'pool' } })).status).toBe(403)
  })
})
