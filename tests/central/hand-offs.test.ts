import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTeam } from '../../central/auth/teams.ts'
import { noteDelivered } from '../../central/hand-offs/note-delivered.ts'
import { refreshLeads } from '../../central/store/refresh-leads.ts'
import type { LeadPage, QueuesResponse } from '../../shared/api/api.ts'
import type { HandOff, HandOffListed, HandOffsPage } from '../../shared/api/hand-offs.ts'
import type { Person } from '../../shared/sync/protocol.ts'
import {
  type Api,
  api,
  CAMPAIGN,
  newId,
  newPerson,
  type TestCentral,
  type TestDevice,
  testCentral,
} from './support.ts'

const MORNING = Date.parse('2026-11-24T10:00:00.000Z')
let later = 0
const now = () => MORNING + later
/** Everything happens at a time of its own. */
const pass = (minutes = 1) => {
  later += minutes * 60_000
}

let central: TestCentral
let ana: TestDevice
let sue: TestDevice
const receivers: Record<string, { person: Person; api: Api }> = {}
beforeAll(async () => {
  central = await testCentral({ now })
  const { db } = central.store
  ana = await central.signIn(central.people.ana)
  sue = await central.signIn(central.people.sue)
  const team = async (name: string, kind: 'sales' | 'partner') =>
    (await createTeam(db, { name, kind, campaigns: null })).id
  const teams = {
    north: await team('North', 'sales'),
    harbor: await team('Harbor', 'partner'),
    bay: await team('Bay', 'partner'),
  }
  for (const [name, of] of [
    ['kim', 'north'],
    ['lou', 'north'],
    ['pam', 'harbor'],
    ['pit', 'bay'],
  ] as const) {
    const named = { name, email: `${name}@example.com` }
    const person = await newPerson(db, { ...named, role: 'inbox', team: teams[of] })
    receivers[name] = { person, api: (await central.signIn(person)).api }
  }
})
afterAll(() => central.dispose())

const READY = {
  decisionRole: 'decides',
  budget: 'approved',
  need: 'urgent',
  companySize: 's501up',
  territory: 'direct',
}
const HOT = { ...READY, timeline: 'within3' }
const NURTURE = { ...READY, timeline: 'later' }

/** A lead of Ana's; its id. */
async function captured(fields: object): Promise<string> {
  const id = newId()
  pass()
  await ana.sync([ana.captured(id, { lastName: 'Silva', company: 'Bright Harbor', ...fields })])
  return id
}

async function ask<T>(api: Api, method: string, path: string, body?: object): Promise<T> {
  const response = await api(method, path, body)
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
  return (await response.json()) as T
}
const handOffsOf = async (lead: string): Promise<HandOffListed[]> =>
  (await ask<HandOffsPage>(central.service, 'GET', `/hand-offs?lead=${lead}`)).handOffs
const lastOf = async (lead: string): Promise<HandOffListed> => (await handOffsOf(lead))[0]!
const leadOf = (id: string) => ask<LeadPage['leads'][number]>(central.service, 'GET', `/leads/${id}`)
const by = (name: string): Api => receivers[name]!.api
const act = (api: Api, h: { id: string }, what: string, body: object = {}): Promise<HandOff> => {
  pass()
  return ask(api, 'POST', `/hand-offs/${h.id}/${what}`, body)
}
const statusOf = async (api: Api, h: { id: string }, what: string, body: object = {}) =>
  (await api('POST', `/hand-offs/${h.id}/${what}`, body)).status
const iso = () => new Date(now()).toISOString()

/** What is written on a person's poke line from now on. */
async function listen(person: Person) {
  const { token } = await central.signIn(person)
  const stop = new AbortController()
  const headers = { authorization: `Bearer ${token}` }
  const line = await fetch(`${central.url}/api/v1/poke`, { headers, signal: stop.signal })
  const reader = line.body!.getReader()
  const read = async () => Buffer.from((await reader.read()).value!).toString()
  await read()
  /** The line also says now and then that it is still there. */
  const next = async () => {
    for (;;) {
      const said = await read()
      if (!said.startsWith(':')) return said
    }
  }
  return { next, stop: () => stop.abort() }
}

