import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { createTeam } from '../../../central/auth/teams.ts'
import { runningClocks } from '../../../central/escalation/keep-clocks.ts'
import { overdue } from '../../../central/escalation/overdue.ts'
import type { Escalation, EscalationsPage } from '../../../shared/api/escalations.ts'
import type { HandOff } from '../../../shared/api/hand-offs.ts'
import type { Person } from '../../../shared/sync/protocol.ts'
import { api, isWaitedFor, newId, newPerson, type TestDevice, until } from '../support.ts'
import { escalating, MINUTE } from './escalating.ts'

const here = escalating()
const { signIn, keepSignedIn, pass, work, escalationsOf, captured, publish } = here

describe('what a receiver got', () => {
  const HOT = {
    decisionRole: 'decides',
    budget: 'approved',
    need: 'urgent',
    companySize: 's501up',
    territory: 'direct',
    timeline: 'within3',
  }
  let kim: TestDevice
  let lou: Person
  let boss: Person
  beforeAll(async () => {
    const { db } = here.central.store
    const { id: team } = await createTeam(db, { name: 'North', kind: 'sales', campaigns: null })
    const make = (name: string, role: 'inbox' | 'supervisor') =>
      newPerson(db, { name, email: `${name}@example.com`, role, team })
    const person = await make('kim', 'inbox')
    lou = await make('lou', 'inbox')
    boss = await make('boss', 'supervisor')
    kim = await here.central.signIn(person)
    await keepSignedIn()
    const everybody = {
      name: 'all',
      when: { all: [] },
      to: { people: [person.id, lou.id] },
      by: 'roundRobin',
    }
    const put = await here.central.service('PUT', '/distribution/sales', { rules: [everybody] })
    expect(put.status).toBe(200)
  })

  /** A hand-off that Kim has, of a lead. */
  const handed = async (): Promise<{ lead: string; handOff: string }> => {
    for (;;) {
      const lead = newId()
      await here.ana.sync([here.ana.captured(lead, HOT)])
      const [row] = await here.central.store.db
        .selectFrom('hand_offs')
        .select(['id', 'owner'])
        .where('lead', '=', lead)
        .execute()
      if (row!.owner === kim.person) return { lead, handOff: row!.id }
    }
  }
  const mailsOf = (lead: string) =>
    here.central.store.db
      .selectFrom('mails')
      .select(['kind', 'to_address as to'])
      .where('lead', '=', lead)
      .where('kind', 'in', ['nudge', 'escalation'])
      .orderBy('id')
      .execute()

  it('[ES4] [ES5] [ES7] not accepted: reminded by mail, dealt to the next one, told to the team’s supervisor', async () => {
    const { lead, handOff } = await handed()
    pass(45)
    await work()
    expect(await escalationsOf(kim, lead)).toMatchObject([{ level: 'nudged', step: 'accept', handOff }])
    expect(await mailsOf(lead)).toEqual([{ kind: 'nudge', to: 'kim@example.com' }])
    pass(15)
    await work()
    const given = await here.central.store.db
      .selectFrom('hand_offs')
      .select(['owner', 'state'])
      .where('id', '=', handOff)
      .executeTakeFirstOrThrow()
    expect(given.owner).toBe(lou.id)
    expect((await mailsOf(lead)).slice(1)).toEqual([
      { kind: 'nudge', to: 'kim@example.com' },
      { kind: 'nudge', to: 'lou@example.com' },
    ])
    pass(30)
    await work()
    expect((await mailsOf(lead)).slice(3)).toEqual([{ kind: 'escalation', to: 'boss@example.com' }])
    expect(await escalationsOf(here.sue, lead)).toMatchObject([
      { level: 'escalated', team: boss.team, owner: lou.id },
    ])
  })

  it('[ES4] accepted, acted on, won: each stops its clock and begins the next', async () => {
    await publish((p) => {
      p.routes.hot.slas = { act: { minutes: 30, nudge: 1 }, outcome: { minutes: 600, escalate: 1 } }
    })
    const { lead, handOff } = await handed()
    const due = async () => {
      const response = await kim.api('GET', `/hand-offs/${handOff}`)
      const { due } = (await response.json()) as HandOff
      return due && { step: due.step, in: (Date.parse(due.at) - here.now) / MINUTE }
    }
    expect(await due()).toEqual({ step: 'accept', in: 60 })
    pass(10)
    await kim.api('POST', `/hand-offs/${handOff}/accept`, {})
    expect(await due()).toEqual({ step: 'act', in: 30 })
    pass(30)
    await work()
    expect(await escalationsOf(kim, lead)).toMatchObject([{ step: 'act', level: 'nudged' }])
    await kim.api('POST', `/hand-offs/${handOff}/actions`, { kind: 'call' })
    expect(await escalationsOf(kim, lead)).toMatchObject([{ state: 'resolved' }])
    expect(await due()).toEqual({ step: 'outcome', in: 570 })
    await kim.api('POST', `/hand-offs/${handOff}/outcome`, { outcome: 'lost' })
    pass(2000)
    await work()
    expect(await due()).toBeNull()
    expect(await escalationsOf(here.sue, lead)).toHaveLength(1)
    await publish()
  })

  it('[ES8] a receiver’s program sees it, but silences nothing', async () => {
    const { lead } = await handed()
    pass(45)
    await work()
    const [raised] = await escalationsOf(kim, lead)
    const scopes = ['handOffs:read', 'handOffs:write']
    const made = await here.central.service('POST', '/api-keys', { name: 'CRM', scopes, team: boss.team })
    const program = api(here.central.url, { authorization: `Bearer ${(await made.json()).key}` })
    const path = `/escalations/${raised!.id}`
    expect((await program('POST', `${path}/acknowledge`)).status).toBe(200)
    for (const [what, body] of [
      ['resolve', { reason: 'later' }],
      ['nudge', undefined],
    ] as const) {
      expect((await program('POST', `${path}/${what}`, body)).status).toBe(403)
      const { api: own } = await here.central.signIn(boss)
      expect((await own('POST', `${path}/${what}`, body)).status).toBe(200)
    }
  })

  it('[ES11] who waits to deal holds the clocks of its leads already: it and the worker never wait for each other', async () => {
    const lead = newId()
    await here.ana.sync([here.ana.captured(lead)])
    const { db } = here.central.store
    let sent: Promise<unknown> = Promise.resolve()
    await db.transaction().execute(async (tx) => {
      await sql`select pg_advisory_xact_lock(hashtextextended('deal sales', 0))`.execute(tx)
      const hot = { route: 'hot', reason: 'asked for a quote' }
      sent = here.sue.sync([here.sue.event({ leadId: lead, type: 'route.set', payload: hot })])
      await until('the hand-off waits to be dealt', () => isWaitedFor(tx))
      const running = await db.selectFrom('clocks').select('id').where('subject', '=', lead).execute()
      expect(running).toHaveLength(1)
      const free = runningClocks(tx, [lead]).skipLocked()
      expect(await free.execute()).toEqual([])
    })
    await sent
    const [clock] = await db.selectFrom('clocks').selectAll().where('subject', '=', lead).execute()
    expect(clock?.stopped_at).not.toBeNull()
  })

  it('[ES8] [HO4] what nobody has taken on: its team is reminded, and a manager without a team takes it over', async () => {
    const { db } = here.central.store
    const { lead, handOff } = await handed()
    await db.updateTable('hand_offs').set({ owner: null }).where('id', '=', handOff).execute()
    await db.updateTable('clocks').set({ owner: null }).where('hand_off', '=', handOff).execute()
    pass(91)
    await work()
    const [{ id, owner, team } = {} as Escalation] = await escalationsOf(here.sue, lead)
    expect([owner, team]).toEqual([null, lou.team])
    const before = (await mailsOf(lead)).length
    expect((await here.sue.api('POST', `/escalations/${id}/nudge`)).status).toBe(200)
    const reminded = (await mailsOf(lead)).slice(before).map((m) => m.to)
    expect(reminded.sort()).toEqual(['boss@example.com', 'kim@example.com', 'lou@example.com'])
    const taken = await here.sue.api('POST', `/escalations/${id}/take-over`)
    expect(taken.status).toBe(200)
    expect(await taken.json()).toMatchObject({ owner: here.sue.person, team, state: 'acknowledged' })
    expect((await here.sue.api('POST', `/hand-offs/${handOff}/accept`, {})).status).toBe(200)
    const back = await here.sue.api('POST', `/hand-offs/${handOff}/pass-on`, { to: kim.person })
    expect(((await back.json()) as HandOff).owner).toBe(kim.person)
  })

  it('[ES8] others see nothing of it', async () => {
    const { lead } = await handed()
    pass(45)
    await work()
    const ben = await signIn('ben')
    expect(await escalationsOf(ben, lead)).toEqual([])
    expect(await escalationsOf(here.ana, lead)).toEqual([])
    expect(await escalationsOf(kim, lead)).toHaveLength(1)
    expect(
      (await overdue(here.central.store.db, here.now + 60 * MINUTE)).some((o) => o.step === 'accept'),
    ).toBe(true)
  })
})

