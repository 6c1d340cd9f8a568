import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCampaign } from '../../central/store/campaigns.ts'
import { DEFAULT_POLICY } from '../../shared/policy/default-policy.ts'
import type { Person } from '../../shared/sync/protocol.ts'
import fc from '../setup/fc.ts'
import {
  CAMPAIGN,
  newId,
  newPerson,
  PASSWORD,
  type TestCentral,
  type TestDevice,
  testCentral,
  until,
} from './support.ts'

const OTHER = 'autumn'
let central: TestCentral
let north: string
let south: string
let people: Record<'nora' | 'sam' | 'lea' | 'max', Person>
let lea: TestDevice
/** Of every kind of lead that a supervisor of the north meets: whose it is, and its id. */
const leads: Record<'own' | 'others' | 'pool' | 'otherPool', string> = {
  own: newId(),
  others: newId(),
  pool: newId(),
  otherPool: newId(),
}
const SEEN = [leads.own, leads.pool]
const HIDDEN = [leads.others, leads.otherPool]
const sorted = (ids: Iterable<string>) => [...ids].sort()

const makeTeam = async (name: string, campaigns: string[] | null, kind = 'agents') => {
  const answer = await central.service('POST', '/teams', { name, kind, campaigns })
  expect(answer.status, await answer.clone().text()).toBe(201)
  return ((await answer.json()) as { id: string }).id
}

const makePerson = (name: string, role: Person['role'], team: string | null) =>
  newPerson(central.store.db, { name, email: `${name}@example.com`, role, team })

/** A lead of that person, else of the pool of a campaign. */
async function makeLead(id: string, owner: Person | null, campaign = CAMPAIGN, fields: object = {}) {
  const sue = await central.signIn(central.people.sue)
  const { verdicts } = await sue.sync([sue.captured(id, fields, campaign)])
  expect(verdicts).toMatchObject([{ verdict: 'applied' }])
  const [lead] = (await (await central.service('GET', `/leads/${id}`)).json()) ? [id] : []
  const assigned = await central.service('POST', '/assignments', {
    leads: [{ id: lead, version: 1 }],
    to: owner?.id ?? null,
  })
  expect(await assigned.json()).toMatchObject({ conflicts: [] })
}

beforeAll(async () => {
  // When people in London may be called.
  const now = Date.parse('2026-11-24T11:00:00Z')
  central = await testCentral({ now: () => now })
  await createCampaign(central.store.db, { id: OTHER, name: 'Autumn fair', policy: DEFAULT_POLICY })
  north = await makeTeam('North', [CAMPAIGN])
  south = await makeTeam('South', [OTHER])
  people = {
    nora: await makePerson('nora', 'agent', north),
    sam: await makePerson('sam', 'agent', south),
    lea: await makePerson('lea', 'supervisor', north),
    max: await makePerson('max', 'supervisor', south),
  }
  lea = await central.signIn(people.lea)
  // Alike enough to be proposed as one person, each with each.
  const alike = { firstName: 'Ines', lastName: 'Alcantara', company: 'Harbor Works', city: 'London' }
  await makeLead(leads.own, people.nora, CAMPAIGN, { ...alike, phone: '+442079460991' })
  await makeLead(leads.others, people.sam, CAMPAIGN, { ...alike, phone: '+442079460992' })
  await makeLead(leads.pool, null, CAMPAIGN, { ...alike, phone: '+442079460993' })
  await makeLead(leads.otherPool, null, OTHER, { ...alike, phone: '+442079460994' })
})
afterAll(() => central.dispose())

const json = async (answer: Response) => {
  expect(answer.status, await answer.clone().text()).toBe(200)
  return answer.json()
}

