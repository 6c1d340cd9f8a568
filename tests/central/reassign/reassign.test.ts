import { describe, expect, it } from 'vitest'
import type { Jobs } from '../../../central/jobs/jobs.ts'
import { writeLostJobs } from '../../../central/lost-jobs.ts'
import type { Reassignment } from '../../../shared/api/reassign.ts'
import { newId, newPerson, type TestDevice } from '../support.ts'
import { HOUR, OTHER, reassigning } from './reassigning.ts'

const office = reassigning()
const {
  now,
  iso,
  captured,
  leadOf,
  ownersOf,
  chosen,
  preview,
  run,
  finished,
  started,
  promise,
  plannedOnly,
  work,
  keptOf,
} = office

describe('[AS20] reassignments', () => {
  it('evenly: each gets as many, as few as possible move, and the preview says what is done', async () => {
    const ids = await captured(7)
    const request = {
      which: chosen(ids),
      to: { how: 'evenly' as const, people: [office.ana.person, office.ben.person] },
    }
    const seen = await preview(request)
    expect(seen).toMatchObject({ total: 7, moves: 3, kept: [{ why: 'already', count: 4 }] })
    expect(seen.shares.map((s) => [s.person, s.gets])).toEqual([
      [office.ana.person, 0],
      [office.ben.person, 3],
    ])
    const done = await run({ ...request, reason: 'Ana is swamped' })
    expect(done).toMatchObject({ total: 7, moved: 3, by: office.sue.person, reason: 'Ana is swamped' })
    expect((await ownersOf(ids)).filter((o) => o === office.ben.person)).toHaveLength(3)
    const { changes } = await office.ben.sync()
    expect(changes.leads).toHaveLength(3)
  })

  it('what somebody is in a call of, what was promised in person and what changed stays, with why', async () => {
    const [calm, call, mine, stale] = (await captured(4)) as [string, string, string, string]
    await office.ana.sync([started(call), promise(mine, HOUR)])
    const unknown = newId()
    const which = {
      leads: [calm, call, mine, unknown].map((id) => ({ id, version: 1 })).concat({ id: stale, version: 9 }),
    }
    const to = { how: 'person' as const, person: office.ben.person }
    const { kept, moves } = await preview({ which, to })
    expect(moves).toBe(1)
    expect(Object.fromEntries(kept.map((k) => [k.why, k.leads]))).toEqual({
      onCall: [call],
      promised: [mine],
      changed: [stale, unknown].sort(),
    })
    const done = await run({ which, to, promised: true })
    expect(done.moved).toBe(2)
    expect(await ownersOf([calm, call, mine])).toEqual([
      office.ben.person,
      office.ana.person,
      office.ben.person,
    ])
  })

  it('by rule: all of one agent, what is past due, country, state, language, campaign, and several at once', async () => {
    const [plain] = await captured(1)
    const [paris] = await captured(1, office.ana, { country: 'FR', language: 'fr-FR' })
    const [texas] = await captured(1, office.ana, { country: 'US', state: 'TX' })
    const [autumn] = await captured(1, office.ana, {}, OTHER)
    const [late] = await captured(1)
    await office.ana.sync([promise(late!, -HOUR)])
    const owners = [office.ana.person]
    const found = async (rule: object) => {
      const to = { how: 'person' as const, person: office.ben.person }
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
      office.ana.person,
      null,
      office.ana.person,
      office.ana.person,
    ])
    expect(
      (await office.sue.api('POST', '/reassignments/preview', { which: { rule: {} }, to: { how: 'pool' } }))
        .status,
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
      office.central.service('PUT', `/people/${who.person}/receiver`, {
        calendar: null,
        capacity: null,
        ...body,
      })
    expect((await put(office.ben, { capacity: 2 })).status).toBe(200)
    const away = await office.central.signIn(
      await newPerson(office.central.store.db, {
        name: 'away',
        email: `away${office.teams}@example.com`,
        role: 'agent',
      }),
    )
    expect((await put(away, { calendar })).status).toBe(200)
    const to = { how: 'capacity' as const, people: [office.ben.person, away.person] }
    const seen = await preview({ which: chosen(ids), to })
    expect(seen.shares).toEqual([
      { person: office.ben.person, gets: 2, has: 0, capacity: 2, worksToday: true },
      { person: away.person, gets: 0, has: 0, capacity: null, worksToday: false },
    ])
    expect(seen.kept).toMatchObject([{ why: 'noRoom', count: 4 }])
  })

  it('nobody gets leads of a campaign that their team does not work', async () => {
    const [spring] = await captured(1)
    const [autumn] = await captured(1, office.ana, {}, OTHER)
    const done = await run({
      which: chosen([spring!, autumn!]),
      to: { how: 'person', person: office.nora.person },
    })
    expect(done).toMatchObject({ moved: 1, kept: [{ why: 'team', leads: [spring] }] })
  })

  it('thousands at once: in batches, with progress, each exactly once', async () => {
    const ids: string[] = []
    for (let i = 0; i < 4; i += 1) ids.push(...(await captured(500)))
    const id = newId()
    const body = { id, which: chosen(ids), to: { how: 'evenly' as const, people: [office.ben.person] } }
    const answers = await Promise.all([1, 2].map(() => office.sue.api('POST', '/reassignments', body)))
    expect(answers.map((a) => a.status)).toEqual([200, 200])
    const done = await finished(await answers[0]!.json())
    expect(done).toMatchObject({ id, total: 2000, moved: 2000, kept: [] })
    const versions = new Set((await office.ben.pull()).leads.map((l) => l.version))
    expect(versions).toEqual(new Set([2]))
    for (const other of [{ to: { how: 'pool' } }, { which: chosen([...ids.slice(1), newId()]) }])
      expect((await office.sue.api('POST', '/reassignments', { ...body, ...other })).status).toBe(409)
  })

  it('a lead named twice, by any part, in any letters, is one; what no database can hold is malformed', async () => {
    const [one, two, three] = (await captured(3)) as [string, string, string]
    await office.sue.sync([
      office.sue.event({ leadId: two, type: 'lead.merged', payload: { merge: newId(), other: three } }),
    ])
    const { version } = await leadOf(two)
    const leads = [
      { id: one.toUpperCase(), version: 1 },
      { id: one, version: 1 },
      { id: two, version: 99 },
      { id: three, version },
    ]
    const to = { how: 'person' as const, person: office.ben.person }
    expect(await preview({ which: { leads }, to })).toMatchObject({ total: 2, moves: 2, kept: [] })
    expect(await run({ which: { leads }, to })).toMatchObject({ total: 2, moved: 2 })
    const refused = async (body: object) => {
      const answer = await office.sue.api('POST', '/reassignments', {
        id: newId(),
        to: { how: 'pool' },
        ...body,
      })
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
    const id = await plannedOnly([calm, call, mine], office.ben.person)
    const [also] = (await captured(1)) as [string]
    const withPromised = await plannedOnly([also], office.ben.person, true)
    await office.ana.sync([started(call), promise(mine, HOUR), promise(also, HOUR)])
    await work(id)
    await work(withPromised)
    const done = await finished({ id } as Reassignment)
    expect(done.moved).toBe(1)
    expect(keptOf(done)).toEqual({ onCall: [call], promised: [mine] })
    expect(await ownersOf([calm, call, mine, also])).toEqual([
      office.ben.person,
      office.ana.person,
      office.ana.person,
      office.ben.person,
    ])
    const [spring, gone] = (await captured(2)) as [string, string]
    const toNora = await plannedOnly([spring], office.nora.person)
    const toBen = await plannedOnly([gone], office.ben.person)
    await office.central.service('PATCH', `/people/${office.ben.person}`, { active: false })
    await work(toNora)
    await work(toBen)
    expect(keptOf(await finished({ id: toNora } as Reassignment))).toEqual({ team: [spring] })
    expect(keptOf(await finished({ id: toBen } as Reassignment))).toEqual({ unfit: [gone] })
  })

  it('a job waits for who works on the leads already: that one may be killed', async () => {
    const ids = await captured(2)
    const id = await plannedOnly(ids, office.ben.person)
    let working = Promise.resolve()
    const killed = office.central.store.db.transaction().execute(async (tx) => {
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
    expect(await ownersOf(ids)).toEqual([office.ben.person, office.ben.person])
  })

  it('one whose job is gone, as in a database that was restored, goes on when office.central starts', async () => {
    const ids = await captured(2)
    const id = await plannedOnly(ids, office.ben.person)
    await writeLostJobs({ db: office.central.store.db, jobs: office.central.store.jobs as Jobs }, now())
    expect(await finished({ id } as Reassignment)).toMatchObject({ moved: 2 })
  })

  it('one that central wrote before it kept a digest, sent again, is that one', async () => {
    const ids = await captured(2)
    const request = { id: newId(), which: chosen(ids), to: { how: 'pool' as const } }
    expect((await office.sue.api('POST', '/reassignments', request)).status).toBe(200)
    await office.central.store.db
      .updateTable('reassignments')
      .set({ asked: JSON.stringify({ which: { leads: 2 }, to: request.to, promised: false }) })
      .where('id', '=', request.id)
      .execute()
    const again = await office.sue.api('POST', '/reassignments', request)
    expect([again.status, (await again.json()).moved]).toEqual([200, 2])
    const more = { ...request, which: chosen([...ids, newId()]) }
    expect((await office.sue.api('POST', '/reassignments', more)).status).toBe(409)
  })

  it('two supervisors at once: every lead goes to one of the two, and the other is told', async () => {
    const ids = await captured(300)
    const to = (who: TestDevice) => ({ how: 'person' as const, person: who.person })
    const adam = await office.central.signIn(office.central.people.adam)
    const cal = await office.central.signIn(
      await newPerson(office.central.store.db, {
        name: 'cal',
        email: `cal${office.teams}@x.org`,
        role: 'agent',
      }),
    )
    const [one, two] = await Promise.all([
      run({ which: chosen(ids), to: to(office.ben) }),
      run({ which: chosen(ids), to: to(cal) }, adam),
    ])
    expect(one.moved + two.moved).toBe(300)
    const stayed = [...one.kept, ...two.kept].reduce((n, k) => n + (k.why === 'changed' ? k.count : 0), 0)
    expect(stayed).toBe(300)
  })
})