describe('a hand-off', () => {
  it('[HO13] is there for its receivers at once, and so is what another of them does to it', async () => {
    const lou = await listen(receivers.lou!.person)
    const lead = await captured(HOT)
    expect(await lou.next()).toContain('event: poke')
    await act(by('kim'), await lastOf(lead), 'accept')
    expect(await lou.next()).toContain('event: poke')
    lou.stop()
  })

  it('[HO1] keeps the rule that sent it and the time of every step until its outcome', async () => {
    const lead = newId()
    pass()
    const call = newId()
    const start = ana.event({ leadId: lead, type: 'call.started', payload: { call, phone: '+1', at: iso() } })
    const first = iso()
    await ana.sync([ana.captured(lead, { ...HOT, lastName: 'Silva', company: 'Bright Harbor' }), start])
    expect(await handOffsOf(lead)).toEqual([])
    pass(3)
    const flags = {
      humanAnswered: true,
      rightParty: true,
      unworkable: false,
      doNotCall: false,
      completed: true,
    }
    const end = { call, at: iso(), disposition: 'spoke', flags }
    await ana.sync([ana.event({ leadId: lead, type: 'call.finished', payload: end })])
    const made = await lastOf(lead)
    expect(made).toMatchObject({
      lead,
      campaign: CAMPAIGN,
      route: 'hot',
      channel: 'sales',
      rule: { index: 1, text: expect.stringContaining('is within 3 months') },
      policyVersion: 1,
      state: 'delivered',
      version: 1,
      owner: null,
      team: receivers.kim!.person.team,
      steps: { capturedAt: first, firstAttemptAt: first, decidedAt: iso(), deliveredAt: iso() },
      person: { name: 'Silva', company: 'Bright Harbor' },
    })

    const accepted = await act(by('kim'), made, 'accept', { version: 1 })
    expect(accepted).toMatchObject({ state: 'accepted', version: 2, owner: receivers.kim!.person.id })
    const acceptedAt = iso()
    const acted = await act(by('kim'), made, 'actions', { kind: 'meeting', note: 'Tuesday at 10' })
    const actedAt = iso()
    expect(await ask(by('lou'), 'GET', `/hand-offs/${made.id}`)).toMatchObject({
      actions: [{ kind: 'meeting', note: 'Tuesday at 10', by: receivers.kim!.person.id, at: actedAt }],
    })
    const won = { outcome: 'won', value: 18_500, currency: 'EUR', reason: 'best offer' }
    const done = await act(by('kim'), made, 'outcome', { version: acted.version, ...won })
    expect(done).toMatchObject({ state: 'won', outcome: { ...won, by: receivers.kim!.person.id, at: iso() } })
    expect(done.steps).toMatchObject({ acceptedAt, firstActionAt: actedAt, outcomeAt: iso() })
    expect((await leadOf(lead)).lead.outcomes).toMatchObject([{ handOff: made.id, ...won, at: iso() }])
  })

  it('[HO1] a route set by hand names its reason instead of a rule', async () => {
    const lead = await captured({ timeline: 'later' })
    const set = { route: 'hot', reason: 'knows the owner' }
    await sue.sync([sue.event({ leadId: lead, type: 'route.set', payload: set })])
    expect(await lastOf(lead)).toMatchObject({
      rule: { index: null, text: 'Set by hand: knows the owner' },
      steps: { firstAttemptAt: null },
    })
  })

  it('[HO2] commands may come twice, but not after another one: a stale version is a conflict', async () => {
    const made = await lastOf(await captured(HOT))
    const accepted = await act(by('kim'), made, 'accept', { version: 1 })
    expect(await act(by('kim'), made, 'accept', { version: 1 })).toEqual(accepted)
    expect(await statusOf(by('lou'), made, 'accept', { version: 1 })).toBe(409)
    expect(await statusOf(by('kim'), made, 'return', { version: 1, reason: 'noBudget' })).toBe(409)
    const at = iso()
    const acted = await act(by('kim'), made, 'actions', { kind: 'call', at })
    expect(await act(by('kim'), made, 'actions', { kind: 'call', at })).toEqual(acted)
    const lost = { outcome: 'lost', reason: 'went elsewhere', version: acted.version }
    const done = await act(by('kim'), made, 'outcome', lost)
    expect(await act(by('kim'), made, 'outcome', lost)).toEqual(done)
    const won = await act(by('kim'), made, 'outcome', { outcome: 'won', value: 900, currency: 'USD' })
    expect(won).toMatchObject({ state: 'won', version: done.version + 1 })
    expect(await statusOf(by('kim'), made, 'return', { reason: 'other' })).toBe(409)
    expect((await leadOf(made.lead)).lead.outcomes.map((o) => o.outcome)).toEqual(['lost', 'won'])
  })

  it('[HO3] is there for its team and owner alone: another partner does not learn that it exists', async () => {
    const lead = await captured({ territory: 'partner', timeline: 'within3' })
    const made = await lastOf(lead)
    expect(made).toMatchObject({ channel: 'partner', team: null })
    // Two partners: nobody has it until somebody gives it to one.
    const to = receivers.pam!.person.id
    expect(await act(central.service, made, 'pass-on', { version: 1, to })).toMatchObject({
      owner: to,
      team: receivers.pam!.person.team,
      version: 2,
    })
    const seen = async (api: Api) =>
      (await ask<HandOffsPage>(api, 'GET', '/hand-offs')).handOffs.some((h) => h.id === made.id)
    expect(await seen(by('pam'))).toBe(true)
    expect(await ask<HandOffListed>(by('pam'), 'GET', `/hand-offs/${made.id}`)).toMatchObject({
      person: { name: 'Silva' },
    })
    for (const name of ['pit', 'kim']) {
      expect(await seen(by(name))).toBe(false)
      for (const path of ['', '/brief.html', '/brief.txt', '/brief.json'])
        expect((await by(name)('GET', `/hand-offs/${made.id}${path}`)).status).toBe(404)
      for (const what of ['accept', 'return', 'outcome', 'actions', 'pass-on']) {
        const body = { reason: 'other', outcome: 'won', kind: 'call', to: null }
        const own = {
          accept: [],
          return: ['reason'],
          outcome: ['outcome'],
          actions: ['kind'],
          'pass-on': ['to'],
        }
        const keys = own[what as keyof typeof own] as (keyof typeof body)[]
        const said = Object.fromEntries(keys.map((k) => [k, body[k]]))
        expect(await statusOf(by(name), made, what, said)).toBe(404)
      }
      expect((await by(name)('GET', `/leads/${lead}/brief.html`)).status).toBe(404)
    }
    const brief = await by('pam')('GET', `/hand-offs/${made.id}/brief.txt`)
    expect(await brief.text()).toContain('Silva')
    expect((await ana.api('GET', '/hand-offs')).status).toBe(403)
  })

  it('[HO3] nobody learns of a lead what others were handed of it, or said', async () => {
    const lead = await captured({ territory: 'partner' })
    const pams = await lastOf(lead)
    await act(central.service, pams, 'pass-on', { to: receivers.pam!.person.id })
    await act(by('pam'), pams, 'return', { reason: 'other', note: 'Not for Harbor' })
    await ana.sync([ana.answered(lead, 'jobTitle', 'Buyer')])
    const pits = await lastOf(lead)
    await act(central.service, pits, 'pass-on', { to: null })
    await central.store.db
      .updateTable('hand_offs')
      .set({ team: receivers.pit!.person.team, owner: null })
      .where('id', '=', pits.id)
      .execute()
    const scopes = ['leads:read', 'handOffs:read']
    const key = { name: 'Bay', scopes, team: receivers.pit!.person.team }
    const adam = await central.signIn(central.people.adam)
    const { key: token } = await ask<{ key: string }>(adam.api, 'POST', '/api-keys', key)
    const bay = api(central.url, { authorization: `Bearer ${token}` })
    const seen = await ask<LeadPage['leads'][number]>(bay, 'GET', `/leads/${lead}`)
    expect(seen.handOffs.map((h) => h.id)).toEqual([pits.id])
    expect(seen.lead.returns).toEqual([])
    const all = await Promise.all(
      [`/leads/${lead}/events`, `/leads/${lead}/brief.json`, `/hand-offs?lead=${lead}`].map(async (path) =>
        (await bay('GET', path)).text(),
      ),
    )
    expect(all.join()).not.toMatch(new RegExp(`Not for Harbor|${pams.id}`))
    expect((await leadOf(lead)).lead.returns).toHaveLength(1)
  })

  it('[HO4] is passed on within its team, to be accepted anew, or back to the common inbox', async () => {
    const made = await lastOf(await captured(HOT))
    await act(by('kim'), made, 'accept')
    expect(await statusOf(by('lou'), made, 'pass-on', { to: receivers.lou!.person.id })).toBe(403)
    expect(await statusOf(by('kim'), made, 'pass-on', { to: receivers.pam!.person.id })).toBe(400)
    expect(await statusOf(by('kim'), made, 'pass-on', { to: central.people.ana.id })).toBe(400)
    const lous = await act(by('kim'), made, 'pass-on', { to: receivers.lou!.person.id })
    expect(lous).toMatchObject({
      state: 'delivered',
      owner: receivers.lou!.person.id,
      steps: { acceptedAt: null },
    })
    expect(await act(by('lou'), made, 'pass-on', { to: null })).toMatchObject({ owner: null })
    expect(await act(by('kim'), made, 'accept')).toMatchObject({ owner: receivers.kim!.person.id })
  })

  it('[HO12] who goes to another team takes nothing along, sees nothing of it any more and gets it back from nobody', async () => {
    const { team } = receivers.kim!.person
    const named = { name: 'max', email: 'max@example.com' }
    const max = await newPerson(central.store.db, { ...named, role: 'inbox', team })
    const desk = (await central.signIn(max)).api
    const open = await lastOf(await captured(HOT))
    const settled = await lastOf(await captured(HOT))
    for (const made of [open, settled]) await act(desk, made, 'accept')
    await act(desk, settled, 'outcome', { outcome: 'lost' })
    const bay = receivers.pit!.person.team
    await ask(central.service, 'PATCH', `/people/${max.id}`, { team: bay })
    for (const { id, lead } of [open, settled]) {
      expect((await desk('GET', `/hand-offs/${id}`)).status).toBe(404)
      expect((await desk('GET', `/leads/${lead}/brief.json`)).status).toBe(404)
    }
    expect(await ask(by('lou'), 'GET', `/hand-offs/${open.id}`)).toMatchObject({
      state: 'delivered',
      owner: null,
      team,
      steps: { acceptedAt: null },
    })
    expect(await act(by('kim'), open, 'accept')).toMatchObject({ owner: receivers.kim!.person.id })
    pass()
    await ana.sync([ana.captured(settled.lead, { email: 'again@harbor.example', timeline: 'within3' })])
    expect(await lastOf(settled.lead)).toMatchObject({ state: 'delivered', team, owner: null })
  })

  it('[HO12] what somebody had who is switched off lies in the common inbox again', async () => {
    const { team } = receivers.kim!.person
    const named = { name: 'mia', email: 'mia@example.com' }
    const mia = await newPerson(central.store.db, { ...named, role: 'inbox', team })
    const made = await lastOf(await captured(HOT))
    await act((await central.signIn(mia)).api, made, 'accept')
    await ask(central.service, 'PATCH', `/people/${mia.id}`, { active: false })
    expect(await lastOf(made.lead)).toMatchObject({ state: 'delivered', team, owner: null })
    expect(await act(by('kim'), made, 'accept')).toMatchObject({ state: 'accepted' })
  })

  it('[HO5] is delivered once; what went on meanwhile stays as it is', async () => {
    const made = await lastOf(await captured(HOT))
    await central.store.db
      .updateTable('hand_offs')
      .set({ state: 'waiting', delivered_at: null })
      .where('id', '=', made.id)
      .execute()
    const deliver = (at: string) =>
      central.store.db.transaction().execute((tx) => noteDelivered(tx, central.store, [made.id], at))
    const at = iso()
    await deliver(at)
    pass()
    await deliver(iso())
    expect(await lastOf(made.lead)).toMatchObject({
      state: 'delivered',
      version: 1,
      steps: { deliveredAt: at },
    })
  })

  it('[HO6] lists come newest first, in pages, by state, owner, channel and lead', async () => {
    const leads = [await captured(HOT), await captured(HOT), await captured(HOT)]
    const page = (query: string, api = by('kim')) => ask<HandOffsPage>(api, 'GET', `/hand-offs?${query}`)
    const first = await page('state=waiting,delivered&owner=none&channel=sales&limit=2')
    expect(first.handOffs.map((h) => h.lead)).toEqual([leads[2], leads[1]])
    const second = await page(`state=waiting,delivered&owner=none&limit=2&cursor=${first.next}`)
    expect(second.handOffs[0]?.lead).toBe(leads[0])
    await act(by('kim'), first.handOffs[0]!, 'accept')
    expect((await page('state=accepted&owner=me')).handOffs[0]?.lead).toBe(leads[2])
    expect((await page('state=accepted&owner=me', by('lou'))).handOffs).toEqual([])
    expect((await by('kim')('GET', '/hand-offs?state=gone')).status).toBe(400)
  })

  it('[HO6] or by what is to be done first, in pages, too; what has no limit comes last', async () => {
    const leads = [await captured(HOT), await captured(HOT), await captured(HOT), await captured(HOT)]
    const made = await Promise.all(leads.map(lastOf))
    const limit = (n: number, set: { due_at: string } | { stopped_at: string }) =>
      central.store.db.updateTable('clocks').set(set).where('hand_off', '=', made[n]!.id).execute()
    await limit(2, { due_at: '2026-01-01T10:00:00.000Z' })
    await limit(0, { due_at: '2026-01-01T11:00:00.000Z' })
    await limit(3, { stopped_at: iso() })
    const listed: string[] = []
    let cursor: string | null = null
    do {
      const query: string = `state=waiting,delivered&sort=due&limit=2${cursor ? `&cursor=${cursor}` : ''}`
      const page: HandOffsPage = await ask(by('kim'), 'GET', `/hand-offs?${query}`)
      listed.push(...page.handOffs.map((h) => h.lead))
      cursor = page.next
    } while (cursor !== null)
    expect(new Set(listed).size).toBe(listed.length)
    const order = (n: number) => listed.indexOf(leads[n]!)
    expect([order(2), order(0)]).toEqual([0, 1])
    expect(order(1)).toBeGreaterThan(1)
    expect(order(3)).toBeGreaterThan(order(1))
  })
})

