import { describe, expect, it } from 'vitest'
import type { Person } from '../../../shared/sync/protocol.ts'
import { CAMPAIGN, newId, PASSWORD } from '../support.ts'
import { OTHER, twoTeams } from './two-teams.ts'

const office = twoTeams()
const { leads, HIDDEN, makeTeam, makePerson, makeLead, json } = office

describe('what a supervisor of a team does', () => {
  it('[AU21] gives the team’s leads to the team’s office.people, and no others', async () => {
    const give = (id: string, to: string | null, version = 2) =>
      office.lea.api('POST', '/assignments', { leads: [{ id, version }], to })
    for (const id of [...HIDDEN, newId()])
      expect(await json(await give(id, office.people.nora.id))).toEqual({
        assigned: [],
        conflicts: [{ id, version: 0, owner: null }],
      })
    const foreign = await give(leads.own, office.people.sam.id)
    const nobody = await give(leads.own, 'nobody')
    expect([foreign.status, await foreign.text()]).toEqual([400, await nobody.text()])
    expect(await json(await give(leads.pool, office.people.nora.id))).toMatchObject({ conflicts: [] })
    expect(await json(await give(leads.pool, null, 3))).toMatchObject({ conflicts: [] })
  })

  it('[AU21] merges and writes to the team’s leads, and no others', async () => {
    const desk = await office.central.signIn(office.people.lea)
    await desk.sync()
    const [kept, gone] = [newId(), newId()]
    await makeLead(kept, office.people.nora)
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
      office.lea.api('POST', '/responses', { campaign, channel: 'web', label: 'Form', fields: { email } })
    expect((await respond(CAMPAIGN, 'one@office.north.example')).status).toBe(201)
    const foreign = await respond(OTHER, 'one@office.north.example')
    const unknown = await respond('nothing', 'one@office.north.example')
    expect([foreign.status, unknown.status]).toEqual([404, 404])
    const run = (id: string, campaign: string) =>
      fetch(`${office.central.url}/api/v1/imports/${id}?campaign=${campaign}`, {
        method: 'PUT',
        headers: { authorization: `Bearer ${office.lea.token}`, 'content-type': 'text/csv' },
        body: 'Email,First Name\ntwo@office.north.example,Two\n',
      })
    expect((await run('north-1', CAMPAIGN)).status).toBe(200)
    expect((await run('north-2', OTHER)).status).toBe(404)
    expect((await run('north-3', 'brand-new')).status).toBe(404)
    const max = await office.central.signIn(office.people.max)
    for (const path of ['/imports/north-1', '/imports/north-1/problems.csv']) {
      expect((await office.lea.api('GET', path)).status).toBe(200)
      expect((await max.api('GET', path)).status).toBe(404)
    }
    expect((await max.api('DELETE', '/imports/north-1')).status).toBe(404)
  })

  it('[AU21] makes campaigns where its team runs them and none bound it: not for Sales and partners', async () => {
    const make = async (role: Person['role'], team: string | null, name: string) =>
      (await office.central.signIn(await makePerson(`${role}-${name}`, role, team))).api(
        'POST',
        '/campaigns',
        {
          name,
        },
      )
    const free = await makeTeam('Everywhere', null)
    const partner = await makeTeam('Oak and sons', null, 'partner')
    expect((await make('supervisor', free, 'Ours')).status).toBe(201)
    expect((await make('supervisor', partner, 'Theirs')).status).toBe(403)
    expect((await make('supervisor', null, 'Everybody’s')).status).toBe(201)
  })

  it('[AU20] what is counted of a campaign is of leads that are theirs: how far a policy is, and what it is fitted to', async () => {
    const everybodys = await json(
      await office.central.service('GET', `/campaigns/${CAMPAIGN}/policy/progress`),
    )
    const theirs = await json(await office.lea.api('GET', `/campaigns/${CAMPAIGN}/policy/progress`))
    const page = await json(await office.lea.api('GET', `/leads?campaign=${CAMPAIGN}&stage=open&limit=200`))
    expect([theirs.leads, everybodys.leads > theirs.leads]).toEqual([page.leads.length, true])
    const sue = await office.central.signIn(office.central.people.sue)
    for (const id of [leads.own, leads.others]) await sue.sync([sue.answered(id, 'need', 'urgent')])
    const most = async (answer: Response) =>
      JSON.stringify(await json(answer)).match(/most there are to one is (\d+)/)?.[1]
    const path = `/campaigns/${CAMPAIGN}/fit`
    expect(await most(await office.central.service('POST', path))).toBe('2')
    expect(await most(await office.lea.api('POST', path))).toBe('1')
  })

  it('[AU22] agents claim from the pools of their team', async () => {
    const max = newId()
    await makeLead(max, null, OTHER)
    const sam = await office.central.signIn(office.people.sam)
    for (;;) {
      const { lead } = await json(await sam.api('POST', '/pool/claim'))
      if (lead === null) break
      expect(lead.lead.campaign).toBe(OTHER)
    }
    const left = await json(await office.central.service('GET', '/leads?owner=pool&stage=open'))
    const campaigns = left.leads.map((l: { lead: { campaign: string } }) => l.lead.campaign)
    expect(new Set(campaigns)).toEqual(new Set([CAMPAIGN]))
  })
})

describe('teams', () => {
  it('[AU24] have a name of their own, campaigns that are there, and people of their kind', async () => {
    const { service } = office.central
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
      ['inbox', office.north],
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
    const { changes } = await (await office.central.signIn(office.central.people.ana)).sync()
    expect(changes.teams).toContainEqual({ id: west, name: 'West', kind: 'sales', active: false })
    await makeTeam('West', null, 'sales')
  })
})
