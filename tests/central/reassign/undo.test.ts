import { describe, expect, it } from 'vitest'
import type { Reassignment } from '../../../shared/api/reassign.ts'
import { CAMPAIGN, newId } from '../support.ts'
import { HOUR, OTHER, reassigning } from './reassigning.ts'

const office = reassigning()
const { iso, captured, leadOf, ownersOf, chosen, preview, run, finished, undo, started, work, keptOf } =
  office

describe('[AS21] undo', () => {
  it('gives back what nobody touched; what was worked or changed hands since stays, and is named', async () => {
    const [untouched, worked, moved] = (await captured(3)) as [string, string, string]
    const done = await run({
      which: chosen([untouched, worked, moved]),
      to: { how: 'person', person: office.ben.person },
    })
    await office.ben.sync()
    await office.ben.sync([started(worked, office.ben)])
    await office.sue.api('POST', '/assignments', { leads: [{ id: moved, version: 2 }], to: null })
    const back = await undo(done)
    expect(back).toMatchObject({ undoes: done.id, moved: 1, waiting: 0 })
    expect(Object.fromEntries(back.kept.map((k) => [k.why, k.leads]))).toEqual({
      changed: [moved],
      worked: [worked],
    })
    expect(await ownersOf([untouched, worked, moved])).toEqual([office.ana.person, office.ben.person, null])
    expect((await undo(done)).id).toBe(back.id)
    expect((await leadOf(untouched)).version).toBe(3)
  })

  it('what is worked before its turn comes stays, and so does what the viewer does not see any more', async () => {
    const [calm, worked] = (await captured(2)) as [string, string]
    const done = await run({
      which: chosen([calm, worked]),
      to: { how: 'person', person: office.ben.person },
    })
    const id = newId()
    const { db } = office.central.store
    await db
      .insertInto('reassignments')
      .values({ id, by: office.sue.person, reason: '', undoes: done.id, at: iso(-HOUR), asked: '{}' })
      .execute()
    const row = {
      reassignment: id,
      from: office.ben.person,
      to: office.ana.person,
      version: 2,
      state: 'planned' as const,
    }
    await db
      .insertInto('reassigned_leads')
      .values([calm, worked].map((lead) => ({ ...row, lead, why: null })))
      .execute()
    await office.ben.sync()
    await office.ben.sync([started(worked, office.ben)])
    await work(id)
    expect(keptOf(await finished({ id } as Reassignment))).toEqual({ worked: [worked] })
    expect(await ownersOf([calm, worked])).toEqual([office.ana.person, office.ben.person])

    const [hers] = await captured(1, office.nora, {}, OTHER)
    const given = await run({ which: chosen([hers!]), to: { how: 'pool' } }, office.lea)
    const { team } = (await db
      .selectFrom('people')
      .select('team')
      .where('id', '=', office.lea.person)
      .executeTakeFirstOrThrow()) as { team: string }
    await office.central.service('PUT', `/teams/${team}`, {
      name: 'South',
      kind: 'agents',
      campaigns: [CAMPAIGN],
    })
    expect(keptOf(await undo(given, office.lea))).toEqual({ changed: [hers] })
    await office.central.service('PUT', `/teams/${team}`, {
      name: 'South',
      kind: 'agents',
      campaigns: [OTHER],
    })
  })

  it('gives nothing to who was switched off meanwhile', async () => {
    const ids = await captured(2)
    const done = await run({ which: chosen(ids), to: { how: 'pool' } })
    await office.central.service('PATCH', `/people/${office.ana.person}`, { active: false })
    expect(await undo(done)).toMatchObject({ moved: 0, kept: [{ why: 'unfit', count: 2 }] })
  })
})

describe('[AS22] who may', () => {
  it('a supervisor of a team gives away what the team has, to the team; nobody else sees what was done', async () => {
    const [hers] = await captured(1, office.nora, {}, OTHER)
    const [others] = await captured(1, office.ana, {}, OTHER)
    const which = chosen([hers!, others!])
    expect(await preview({ which, to: { how: 'pool' } }, office.lea)).toMatchObject({
      moves: 1,
      kept: [{ why: 'changed', leads: [others] }],
    })
    expect(
      await preview({ which: { rule: { owners: [office.ana.person] } }, to: { how: 'pool' } }, office.lea),
    ).toMatchObject({
      total: 0,
    })
    const foreign = await office.lea.api('POST', '/reassignments', {
      id: newId(),
      which,
      to: { how: 'evenly', people: [office.nora.person, office.ben.person] },
    })
    expect(foreign.status).toBe(400)
    expect((await foreign.json()).errors).toEqual([{ pointer: '/to/people/1', detail: expect.any(String) }])
    const done = await run({ which, to: { how: 'pool' } })
    expect((await office.lea.api('GET', `/reassignments/${done.id}`)).status).toBe(404)
    expect((await office.lea.api('POST', `/reassignments/${done.id}/undo`)).status).toBe(404)
    const mine = await run(
      {
        which: { rule: { owners: [null], campaign: OTHER } },
        to: { how: 'person', person: office.nora.person },
      },
      office.lea,
    )
    expect(mine.moved).toBeGreaterThan(0)
    const list = await (await office.lea.api('GET', '/reassignments')).json()
    const ids = list.reassignments.map((r: Reassignment) => r.id)
    expect([ids[0], ids.includes(done.id)]).toEqual([mine.id, false])
    expect(
      (await office.ana.api('POST', '/reassignments/preview', { which, to: { how: 'pool' } })).status,
    ).toBe(403)
  })
})