describe('what a supervisor of a team sees', () => {
  it('[AU20] leads of the team’s people and of the pools it works, in a page and one by one', async () => {
    const page = await json(await lea.api('GET', '/leads'))
    expect(sorted(page.leads.map((l: { lead: { id: string } }) => l.lead.id))).toEqual(sorted(SEEN))
    expect(page.next).toBeNull()
    // A hidden lead does not even take a place in a page.
    const first = await json(await lea.api('GET', '/leads?limit=1'))
    const second = await json(await lea.api('GET', `/leads?limit=1&cursor=${first.next}`))
    expect(second.next).toBeNull()
    for (const path of ['', '/events', '/duplicates', '/brief.html', '/brief.txt']) {
      for (const id of SEEN) expect((await lea.api('GET', `/leads/${id}${path}`)).status, path).toBe(200)
      const absent = await (await lea.api('GET', `/leads/${newId()}${path}`)).text()
      for (const id of HIDDEN) {
        const answer = await lea.api('GET', `/leads/${id}${path}`)
        expect([answer.status, await answer.text()], path).toEqual([404, absent])
      }
    }
  })

  it('[AU20] queues and counts of the team alone', async () => {
    const { queues } = await json(await lea.api('GET', '/queues'))
    const shown = queues.map((q: { person: Person | null; open: number }) => [q.person?.name ?? null, q.open])
    expect(shown).toEqual([
      ['nora', 1],
      [null, 1],
    ])
  })

  it('[AU20] likely duplicates: pairs that are both theirs', async () => {
    const { duplicates } = await json(await lea.api('GET', '/duplicates'))
    const pairs = duplicates.map((d: { leads: { lead: { id: string } }[] }) =>
      sorted(d.leads.map((l) => l.lead.id)),
    )
    expect(pairs).toEqual([sorted(SEEN)])
    const all = await json(await (await central.signIn(central.people.sue)).api('GET', '/duplicates'))
    expect(all.duplicates.length).toBeGreaterThan(1)
    const own = await json(await lea.api('GET', `/leads/${leads.own}/duplicates`))
    expect(own.duplicates.map((d: { lead: string }) => d.lead)).toEqual([leads.pool])
    const nora = await central.signIn(people.nora)
    const hers = await json(await nora.api('GET', `/leads/${leads.own}/duplicates`))
    expect(hers.duplicates).toMatchObject([{ lead: leads.pool, snapshot: null, name: 'Ines Alcantara' }])
  })

  it('[AU20] breaches on the team’s leads', async () => {
    const { db } = central.store
    const rows = [...SEEN, ...HIDDEN].map((lead, i) => ({
      call: newId(),
      lead,
      actor: 'x',
      number: '+442079460991',
      at: new Date(Date.UTC(2026, 0, i + 1)).toISOString(),
      reasons: JSON.stringify([]),
    }))
    await db.insertInto('contact_breaches').values(rows).execute()
    const { breaches } = await json(await lea.api('GET', '/breaches'))
    expect(sorted(breaches.map((b: { lead: string }) => b.lead))).toEqual(sorted(SEEN))
    const foreign = rows.find((r) => r.lead === leads.others)!.call
    const answer = await lea.api('GET', `/breaches?cursor=${foreign}`)
    const absent = await lea.api('GET', `/breaches?cursor=${newId()}`)
    expect([answer.status, await answer.text()]).toEqual([400, await absent.text()])
  })

  it('[AU20] contact checks of the team’s leads', async () => {
    const check = (lead: string) => lea.api('POST', '/contact-check', { lead, number: '+442079460991' })
    for (const id of SEEN) expect((await check(id)).status).toBe(200)
    for (const id of HIDDEN) expect((await check(id)).status).toBe(404)
  })

  it('[AU36] a campaign that is another team’s is none to ask for, as long as no lead of it is theirs', async () => {
    const span = 'from=2026-11-01&to=2026-12-01'
    const away = await createCampaign(central.store.db, { id: 'away', name: 'Away', policy: DEFAULT_POLICY })
    for (const path of [
      '/leads?',
      '/duplicates?',
      `/reports/flow?${span}&`,
      `/reports/flow.csv?${span}&table=flows&`,
    ]) {
      const foreign = await lea.api('GET', `${path}campaign=${away.id}`)
      const absent = await lea.api('GET', `${path}campaign=none`)
      const said = (await foreign.text()).replaceAll(away.id, 'none')
      expect([foreign.status, said], path).toEqual([404, await absent.text()])
    }
    const held = newId()
    await makeLead(held, people.nora, away.id)
    const page = await json(await lea.api('GET', `/leads?campaign=${away.id}`))
    expect(page.leads).toMatchObject([{ lead: { id: held } }])
    await json(
      await central.service('POST', '/assignments', {
        leads: [{ id: held, version: 2 }],
        to: central.people.ben.id,
      }),
    )
  })

  it('[AU20] campaigns, people and the team that are theirs; of others no address', async () => {
    const { campaigns } = await json(await lea.api('GET', '/campaigns'))
    expect(campaigns.map((c: { id: string }) => c.id)).toEqual([CAMPAIGN])
    const { teams } = await json(await lea.api('GET', '/teams'))
    expect(teams).toMatchObject([{ id: north }])
    const listed = (await json(await lea.api('GET', '/people'))).people as Person[]
    expect(listed.find((p) => p.name === 'nora')!.email).toBe('nora@example.com')
    expect(listed.find((p) => p.name === 'sam')!.email).toBe('')
    expect((await lea.api('POST', '/campaigns', { name: 'Winter' })).status).toBe(403)
  })
})

