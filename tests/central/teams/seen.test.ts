import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { createCampaign } from '../../../central/store/campaigns.ts'
import { DEFAULT_POLICY } from '../../../shared/policy/default-policy.ts'
import type { Person } from '../../../shared/sync/protocol.ts'
import { CAMPAIGN, newId, type TestDevice, until } from '../support.ts'
import { OTHER, twoTeams } from './two-teams.ts'

const office = twoTeams()
const { leads, SEEN, HIDDEN, sorted, makePerson, makeLead, json } = office

describe('what a supervisor of a team sees', () => {
  it('[AU20] leads of the team’s people and of the pools it works, in a page and one by one', async () => {
    const page = await json(await office.lea.api('GET', '/leads'))
    expect(sorted(page.leads.map((l: { lead: { id: string } }) => l.lead.id))).toEqual(sorted(SEEN))
    expect(page.next).toBeNull()
    // A hidden lead does not even take a place in a page.
    const first = await json(await office.lea.api('GET', '/leads?limit=1'))
    const second = await json(await office.lea.api('GET', `/leads?limit=1&cursor=${first.next}`))
    expect(second.next).toBeNull()
    for (const path of ['', '/events', '/duplicates', '/brief.html', '/brief.txt']) {
      for (const id of SEEN)
        expect((await office.lea.api('GET', `/leads/${id}${path}`)).status, path).toBe(200)
      const absent = await (await office.lea.api('GET', `/leads/${newId()}${path}`)).text()
      for (const id of HIDDEN) {
        const answer = await office.lea.api('GET', `/leads/${id}${path}`)
        expect([answer.status, await answer.text()], path).toEqual([404, absent])
      }
    }
  })

  it('[AU20] queues and counts of the team alone', async () => {
    const { queues } = await json(await office.lea.api('GET', '/queues'))
    const shown = queues.map((q: { person: Person | null; open: number }) => [q.person?.name ?? null, q.open])
    expect(shown).toEqual([
      ['nora', 1],
      [null, 1],
    ])
  })

  it('[AU20] likely duplicates: pairs that are both theirs', async () => {
    const { duplicates } = await json(await office.lea.api('GET', '/duplicates'))
    const pairs = duplicates.map((d: { leads: { lead: { id: string } }[] }) =>
      sorted(d.leads.map((l) => l.lead.id)),
    )
    expect(pairs).toEqual([sorted(SEEN)])
    const all = await json(
      await (await office.central.signIn(office.central.people.sue)).api('GET', '/duplicates'),
    )
    expect(all.duplicates.length).toBeGreaterThan(1)
    const own = await json(await office.lea.api('GET', `/leads/${leads.own}/duplicates`))
    expect(own.duplicates.map((d: { lead: string }) => d.lead)).toEqual([leads.pool])
    const nora = await office.central.signIn(office.people.nora)
    const hers = await json(await nora.api('GET', `/leads/${leads.own}/duplicates`))
    expect(hers.duplicates).toMatchObject([{ lead: leads.pool, snapshot: null, name: 'Ines Alcantara' }])
  })

  it('[AU20] breaches on the team’s leads', async () => {
    const { db } = office.central.store
    const rows = [...SEEN, ...HIDDEN].map((lead, i) => ({
      call: newId(),
      lead,
      actor: 'x',
      number: '+442079460991',
      at: new Date(Date.UTC(2026, 0, i + 1)).toISOString(),
      reasons: JSON.stringify([]),
    }))
    await db.insertInto('contact_breaches').values(rows).execute()
    const { breaches } = await json(await office.lea.api('GET', '/breaches'))
    expect(sorted(breaches.map((b: { lead: string }) => b.lead))).toEqual(sorted(SEEN))
    const foreign = rows.find((r) => r.lead === leads.others)!.call
    const answer = await office.lea.api('GET', `/breaches?cursor=${foreign}`)
    const absent = await office.lea.api('GET', `/breaches?cursor=${newId()}`)
    expect([answer.status, await answer.text()]).toEqual([400, await absent.text()])
  })

  it('[AU20] contact checks of the team’s leads', async () => {
    const check = (lead: string) =>
      office.lea.api('POST', '/contact-check', { lead, number: '+442079460991' })
    for (const id of SEEN) expect((await check(id)).status).toBe(200)
    for (const id of HIDDEN) expect((await check(id)).status).toBe(404)
  })

  it('[AU36] a campaign that is another team’s is none to ask for, as long as no lead of it is theirs', async () => {
    const span = 'from=2026-11-01&to=2026-12-01'
    const away = await createCampaign(office.central.store.db, {
      id: 'away',
      name: 'Away',
      policy: DEFAULT_POLICY,
    })
    for (const path of [
      '/leads?',
      '/duplicates?',
      `/reports/flow?${span}&`,
      `/reports/flow.csv?${span}&table=flows&`,
    ]) {
      const foreign = await office.lea.api('GET', `${path}campaign=${away.id}`)
      const absent = await office.lea.api('GET', `${path}campaign=none`)
      const said = (await foreign.text()).replaceAll(away.id, 'none')
      expect([foreign.status, said], path).toEqual([404, await absent.text()])
    }
    const held = newId()
    await makeLead(held, office.people.nora, away.id)
    const page = await json(await office.lea.api('GET', `/leads?campaign=${away.id}`))
    expect(page.leads).toMatchObject([{ lead: { id: held } }])
    await json(
      await office.central.service('POST', '/assignments', {
        leads: [{ id: held, version: 2 }],
        to: office.central.people.ben.id,
      }),
    )
  })

  it('[AU20] campaigns, people and the team that are theirs; of others no address', async () => {
    const { campaigns } = await json(await office.lea.api('GET', '/campaigns'))
    expect(campaigns.map((c: { id: string }) => c.id)).toEqual([CAMPAIGN])
    const { teams } = await json(await office.lea.api('GET', '/teams'))
    expect(teams).toMatchObject([{ id: office.north }])
    const listed = (await json(await office.lea.api('GET', '/people'))).people as Person[]
    expect(listed.find((p) => p.name === 'nora')!.email).toBe('nora@example.com')
    expect(listed.find((p) => p.name === 'sam')!.email).toBe('')
    expect((await office.lea.api('POST', '/campaigns', { name: 'Winter' })).status).toBe(403)
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
    const sam = await office.central.signIn(office.people.sam)
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
    const [sam, nora] = [
      await office.central.signIn(office.people.sam),
      await office.central.signIn(office.people.nora),
    ]
    const written = async (by: TestDevice, lead: string) =>
      (await by.sync([by.answered(lead, 'budget', 'none')])).verdicts[0]
    const fault = { kind: 'notFound', message: 'central has no such lead' }
    for (const lead of [leads.own, newId()]) expect(await written(sam, lead)).toMatchObject({ fault })
    expect(await written(nora, leads.pool)).toMatchObject({ fault: { kind: 'notYours' } })
  })

  it('[AU39] merges and captures tell another team’s lead from none by nothing', async () => {
    const sam = await office.central.signIn(office.people.sam)
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
    const mia = await makePerson('mia', 'agent', office.north)
    const desk = await office.central.signIn(mia)
    await desk.sync()
    await office.central.service('PATCH', `/people/${mia.id}`, { team: office.south })
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
    const secret = { phone: '+442079460995', email: 'secret@office.south.example', companySize: 's1to19' }
    const sam = await office.central.signIn(office.people.sam)
    const sold = newId()
    const { companySize, ...address } = secret
    await makeLead(sold, office.people.sam, CAMPAIGN, address)
    await sam.sync([sam.answered(sold, 'companySize', companySize)])
    await until('it was handed off', async () => {
      const { handOffs } = await json(await office.central.service('GET', `/leads/${sold}`))
      return handOffs.length > 0
    })
    const handOff = (await json(await office.central.service('GET', `/leads/${sold}`))).handOffs[0].id
    const nurture = newId()
    await sql`insert into nurture_campaigns (id, version, body, enabled) values (${nurture}, 1, ${NURTURE}, false)`.execute(
      office.central.store.db,
    )
    await sql`insert into nurture_enrolments (id, nurture_campaign, lead, hand_off, route, state, since, enrolled_at)
      values (${newId()}, ${nurture}, ${sold}, ${handOff}, 'nurture', 'waiting', now(), now())`.execute(
      office.central.store.db,
    )
    const hidden = [...HIDDEN, sold, handOff]
    const known = [...hidden, secret.email, '2079460992', '2079460994', '2079460995']
    const { paths } = await json(await fetch(`${office.central.url}/api/v1/openapi.json`))
    const sue = await office.central.signIn(office.central.people.sue)
    const all = await (await sue.api('GET', '/leads?limit=1000')).text()
    for (const fact of known) expect(all, 'who sees everything meets it').toContain(fact)
    const reads = Object.keys(paths).filter(
      (path) => paths[path].get?.['x-roles'].includes('supervisor') && path !== '/api/v1/poke',
    )
    expect(reads.length).toBeGreaterThan(20)
    const who = { lea: office.lea, nora: await office.central.signIn(office.people.nora) }
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
