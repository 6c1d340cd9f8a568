import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Candidate, pick } from '../../central/distribution/pick.ts'
import type { DealRule, Distribution } from '../../shared/api/distribution.ts'
import type { Person } from '../../shared/sync/protocol.ts'
import fc from '../setup/fc.ts'
import { handOff } from './channels/handing.ts'
import { CAMPAIGN, newId, newPerson, type TestCentral, type TestDevice, testCentral } from './support.ts'

/** A Tuesday, eleven in London. */
const NOW = Date.parse('2026-11-24T11:00:00Z')
const OFFICE = {
  zone: 'Europe/London',
  week: Object.fromEntries(['1', '2', '3', '4', '5'].map((day) => [day, [[540, 1020]]])),
  holidays: null,
  absences: [],
}

describe('[DI4] who is picked', () => {
  const PEOPLE = ['a', 'b', 'c', 'd', 'e']
  /** Deals once for each set of who is there; who got each. */
  const dealings = (sets: readonly (readonly string[])[]) => {
    const turns = new Map<string, number>()
    return sets.map((there, i) => {
      const candidates: Candidate[] = there.map((id) => ({
        id,
        worksFrom: '2026-11-24T11:00:00.000Z',
        load: 0,
        capacity: null,
        turn: turns.get(id) ?? 0,
      }))
      const found = pick('roundRobin', candidates)!.id
      turns.set(found, i + 1)
      return found
    })
  }
  const sets = fc.array(fc.subarray(PEOPLE, { minLength: 1 }), { minLength: 1, maxLength: 60 })

  it('round robin starves nobody: whoever is there five times of five people gets one, whatever the others’ absences', () => {
    fc.assert(
      fc.property(sets, (all) => {
        const got = dealings(all)
        for (const person of PEOPLE) {
          let waited = 0
          for (const [i, there] of all.entries()) {
            if (got[i] === person) waited = 0
            else if (there.includes(person)) waited += 1
            expect(waited).toBeLessThan(PEOPLE.length)
          }
        }
      }),
    )
  })

  it('round robin never gives one of two equals more than one ahead, at any time', () => {
    fc.assert(
      fc.property(sets, (all) => {
        // 'a' and 'b' come and go together; the others as they like.
        const twins = all.map((there) =>
          there.includes('a') ? [...new Set([...there, 'b'])] : there.filter((id) => id !== 'b'),
        )
        const got = dealings(twins.filter((there) => there.length > 0))
        let ahead = 0
        for (const one of got) {
          ahead += one === 'a' ? 1 : one === 'b' ? -1 : 0
          expect(Math.abs(ahead)).toBeLessThanOrEqual(1)
        }
      }),
    )
  })

  it('least loaded is the one with the least to do who has room; nobody without', () => {
    const someone = (id: string, load: number, capacity: number | null) =>
      ({ id, load, capacity, turn: 0, worksFrom: '2026-11-24T11:00:00.000Z' }) satisfies Candidate
    expect(pick('leastLoaded', [someone('a', 3, null), someone('b', 1, 1), someone('c', 2, 5)])?.id).toBe('c')
    expect(pick('leastLoaded', [someone('b', 1, 1)])).toBeNull()
  })
})