const NURTURE = JSON.stringify({
  name: 'Later',
  campaigns: null,
  routes: [],
  language: 'en',
  enabled: false,
  from: { name: 'Oak', address: 'oak@example.com' },
  postalAddress: '1 Oak Street',
  links: {},
  hours: { from: 540, to: 1020, weekdaysOnly: true, zone: 'Europe/London' },
  cap: { mails: 1, days: 7 },
  steps: [{ id: 'one', afterMinutes: 0, when: null, content: {} }],
})

describe('what an agent of a team writes', () => {
  it('[AU39] no lead in a campaign that is not theirs, which is told from none by nothing', async () => {
    const sam = await central.signIn(people.sam)
    const { verdicts } = await sam.sync([
      sam.captured(newId(), {}, OTHER),
      sam.captured(newId(), {}, CAMPAIGN),
      sam.captured(newId(), {}, 'nowhere'),
      // Who got a lead out of another campaign takes its responses in, too.
      sam.captured(leads.others, {}, CAMPAIGN),
    ])
    const fault = { kind: 'notFound', message: 'central has no such campaign' }
    expect(verdicts).toMatchObject([
      { verdict: 'applied' },
      { verdict: 'rejected', fault },
      { verdict: 'rejected', fault },
      { verdict: 'applied' },
    ])
  })

  it('[AU39] nothing for a lead of another team, which is told from none by nothing; of their own team’s by the words', async () => {
    const [sam, nora] = [await central.signIn(people.sam), await central.signIn(people.nora)]
    const written = async (by: TestDevice, lead: string) =>
      (await by.sync([by.answered(lead, 'budget', 'none')])).verdicts[0]
    const fault = { kind: 'notFound', message: 'central has no such lead' }
    for (const lead of [leads.own, newId()]) expect(await written(sam, lead)).toMatchObject({ fault })
    expect(await written(nora, leads.pool)).toMatchObject({ fault: { kind: 'notYours' } })
  })

  it('[AU39] merges and captures tell another team’s lead from none by nothing', async () => {
    const sam = await central.signIn(people.sam)
    const merged = (lead: string, other: string) =>
      sam.event({ leadId: lead, type: 'lead.merged', payload: { other, merge: newId() } })
    const said = async (event: unknown) => ({ ...(await sam.sync([event])).verdicts[0]!, id: '' })
    const [none, made] = [newId(), newId()]
    expect(await said(merged(made, leads.own))).toEqual(await said(merged(made, none)))
    expect(await said(merged(leads.own, leads.own))).toEqual(await said(merged(none, none)))
    for (const campaign of [CAMPAIGN, 'nowhere'])
      expect(await said(sam.captured(leads.own, {}, campaign))).toMatchObject({
        fault: { message: 'central has no such campaign' },
      })
  })

  it('[AU23] what waited while they went to another team goes as before, and after some rounds no more', async () => {
    const mia = await makePerson('mia', 'agent', north)
    const desk = await central.signIn(mia)
    await desk.sync()
    await central.service('PATCH', `/people/${mia.id}`, { team: south })
    const lead = newId()
    const { verdicts } = await desk.sync([desk.captured(lead), desk.answered(lead, 'budget', 'none')])
    expect(verdicts).toMatchObject([{ verdict: 'applied' }, { verdict: 'applied' }])
    await desk.sync()
    await desk.sync()
    const later = await desk.sync([desk.captured(newId())])
    expect(later.verdicts).toMatchObject([{ verdict: 'rejected' }])
  })
})