describe('what managers do', () => {
  const raised = async (): Promise<Escalation> => {
    const lead = await captured()
    pass(361)
    await work()
    return (await escalationsOf(here.sue, lead))[0]!
  }
  const post = async (device: TestDevice, id: string, what: string, body?: object) => {
    const response = await device.api('POST', `/escalations/${id}/${what}`, body)
    return { status: response.status, body: (await response.json()) as Escalation }
  }

  it('[ES8] acknowledged by who has it or looks after it; the first stands', async () => {
    const { id } = await raised()
    const ben = await signIn('ben')
    expect((await post(ben, id, 'acknowledge')).status).toBe(404)
    expect((await post(here.ana, id, 'acknowledge')).body).toMatchObject({
      state: 'acknowledged',
      acknowledged: { by: here.central.people.ana.id },
    })
    expect((await post(here.sue, id, 'acknowledge')).body.acknowledged?.by).toBe(here.central.people.ana.id)
  })

  it('[ES8] resolved with a reason: no further level comes', async () => {
    const { id, lead } = await raised()
    expect((await post(here.ana, id, 'resolve', { reason: 'no' })).status).toBe(403)
    expect((await post(here.sue, id, 'resolve', { reason: 'spoke at the fair' })).body).toMatchObject({
      state: 'resolved',
      resolved: { by: here.central.people.sue.id, reason: 'spoke at the fair' },
    })
    pass(1000)
    await work()
    expect(await escalationsOf(here.sue, lead)).toMatchObject([{ level: 'nudged', state: 'resolved' }])
  })

  it('[ES8] given to somebody else, and taken over', async () => {
    const { id, lead } = await raised()
    const ben = here.central.people.ben.id
    expect((await post(here.sue, id, 'reassign', { to: ben, reason: 'Ana is ill' })).body).toMatchObject({
      owner: ben,
      state: 'acknowledged',
    })
    expect((await post(here.sue, id, 'take-over')).body.owner).toBe(here.central.people.sue.id)
    const given = await here.central.store.db
      .selectFrom('leads')
      .select('owner')
      .where('id', '=', lead)
      .executeTakeFirstOrThrow()
    expect(given.owner).toBe(here.central.people.sue.id)
  })

  it('[ES7] reminded of by mail', async () => {
    const { id, lead } = await raised()
    expect((await post(here.sue, id, 'nudge')).status).toBe(200)
    const mails = await here.central.store.db
      .selectFrom('mails')
      .select(['kind', 'to_address', 'subject'])
      .where('lead', '=', lead)
      .execute()
    expect(mails).toMatchObject([{ kind: 'nudge', to_address: 'ana@example.com' }])
    expect(mails[0]!.subject).toContain('is to be called')
  })

  it('[ES8] lists in pages, the latest first, by state, level and owner', async () => {
    const page = async (query: string) =>
      (await (await here.sue.api('GET', `/escalations?${query}`)).json()) as EscalationsPage
    const all = await page('limit=200')
    const seen: string[] = []
    for (let next: string | null = ''; next !== null; ) {
      const some: EscalationsPage = await page(`limit=2${next ? `&cursor=${encodeURIComponent(next)}` : ''}`)
      seen.push(...some.escalations.map((e) => e.id))
      next = some.next
    }
    expect(all.escalations.length).toBeGreaterThan(4)
    expect(seen).toEqual(all.escalations.map((e) => e.id))
    expect(all.total).toBe(seen.length)
    // Of all pages, whichever is asked for.
    const open = all.escalations.filter((e) => e.state === 'open')
    expect((await page('state=open&limit=1')).total).toBe(open.length)
    const resolved = await page('state=resolved&limit=200')
    expect(resolved.escalations.map((e) => e.id)).toEqual(
      all.escalations.filter((e) => e.state === 'resolved').map((e) => e.id),
    )
    // [AS8]
    const { escalated } = await (await here.sue.api('GET', '/queues')).json()
    const told = all.escalations.filter((e) => e.state === 'open' && e.level === 'escalated')
    expect(escalated).toBe(told.length)
    const came = await page('state=open&level=escalated&limit=200')
    expect(came.escalations.map((e) => e.id)).toEqual(told.map((e) => e.id))
    expect(came.total).toBe(told.length)
    expect(open.length).toBeGreaterThan(told.length)
    expect(escalated).toBeGreaterThan(0)
    const mine = await page('owner=me&limit=200')
    expect(mine.escalations.every((e) => e.owner === here.central.people.sue.id)).toBe(true)
    expect((await here.sue.api('GET', '/escalations?cursor=x')).status).toBe(400)
  })
})