describe('a lead that was sent back', () => {
  it('[HO2] takes no command any more once its person was erased', async () => {
    const made = await lastOf(await captured(HOT))
    const adam = await central.signIn(central.people.adam)
    const asked = { reason: 'asked by letter', suppress: false }
    const answer = await adam.api('POST', `/leads/${made.lead}/erase`, asked)
    expect(answer.status).toBe(200)
    expect(await statusOf(by('kim'), made, 'return', { reason: 'other' })).toBe(410)
    expect((await by('kim')('GET', `/hand-offs/${made.id}/brief.txt`)).status).toBe(404)
  })

  it('[HO7] is open in the call center again, with the reason, and goes to Sales again only when something is new', async () => {
    const lead = await captured(HOT)
    const made = await lastOf(lead)
    await ana.pull()
    await act(by('kim'), made, 'accept')
    const why = { reason: 'noAuthority', note: 'His manager decides' }
    const returned = await act(by('kim'), made, 'return', why)
    expect(returned).toMatchObject({ state: 'returned', returned: { ...why, by: receivers.kim!.person.id } })
    expect(await act(by('kim'), made, 'return', why)).toEqual(returned)
    const { leads } = await ana.pull()
    const back = leads.find((l) => l.lead.id === lead)
    expect(back).toMatchObject({ stage: 'open', owner: central.people.ana.id })
    expect(back?.lead.returns).toMatchObject([{ handOff: made.id, route: 'hot', ...why }])
    const row = () =>
      central.store.db
        .selectFrom('leads')
        .select(['work', 'late_from', 'stage'])
        .where('id', '=', lead)
        .executeTakeFirstOrThrow()
    expect(await row()).toMatchObject({ work: 'call', stage: 'open', late_from: expect.any(String) })

    const note = ana.event({ leadId: lead, type: 'note.written', payload: { note: newId(), text: 'Hm' } })
    await ana.sync([note])
    await refreshLeads(central.store, now() + 86_400_000)
    expect(await row()).toMatchObject({ work: 'call', stage: 'open' })
    expect(await handOffsOf(lead)).toHaveLength(1)

    pass()
    await ana.sync([ana.answered(lead, 'jobTitle', 'Managing director')])
    expect(await row()).toMatchObject({ stage: 'handedOff' })
    const [again, before] = await handOffsOf(lead)
    expect(before).toEqual({ ...made, ...returned, person: expect.anything() })
    expect(again).toMatchObject({ route: 'hot', state: 'delivered' })
  })
})