describe('whatever is asked', () => {
  it('[AU20] no route of the API names a lead of another team, or what is known of it', async () => {
    const secret = { phone: '+442079460995', email: 'secret@south.example', companySize: 's1to19' }
    const sam = await central.signIn(people.sam)
    const sold = newId()
    const { companySize, ...address } = secret
    await makeLead(sold, people.sam, CAMPAIGN, address)
    await sam.sync([sam.answered(sold, 'companySize', companySize)])
    await until('it was handed off', async () => {
      const { handOffs } = await json(await central.service('GET', `/leads/${sold}`))
      return handOffs.length > 0
    })
    const handOff = (await json(await central.service('GET', `/leads/${sold}`))).handOffs[0].id
    const nurture = newId()
    await sql`insert into nurture_campaigns (id, version, body, enabled) values (${nurture}, 1, ${NURTURE}, false)`.execute(
      central.store.db,
    )
    await sql`insert into nurture_enrolments (id, nurture_campaign, lead, hand_off, route, state, since, enrolled_at)
      values (${newId()}, ${nurture}, ${sold}, ${handOff}, 'nurture', 'waiting', now(), now())`.execute(
      central.store.db,
    )
    const hidden = [...HIDDEN, sold, handOff]
    const known = [...hidden, secret.email, '2079460992', '2079460994', '2079460995']
    const { paths } = await json(await fetch(`${central.url}/api/v1/openapi.json`))
    const sue = await central.signIn(central.people.sue)
    const all = await (await sue.api('GET', '/leads?limit=1000')).text()
    for (const fact of known) expect(all, 'who sees everything meets it').toContain(fact)
    const reads = Object.keys(paths).filter(
      (path) => paths[path].get?.['x-roles'].includes('supervisor') && path !== '/api/v1/poke',
    )
    expect(reads.length).toBeGreaterThan(20)
    const who = { lea, nora: await central.signIn(people.nora) }
    for (const path of reads)
      for (const id of path.includes('{') ? [...hidden, nurture] : [''])
        for (const [name, desk] of Object.entries(who)) {
          const asked = path.replace('/api/v1', '').replace(/\{[^}]+\}/g, id)
          const said = await (await desk.api('GET', asked)).text()
          for (const fact of known.filter((f) => f !== id))
            expect(said.includes(fact), `${name} at ${asked}: ${fact}`).toBe(false)
        }
  })
})