describe('dealing', () => {
  let central: TestCentral
  let sue: TestDevice
  let team: string
  let people: Record<'rita' | 'rob' | 'ray', Person>

  beforeAll(async () => {
    central = await testCentral({ now: () => NOW })
    const made = await central.service('POST', '/teams', { name: 'Sales', kind: 'sales', campaigns: null })
    team = ((await made.json()) as { id: string }).id
    const make = (name: string) =>
      newPerson(central.store.db, {
        name,
        email: `${name}@example.com`,
        role: 'inbox',
        team,
      })
    people = { rita: await make('rita'), rob: await make('rob'), ray: await make('ray') }
    sue = await central.signIn(central.people.sue)
  })
  afterAll(() => central.dispose())
  beforeEach(async () => {
    for (const id of ['sales', 'sales@spring', 'callCenter'])
      await central.service('DELETE', `/distribution/${id}`)
    for (const person of Object.values(people)) await receiver(person, { calendar: null, capacity: null })
  })

  const put = async (id: string, rules: object[], version?: number) =>
    central.service('PUT', `/distribution/${id}`, { rules, ...(version === undefined ? {} : { version }) })
  const receiver = async (person: Person, body: object) => {
    const answer = await central.service('PUT', `/people/${person.id}/receiver`, body)
    expect(answer.status, await answer.clone().text()).toBe(200)
  }
  const rule = (more: Partial<DealRule>): object => ({
    name: 'all',
    when: { all: [] },
    to: { team },
    by: 'roundRobin',
    ...more,
  })
  const dealtTo = async (lead: string) => {
    const rows = await central.store.db
      .selectFrom('hand_offs')
      .select(['team', 'owner', 'dealt_by'])
      .where('lead', '=', lead)
      .orderBy('at')
      .orderBy('id')
      .execute()
    return rows.at(-1)!
  }
  const owners = async (leads: string[]) => {
    const found = await Promise.all(leads.map(dealtTo))
    return found.map((f) => Object.values(people).find((p) => p.id === f.owner)?.name ?? f.owner)
  }

  it('[DI1] rules are refused with pointers where they cannot be, and kept with a version', async () => {
    const bad = await put('sales', [
      rule({ name: 'one', when: { field: 'nothing', in: ['x'] } }),
      rule({
        name: 'one',
        when: { field: 'timeline', in: ['soon'] },
        to: { people: ['nobody'] },
        by: 'inbox',
      }),
      rule({ name: 'two', to: { team: 'none' } }),
    ])
    expect(bad.status).toBe(400)
    const { errors } = (await bad.json()) as { errors: { pointer: string }[] }
    expect(errors.map((e) => e.pointer)).toEqual([
      '/rules/0/when/field',
      '/rules/1/name',
      '/rules/1/when/in/0',
      '/rules/1/by',
      '/rules/1/to/people/0',
      '/rules/2/to/team',
    ])
    expect((await put('nothing', [])).status).toBe(404)
    expect((await put('sales@nowhere', [])).status).toBe(404)
    expect(((await (await put('sales', [rule({})], 0)).json()) as Distribution).version).toBe(1)
    expect((await put('sales', [], 0)).status).toBe(409)
  })

  it('[DI2] [DI9] the first rule that holds deals, by any field; an open field holds for nothing; a campaign’s own rules come first', async () => {
    const { rita, rob, ray } = people
    await put('sales', [
      rule({
        name: 'not in Britain',
        when: { not: { field: 'country', in: ['GB'] } },
        to: { people: [ray.id] },
      }),
      rule({ name: 'Britain', when: { field: 'country', in: ['gb'] }, to: { people: [rob.id] } }),
      rule({ name: 'rest', to: { people: [rita.id] } }),
    ])
    const lead = async (fields: object) => {
      const id = newId()
      const routed = { route: 'hot', reason: 'asked for a quote' }
      await sue.sync([
        sue.captured(id, fields),
        sue.event({ leadId: id, type: 'route.set', payload: routed }),
      ])
      return dealtTo(id)
    }
    expect(await lead({ country: 'GB' })).toEqual({ team, owner: rob.id, dealt_by: 'Britain' })
    expect(await lead({ country: 'FR' })).toEqual({ team, owner: ray.id, dealt_by: 'not in Britain' })
    expect(await lead({})).toEqual({ team, owner: rita.id, dealt_by: 'rest' })
    await put('sales@spring', [rule({ name: 'spring', by: 'inbox' })])
    expect(await lead({ country: 'GB' })).toEqual({ team, owner: null, dealt_by: 'spring' })
    await put('sales@spring', [])
    expect(await lead({ country: 'GB' })).toEqual({ team, owner: null, dealt_by: null })
  })

  it('[DI3] who is off hours or absent is passed over, unless nobody works: then it is whoever works next', async () => {
    await put('sales', [rule({})])
    await receiver(people.rita, { calendar: { ...OFFICE, zone: 'America/New_York' }, capacity: null })
    const away = [{ from: '2026-11-23T00:00:00Z', to: '2026-11-26T00:00:00Z' }]
    await receiver(people.rob, { calendar: { ...OFFICE, absences: away }, capacity: null })
    await receiver(people.ray, { calendar: OFFICE, capacity: null })
    expect(await owners(await handOff(sue, 'hot', 3))).toEqual(['ray', 'ray', 'ray'])
    await receiver(people.ray, { calendar: { ...OFFICE, absences: away }, capacity: null })
    expect(await owners(await handOff(sue, 'hot', 2))).toEqual(['rita', 'rita'])
  })

  it('[DI6] a lead that one of the channel had goes back to them, merged ones too, unless they are switched off', async () => {
    await put('sales', [rule({ to: { people: [people.rob.id] } })])
    const [first, second] = await handOff(sue, 'hot', 2)
    expect(await owners([first!, second!])).toEqual(['rob', 'rob'])
    await put('sales', [rule({ to: { people: [people.ray.id] } })])
    const again = async (lead: string) => {
      const { id, version } = await central.store.db
        .selectFrom('hand_offs')
        .select(['id', 'version'])
        .where('lead', '=', lead)
        .orderBy('at', 'desc')
        .orderBy('id', 'desc')
        .executeTakeFirstOrThrow()
      const back = { version, reason: 'unreachable', note: '' }
      expect((await central.service('POST', `/hand-offs/${id}/return`, back)).status).toBe(200)
      const routed = { route: 'hot', reason: 'asked for a quote again' }
      await sue.sync([
        sue.answered(lead, 'need', 'urgent'),
        sue.event({ leadId: lead, type: 'route.set', payload: routed }),
      ])
      return owners([lead])
    }
    expect(await again(first!)).toEqual(['rob'])
    await central.service('PATCH', `/people/${people.rob.id}`, { active: false })
    expect(await again(second!)).toEqual(['ray'])
    await central.service('PATCH', `/people/${people.rob.id}`, { active: true })
  })

  it('[DI5] nobody gets more than they can have; what nobody has room for lies in the common inbox', async () => {
    await put('sales', [rule({ name: 'capped', by: 'leastLoaded' })])
    const load = async (person: Person) =>
      (
        await central.store.db
          .selectFrom('hand_offs')
          .select('id')
          .where('owner', '=', person.id)
          .where('state', 'in', ['waiting', 'delivered', 'accepted'])
          .execute()
      ).length
    for (const person of Object.values(people))
      await receiver(person, { calendar: null, capacity: (await load(person)) + 1 })
    const leads = await handOff(sue, 'hot', 5)
    const got = await owners(leads)
    expect(got.filter((o) => o !== null).sort()).toEqual(['ray', 'rita', 'rob'])
    expect(await dealtTo(leads[got.indexOf(null)]!)).toEqual({ team, owner: null, dealt_by: 'capped' })
  })

  it('[DI10] nothing is dealt to who could not see it: agents, and people of another channel', async () => {
    const named = { name: 'Harbor', kind: 'partner', campaigns: null }
    const { id: harbor } = await (await central.service('POST', '/teams', named)).json()
    const of = { role: 'inbox', team: harbor } as const
    const pam = await newPerson(central.store.db, { name: 'pam', email: 'pam@example.com', ...of })
    const people = [pam.id, central.people.ana.id]
    const bad = await put('sales', [
      rule({ name: 'team', to: { team: harbor } }),
      rule({ name: 'people', to: { people } }),
    ])
    expect(((await bad.json()) as { errors: object[] }).errors).toMatchObject([
      { pointer: '/rules/0/to/team' },
      { pointer: '/rules/1/to/people/0' },
      { pointer: '/rules/1/to/people/1' },
    ])
    const max = await newPerson(central.store.db, { ...of, name: 'max', email: 'max@example.com', team })
    expect((await put('sales', [rule({ name: 'max', to: { people: [max.id] } })])).status).toBe(200)
    expect(await owners(await handOff(sue, 'hot'))).toEqual(['max'].map(() => max.id))
    await central.service('PATCH', `/people/${max.id}`, { team: harbor })
    const [lead] = await handOff(sue, 'hot')
    expect(await dealtTo(lead!)).toEqual({ team, owner: null, dealt_by: 'max' })
  })

  it('[AU24] a team that rules deal to, or that has something open, is not taken away', async () => {
    const named = { name: 'Coast', kind: 'sales', campaigns: [] }
    const { id } = await (await central.service('POST', '/teams', named)).json()
    const remove = async () => (await central.service('DELETE', `/teams/${id}`)).status
    await put('sales', [rule({ name: 'coast', to: { team: id }, by: 'inbox' })])
    expect(await remove()).toBe(409)
    const [lead] = await handOff(sue, 'hot')
    await central.service('DELETE', '/distribution/sales')
    expect(await remove()).toBe(409)
    await central.store.db.updateTable('hand_offs').set({ state: 'lost' }).where('lead', '=', lead!).execute()
    expect(await remove()).toBe(204)
  })

  it('[DI4] many at once, over several connections, are dealt evenly', async () => {
    await put('sales', [rule({ name: 'even' })])
    const batches = await Promise.all(Array.from({ length: 12 }, () => handOff(sue, 'hot', 1)))
    const got = await owners(batches.flat())
    for (const name of Object.keys(people)) expect(got.filter((o) => o === name)).toHaveLength(4)
  })

  it('[DI7] new leads of the call center are dealt to agents, with the rule’s name in the assignment; without rules they wait in the pool', async () => {
    const { ana, ben } = central.people
    const respond = async (country: string) => {
      const fields = {
        lastName: `Person ${newId()}`,
        phone: `+3314018${String(Math.random()).slice(2, 6)}`,
        country,
      }
      const body = { campaign: CAMPAIGN, channel: 'web', label: 'Form', fields }
      const answer = await central.service('POST', '/responses', body)
      const { lead } = (await answer.json()) as { lead: string }
      const query = central.store.db
        .selectFrom('assignments')
        .select(['owner', 'reason'])
        .where('lead', '=', lead)
      return query.executeTakeFirst()
    }
    expect((await respond('FR'))?.owner ?? null).toBeNull()
    await put('callCenter', [
      rule({ name: 'French', when: { field: 'country', in: ['FR'] }, to: { people: [ana.id, ben.id] } }),
    ])
    const two = [await respond('FR'), await respond('FR')]
    expect(two.map((a) => a?.owner).sort()).toEqual([ana.id, ben.id].sort())
    expect(two.map((a) => a?.reason)).toEqual(['dealt: French', 'dealt: French'])
    expect((await respond('DE'))?.owner ?? null).toBeNull()
  })

  it('[DI8] of themselves people say when they are away, and no more; supervisors everything of their team', async () => {
    const rob = await central.signIn(people.rob)
    const path = `/people/${people.rob.id}/receiver`
    const away = [{ from: '2026-12-01T00:00:00Z', to: '2026-12-02T00:00:00Z' }]
    const whole = Object.fromEntries(['1', '2', '3', '4', '5', '6', '7'].map((day) => [day, [[0, 1440]]]))
    const always = { zone: 'UTC', week: whole, holidays: null, absences: away }
    expect((await rob.api('PUT', path, { calendar: always, capacity: null })).status).toBe(200)
    expect(
      (await rob.api('PUT', path, { calendar: { ...OFFICE, absences: away }, capacity: null })).status,
    ).toBe(403)
    expect((await rob.api('PUT', path, { calendar: always, capacity: 0 })).status).toBe(403)
    expect((await rob.api('GET', `/people/${people.ray.id}/receiver`)).status).toBe(403)
    expect((await sue.api('PUT', path, { calendar: OFFICE, capacity: 3 })).status).toBe(200)
    expect(await (await rob.api('GET', path)).json()).toEqual({ calendar: OFFICE, capacity: 3 })
    const bad = await sue.api('PUT', path, { calendar: { ...OFFICE, zone: 'Nowhere' }, capacity: 3 })
    expect(await bad.json()).toMatchObject({ errors: [{ pointer: '/calendar/zone' }] })
  })
})