it('[AU21] a supervisor of Sales reads what came back, and gives it to nobody: it is the call center’s again', async () => {
  const lead = await captured(HOT)
  const made = await lastOf(lead)
  await act(by('kim'), made, 'return', { reason: 'noAuthority', note: '' })
  const { team } = receivers.kim!.person
  const boss = { name: 'chief', email: 'chief@example.com', role: 'supervisor' as const, team }
  const { api, person } = await central.signIn(await newPerson(central.store.db, boss))
  const { version } = await ask<{ version: number }>(api, 'GET', `/leads/${lead}`)
  const leads = [{ id: lead, version }]
  const given = await ask(api, 'POST', '/assignments', { leads, to: person })
  expect(given).toMatchObject({ assigned: [], conflicts: [{ id: lead }] })
  const which = { leads }
  const moved = await ask(api, 'POST', '/reassignments', { id: newId(), which, to: { how: 'pool' } })
  expect(moved).toMatchObject({ moved: 0, kept: [{ why: 'changed', leads: [lead] }] })
  const { owner } = await ask<{ owner: string }>(api, 'GET', `/leads/${lead}`)
  expect(owner).toBe(central.people.ana.id)
})

it('[AU8] [AS8] a supervisor of Sales learns of who works what came back no more than who they are', async () => {
  const lead = await captured(HOT)
  const made = await lastOf(lead)
  await act(by('kim'), made, 'accept')
  await act(by('kim'), made, 'return', { reason: 'noAuthority', note: '' })
  const { team } = receivers.kim!.person
  const boss = {
    name: 'boss',
    email: 'boss@example.com',
    role: 'supervisor' as const,
    team,
  }
  const { api } = await central.signIn(await newPerson(central.store.db, boss))
  const { queues } = await ask<QueuesResponse>(api, 'GET', '/queues')
  const hers = queues.find((q) => q.person?.id === ana.person)!
  expect(hers).toMatchObject({
    person: { name: 'ana', email: '' },
    capacity: null,
    told: false,
    signedIn: false,
    device: null,
    absence: null,
  })
  expect(hers.open).toBeGreaterThan(0)
  for (const path of [`/people/${ana.person}/receiver`, `/people/${newId()}/receiver`]) {
    expect((await api('GET', path)).status).toBe(404)
    expect((await api('PUT', path, { calendar: null, capacity: 3 })).status).toBe(404)
  }
})