describe('what a supervisor of a team does', () => {
  it('[AU21] gives the team’s leads to the team’s people, and no others', async () => {
    const give = (id: string, to: string | null, version = 2) =>
      lea.api('POST', '/assignments', { leads: [{ id, version }], to })
    for (const id of [...HIDDEN, newId()])
      expect(await json(await give(id, people.nora.id))).toEqual({
        assigned: [],
        conflicts: [{ id, version: 0, owner: null }],
      })
    const foreign = await give(leads.own, people.sam.id)
    const nobody = await give(leads.own, 'nobody')
    expect([foreign.status, await foreign.text()]).toEqual([400, await nobody.text()])
    expect(await json(await give(leads.pool, people.nora.id))).toMatchObject({ conflicts: [] })
    expect(await json(await give(leads.pool, null, 3))).toMatchObject({ conflicts: [] })
  })

  it('[AU21] merges and writes to the team’s leads, and no others', async () => {
    const desk = await central.signIn(people.lea)
    await desk.sync()
    const [kept, gone] = [newId(), newId()]
    await makeLead(kept, people.nora)
    await makeLead(gone, null)
    const merge = (leadId: string, other: string) =>
      desk.event({ leadId, type: 'lead.merged', payload: { merge: newId(), other } })
    const note = (leadId: string) =>
      desk.event({ leadId, type: 'note.written', payload: { note: newId(), text: 'seen' } })
    const { verdicts } = await desk.sync([
      merge(kept, leads.others),
      merge(leads.others, kept),
      merge(kept, gone),
      note(leads.others),
      note(leads.pool),
    ])
    expect(verdicts.map((v) => v.verdict)).toEqual(['rejected', 'rejected', 'applied', 'rejected', 'applied'])
  })

  it('[AU21] brings leads into the team’s campaigns, and is told of no others', async () => {
    const respond = (campaign: string, email: string) =>
      lea.api('POST', '/responses', { campaign, channel: 'web', label: 'Form', fields: { email } })
    expect((await respond(CAMPAIGN, 'one@north.example')).status).toBe(201)
    const foreign = await respond(OTHER, 'one@north.example')
    const unknown = await respond('nothing', 'one@north.example')
    expect([foreign.status, unknown.status]).toEqual([404, 404])
    const run = (id: string, campaign: string) =>
      fetch(`${central.url}/api/v1/imports/${id}?campaign=${campaign}`, {
        method: 'PUT',
        headers: { authorization: `Bearer ${lea.token}`, 'content-type': 'text/csv' },
        body: 'Email,First Name\ntwo@north.example,Two\n',
      })
    expect((await run('north-1', CAMPAIGN)).status).toBe(200)
    expect((await run('north-2', OTHER)).status).toBe(404)
    expect((await run('north-3', 'brand-new')).status).toBe(404)
    const max = await central.signIn(people.max)
    for (const path of ['/imports/north-1', '/imports/north-1/problems.csv']) {
      expect((await lea.api('GET', path)).status).toBe(200)
      expect((await max.api('GET', path)).status).toBe(404)
    }
    expect((await max.api('DELETE', '/imports/north-1')).status).toBe(404)
  })

  it('[AU21] makes campaigns where its team runs them and none bound it: not for Sales and partners', async () => {
    const make = async (role: Person['role'], team: string | null, name: string) =>
      (await central.signIn(await makePerson(`${role}-${name}`, role, team))).api('POST', '/campaigns', {
        name,
      })
    const free = await makeTeam('Everywhere', null)
    const partner = await makeTeam('Oak and sons', null, 'partner')
    expect((await make('supervisor', free, 'Ours')).status).toBe(201)
    expect((await make('supervisor', partner, 'Theirs')).status).toBe(403)
    expect((await make('supervisor', null, 'Everybody’s')).status).toBe(201)
  })

  it('[AU20] what is counted of a campaign is of leads that are theirs: how far a policy is, and what it is fitted to', async () => {
    const everybodys = await json(await central.service('GET', `/campaigns/${CAMPAIGN}/policy/progress`))
    const theirs = await json(await lea.api('GET', `/campaigns/${CAMPAIGN}/policy/progress`))
    const page = await json(await lea.api('GET', `/leads?campaign=${CAMPAIGN}&stage=open&limit=200`))
    expect([theirs.leads, everybodys.leads > theirs.leads]).toEqual([page.leads.length, true])
    const sue = await central.signIn(central.people.sue)
    for (const id of [leads.own, leads.others]) await sue.sync([sue.answered(id, 'need', 'urgent')])
    const most = async (answer: Response) =>
      JSON.stringify(await json(answer)).match(/most there are to one is (\d+)/)?.[1]
    const path = `/campaigns/${CAMPAIGN}/fit`
    expect(await most(await central.service('POST', path))).toBe('2')
    expect(await most(await lea.api('POST', path))).toBe('1')
  })

  it('[AU22] agents claim from the pools of their team', async () => {
    const max = newId()
    await makeLead(max, null, OTHER)
    const sam = await central.signIn(people.sam)
    for (;;) {
      const { lead } = await json(await sam.api('POST', '/pool/claim'))
      if (lead === null) break
      expect(lead.lead.campaign).toBe(OTHER)
    }
    const left = await json(await central.service('GET', '/leads?owner=pool&stage=open'))
    const campaigns = left.leads.map((l: { lead: { campaign: string } }) => l.lead.campaign)
    expect(new Set(campaigns)).toEqual(new Set([CAMPAIGN]))
  })
})