describe('a lead that went away', () => {
  it('[HO8] leaves an automatic channel for another route at once when it answers, never by time', async () => {
    const lead = await captured(NURTURE)
    const first = await lastOf(lead)
    expect(first).toMatchObject({ route: 'nurture', channel: 'nurture', state: 'delivered' })
    await refreshLeads(central.store, now() + 400 * 86_400_000)
    await ana.sync([
      ana.event({ leadId: lead, type: 'note.written', payload: { note: newId(), text: 'x' } }),
      ana.answered(lead, 'jobTitle', 'Buyer'),
    ])
    expect(await handOffsOf(lead)).toHaveLength(1)
    pass()
    await ana.sync([ana.answered(lead, 'timeline', 'within3')])
    expect(await handOffsOf(lead)).toMatchObject([
      { route: 'hot', channel: 'sales', state: 'delivered' },
      { id: first.id, state: 'withdrawn', version: 2 },
    ])
  })

  it('[HO8] is open in the call center where that is its new route, and back at the old channel by a new hand-off', async () => {
    const lead = await captured(NURTURE)
    pass()
    await ana.sync([ana.answered(lead, 'timeline', 'm3to6')])
    expect(await leadOf(lead)).toMatchObject({ route: 'high', stage: 'open' })
    expect((await handOffsOf(lead)).map((h) => [h.channel, h.state])).toEqual([
      ['callCenter', 'delivered'],
      ['nurture', 'withdrawn'],
    ])
    pass()
    await ana.sync([ana.answered(lead, 'timeline', 'later')])
    expect((await handOffsOf(lead)).map((h) => h.state)).toEqual(['delivered', 'delivered', 'withdrawn'])
    expect((await leadOf(lead)).stage).toBe('handedOff')
  })

  it('[HO9] stays with Sales whatever it answers, until it is settled; then a new response decides it anew', async () => {
    const lead = await captured(HOT)
    const made = await lastOf(lead)
    pass()
    await ana.sync([ana.answered(lead, 'timeline', 'later')])
    expect(await leadOf(lead)).toMatchObject({ route: 'nurture', stage: 'handedOff' })
    expect(await handOffsOf(lead)).toHaveLength(1)
    await act(by('kim'), made, 'outcome', { outcome: 'lost' })
    expect(await leadOf(lead)).toMatchObject({ stage: 'handedOff' })
    pass()
    const response = { email: 'silva@harbor.example', timeline: 'within3' }
    await ana.sync([ana.captured(lead, response)])
    const [again] = await handOffsOf(lead)
    expect(again).toMatchObject({ route: 'hot', state: 'delivered' })
    expect(again?.id).not.toBe(made.id)
  })
})

it('[HO10] only central says what became of a hand-off', async () => {
  const lead = await captured(HOT)
  const { id: handOff } = await lastOf(lead)
  const said = { handOff, route: 'hot', reason: 'other', note: '' }
  const won = { handOff, outcome: 'won', value: null, currency: '', reason: '', at: iso() }
  for (const device of [ana, sue]) {
    const { verdicts } = await device.sync([
      device.event({ leadId: lead, type: 'handOff.returned', payload: said }),
      device.event({ leadId: lead, type: 'outcome.recorded', payload: won }),
    ])
    expect(verdicts.map((v) => v.verdict === 'rejected' && v.fault.kind)).toEqual(['notYours', 'notYours'])
  }
})