describe('the desk of a supervisor of a team', () => {
  /** What a desk holds after a round, from what it held before. */
  async function pull(desk: TestDevice, held: Set<string>): Promise<Set<string>> {
    const { epoch } = desk
    for (let more = true; more; ) {
      const page = await desk.sync()
      more = page.more
      if (epoch !== null && page.epoch !== epoch && desk.epoch !== epoch) held = new Set()
      for (const { lead } of page.changes.leads) held.add(lead.id)
      for (const { id } of page.changes.removed) {
        expect(held, 'nothing is removed that was not there').toContain(id)
        held.delete(id)
      }
    }
    return held
  }
  const expected = async (person: Person) => {
    const page = await json(await (await central.signIn(person)).api('GET', '/leads?limit=1000'))
    return sorted(page.leads.flatMap((l: { parts: string[] }) => l.parts))
  }
  const put = async (team: string, name: string, campaigns: string[] | null) =>
    json(await central.service('PUT', `/teams/${team}`, { name, kind: 'agents', campaigns }))
  const move = async (person: Person, team: string | null) =>
    json(await central.service('PATCH', `/people/${person.id}`, { team }))
  const give = async (lead: string, to: Person | null) => {
    const { version } = await json(await central.service('GET', `/leads/${lead}`))
    await central.service('POST', '/assignments', { leads: [{ id: lead, version }], to: to?.id ?? null })
  }

  it('[AU23] holds the team’s leads after whatever changes owners, people or campaigns', async () => {
    const ids = [leads.own, leads.others, leads.pool, leads.otherPool]
    const owner = fc.constantFrom<(Person | null)[]>(people.nora, people.sam, null)
    const step = fc.oneof(
      fc.record({ give: fc.constantFrom(...ids), to: owner }),
      fc.record({
        move: fc.constantFrom(people.nora, people.sam),
        team: fc.constantFrom(north, south, null),
      }),
      fc.record({
        campaigns: fc.constantFrom<string[] | null>([CAMPAIGN], [OTHER], [CAMPAIGN, OTHER], [], null),
      }),
      fc.constant('pull' as const),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 8 }), async (steps) => {
        const desk = await central.signIn(people.lea)
        let held = await pull(desk, new Set())
        for (const s of steps) {
          if (s === 'pull') held = await pull(desk, held)
          else if ('give' in s) await give(s.give, s.to)
          else if ('move' in s) await move(s.move, s.team)
          else await put(north, 'North', s.campaigns)
        }
        held = await pull(desk, held)
        expect(sorted(held)).toEqual(await expected(people.lea))
      }),
      {
        numRuns: 8,
        examples: [[[{ campaigns: [OTHER] }, 'pull', { give: leads.otherPool, to: people.nora }]]],
      },
    )
    await move(people.nora, north)
    await move(people.sam, south)
    await put(north, 'North', [CAMPAIGN])
  })

  it('[AU23] is a new view with another team or role, and an agent’s and a receiver’s are their own', async () => {
    const desk = await central.signIn(people.lea)
    const held = await pull(desk, new Set())
    expect(sorted(held)).toEqual(await expected(people.lea))
    await move(people.lea, null)
    const all = await pull(desk, held)
    for (const id of HIDDEN) expect(all).toContain(id)
    await move(people.lea, north)
    expect(sorted(await pull(desk, all))).toEqual(await expected(people.lea))

    const partner = await makeTeam('Harbor', null, 'partner')
    const ines = await makePerson('ines', 'inbox', partner)
    const hers = await (await central.signIn(ines)).sync()
    expect(hers.changes).toMatchObject({ leads: [], removed: [] })
    expect(hers.changes.teams).toContainEqual({ id: partner, name: 'Harbor', kind: 'partner', active: true })
    const written = await central.signIn(ines)
    const { verdicts } = await written.sync([written.captured(newId())])
    expect(verdicts).toMatchObject([{ verdict: 'rejected', fault: { kind: 'notYours' } }])
  })
})

describe('teams', () => {
  it('[AU24] have a name of their own, campaigns that are there, and people of their kind', async () => {
    const { service } = central
    const team = { name: 'West', kind: 'sales', campaigns: null }
    const west = await makeTeam('West', null, 'sales')
    const refused = async (answer: Promise<Response>, status: number, pointer: string) => {
      const body = await (await answer).json()
      expect(body).toMatchObject({ status, errors: [{ pointer }] })
    }
    await refused(service('POST', '/teams', { ...team, name: 'west' }), 409, '/name')
    await refused(
      service('POST', '/teams', { ...team, name: 'East', campaigns: ['none'] }),
      400,
      '/campaigns/0',
    )
    const person = { name: 'Uma', email: 'uma@example.com', password: PASSWORD }
    for (const [role, of] of [
      ['agent', west],
      ['inbox', null],
      ['inbox', north],
      ['administrator', west],
      ['agent', 'nothing'],
    ])
      await refused(service('POST', '/people', { ...person, role, team: of }), 400, '/team')
    const uma = await service('POST', '/people', { ...person, role: 'inbox', team: west })
    expect(uma.status).toBe(201)
    const { id } = await uma.json()
    await refused(service('PATCH', `/people/${id}`, { role: 'agent' }), 400, '/team')
    await refused(service('PUT', `/teams/${west}`, { ...team, kind: 'partner' }), 409, '/kind')
    expect((await service('DELETE', `/teams/${west}`)).status).toBe(409)
    expect((await service('PATCH', `/people/${id}`, { role: 'agent', team: null })).status).toBe(200)
    expect((await service('DELETE', `/teams/${west}`)).status).toBe(204)
    expect((await service('DELETE', `/teams/${west}`)).status).toBe(404)
    expect((await service('PUT', `/teams/${west}`, team)).status).toBe(404)
    const { changes } = await (await central.signIn(central.people.ana)).sync()
    expect(changes.teams).toContainEqual({ id: west, name: 'West', kind: 'sales', active: false })
    await makeTeam('West', null, 'sales')
  })
})
