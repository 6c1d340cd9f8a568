import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTeam } from '../../central/auth/teams.ts'
import { putReceiver } from '../../central/distribution/receivers.ts'
import { runningClocks } from '../../central/escalation/keep-clocks.ts'
import { overdue } from '../../central/escalation/overdue.ts'
import { workClocks } from '../../central/escalation/work-clocks.ts'
import { ingest } from '../../central/store/ingest.ts'
import type { Escalation, EscalationsPage } from '../../shared/api/escalations.ts'
import type { HandOff } from '../../shared/api/hand-offs.ts'
import { DEFAULT_POLICY } from '../../shared/policy/default-policy.ts'
import type { Policy } from '../../shared/policy/policy.ts'
import type { Person } from '../../shared/sync/protocol.ts'
import {
  api,
  CAMPAIGN,
  newId,
  newPerson,
  type TestCentral,
  type TestDevice,
  testCentral,
  until,
} from './support.ts'

const MINUTE = 60_000
/** Tuesday, ten o'clock in London. */
let now = Date.UTC(2026, 10, 24, 10)
const clock = () => now

let central: TestCentral
let ana: TestDevice
let sue: TestDevice
beforeAll(async () => {
  central = await testCentral({ now: clock })
  ana = await signIn('ana')
  sue = await signIn('sue')
})
afterAll(() => central.dispose())

/** For the whole test, whose clock runs for days. */
const signIn = async (name: 'ana' | 'ben' | 'sue'): Promise<TestDevice> => {
  const device = await central.signIn(central.people[name])
  await keepSignedIn()
  return device
}
const keepSignedIn = async () => {
  await central.store.db.updateTable('sessions').set({ expires_at: '2100-01-01T00:00:00Z' }).execute()
}

const pass = (minutes: number) => {
  now += minutes * MINUTE
}

const unexpected = (error: Error) => {
  throw error
}

/** Everything that is due, done. */
const work = async () => {
  while (await workClocks({ ...central.store, jobs: NO_JOBS, onError: unexpected }, now));
}
/** Mails stay in the outbox. */
const NO_JOBS = { send: () => Promise.resolve() }

const escalationsOf = async (device: TestDevice, lead: string): Promise<Escalation[]> => {
  const response = await device.api('GET', '/escalations?limit=200')
  expect(response.status).toBe(200)
  const page = (await response.json()) as EscalationsPage
  return page.escalations.filter((e) => e.lead === lead)
}

const captured = async (device = ana): Promise<string> => {
  const lead = newId()
  const { verdicts } = await device.sync([device.captured(lead)])
  expect(verdicts).toMatchObject([{ verdict: 'applied' }])
  return lead
}

/** The default policy with changes; without any as it was. */
const publish = async (change?: (policy: Policy) => void) => {
  const policy = structuredClone(DEFAULT_POLICY)
  change?.(policy)
  const { version: _, ...body } = policy
  const response = await central.service('PUT', `/campaigns/${CAMPAIGN}/policy`, body)
  expect(response.status).toBe(200)
}

const call = (lead: string) => {
  const payload = { call: newId(), phone: '+442079460001', at: new Date(now).toISOString() }
  return ana.event({ leadId: lead, type: 'call.started', payload })
}

describe('a calendar that changes while a batch is taken in', () => {
  it('[ES4] is counted by, though the batch had read the one before', async () => {
    const lead = await captured()
    const { store, people } = central
    const nextOf = async () => (await runningClocks(store.db, [lead]).execute())[0]!.next_at
    const before = await nextOf()
    await ingest(store, {
      events: [ana.answered(lead, 'budget', 'none')],
      now,
      ownerOfNew: () => null,
      applies: async () => {
        const week = { '5': [[540, 1020] as [number, number]] }
        const calendar = { zone: 'Europe/London', week, holidays: null, absences: [] }
        await putReceiver(store.db, people.sue, people.ana.id, { calendar, capacity: null }, now)
      },
    })
    await work()
    expect(await nextOf()).not.toEqual(before)
    await store.db.deleteFrom('receivers').execute()
  })
})

// The default policy: 480 minutes for a lead that needs information.
describe('a lead that waits for its first call', () => {
  it('[ES4] [ES5] is reminded of, taken away, and told to the manager, each once', async () => {
    const lead = await captured()
    pass(359)
    await work()
    expect(await escalationsOf(ana, lead)).toEqual([])
    pass(1)
    await work()
    await work()
    expect(await escalationsOf(ana, lead)).toMatchObject([
      { level: 'nudged', step: 'attempt', state: 'open', owner: central.people.ana.id, version: 2 },
    ])
    pass(120)
    await work()
    expect((await ana.pull()).removed).toContainEqual({ id: lead, to: null, stage: 'open' })
    expect(await escalationsOf(ana, lead)).toEqual([])
    expect(await escalationsOf(sue, lead)).toMatchObject([{ level: 'reassigned', owner: null }])
    pass(240)
    await work()
    await work()
    const [escalated] = await escalationsOf(sue, lead)
    expect(escalated).toMatchObject({ level: 'escalated', state: 'open' })
    expect(Date.parse(escalated!.at)).toBe(now)
  })

  it('[ES4] a call that is started stops the clock, and settles what it raised', async () => {
    const quick = await captured()
    const slow = await captured()
    await ana.sync([call(quick)])
    pass(400)
    await work()
    await ana.sync([call(slow)])
    pass(1000)
    await work()
    expect(await escalationsOf(sue, quick)).toEqual([])
    expect(await escalationsOf(sue, slow)).toMatchObject([
      {
        level: 'nudged',
        state: 'resolved',
        resolved: { by: 'system:central', reason: 'A call was started' },
      },
    ])
  })

  it('[ES4] a skip stops nothing', async () => {
    const lead = await captured()
    const until_ = new Date(now + 600 * MINUTE).toISOString()
    await ana.sync([
      ana.event({ leadId: lead, type: 'lead.skipped', payload: { until: until_, reason: 'closed' } }),
    ])
    pass(360)
    await work()
    expect(await escalationsOf(ana, lead)).toMatchObject([{ level: 'nudged' }])
  })

  it('[ES6] who got it late has the time until it is taken away', async () => {
    const lead = await captured()
    pass(470)
    const [row] = (await ana.pull()).leads.filter((l) => l.lead.id === lead)
    const version = row?.version ?? 1
    const { status } = await sue.api('POST', '/assignments', {
      leads: [{ id: lead, version }],
      to: central.people.ben.id,
    })
    expect(status).toBe(200)
    pass(20)
    await work()
    expect(await escalationsOf(sue, lead)).toMatchObject([{ owner: central.people.ben.id, level: 'nudged' }])
  })

  it('[ES4] of a list of old leads the clocks begin when they come in', async () => {
    const lead = newId()
    const at = new Date(now - 90 * 1440 * MINUTE).toISOString()
    const event = ana.captured(lead)
    await ana.sync([{ ...event, payload: { ...event.payload, at } }])
    await work()
    expect(await escalationsOf(ana, lead)).toEqual([])
    pass(360)
    await work()
    expect(await escalationsOf(ana, lead)).toMatchObject([{ level: 'nudged' }])
  })

  it('[ES3] is counted in working time: by the campaign, and by its owner first', async () => {
    const office = (from: number, to: number) => ({
      zone: 'Europe/London',
      week: Object.fromEntries(['1', '2', '3', '4', '5'].map((d) => [d, [[from, to]]])) as never,
      holidays: null,
      absences: [],
    })
    now = Date.UTC(2026, 10, 25, 16)
    await publish((p) => {
      p.calendar = office(9 * 60, 17 * 60)
      p.routes.needInfo.slas = { attempt: { minutes: 120, escalate: 1 } }
    })
    const lead = await captured()
    await central.store.db
      .insertInto('receivers')
      .values({ person: central.people.ben.id, calendar: JSON.stringify(office(12 * 60, 13 * 60)) as never })
      .execute()
    const bens = await captured(await signIn('ben'))
    now = Date.UTC(2026, 10, 26, 9, 59)
    await work()
    expect(await escalationsOf(sue, lead)).toEqual([])
    pass(1)
    await work()
    expect(await escalationsOf(sue, lead)).toMatchObject([
      { level: 'escalated', dueAt: '2026-11-26T10:00:00.000Z' },
    ])
    now = Date.UTC(2026, 10, 27, 12, 59)
    await work()
    expect(await escalationsOf(sue, bens)).toEqual([])
    pass(1)
    await work()
    expect(await escalationsOf(sue, bens)).toMatchObject([{ dueAt: '2026-11-27T13:00:00.000Z' }])
    const { status } = await sue.api('POST', '/assignments', {
      leads: [{ id: bens, version: 1 }],
      to: central.people.ana.id,
    })
    expect(status).toBe(200)
    await work()
    const moved = await central.store.db.selectFrom('leads').select('due').where('id', '=', bens).execute()
    expect(moved).toEqual([{ due: '2026-11-26T10:00:00.000Z' }])
    await central.store.db.deleteFrom('receivers').execute()
    await publish()
  })

  it('[ES2] a new policy counts the clocks that run anew', async () => {
    const lead = await captured()
    await publish((p) => {
      p.routes.needInfo.slas = { attempt: { minutes: 10, nudge: 0.5 } }
    })
    pass(5)
    await work()
    expect(await escalationsOf(ana, lead)).toMatchObject([{ level: 'nudged' }])
    await publish()
  })
})

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
    const { db } = central.store
    const { id: team } = await createTeam(db, { name: 'North', kind: 'sales', campaigns: null })
    const make = (name: string, role: 'inbox' | 'supervisor') =>
      newPerson(db, { name, email: `${name}@example.com`, role, team })
    const person = await make('kim', 'inbox')
    lou = await make('lou', 'inbox')
    boss = await make('boss', 'supervisor')
    kim = await central.signIn(person)
    await keepSignedIn()
    const everybody = {
      name: 'all',
      when: { all: [] },
      to: { people: [person.id, lou.id] },
      by: 'roundRobin',
    }
    const put = await central.service('PUT', '/distribution/sales', { rules: [everybody] })
    expect(put.status).toBe(200)
  })

  /** A hand-off that Kim has, of a lead. */
  const handed = async (): Promise<{ lead: string; handOff: string }> => {
    for (;;) {
      const lead = newId()
      await ana.sync([ana.captured(lead, HOT)])
      const [row] = await central.store.db
        .selectFrom('hand_offs')
        .select(['id', 'owner'])
        .where('lead', '=', lead)
        .execute()
      if (row!.owner === kim.person) return { lead, handOff: row!.id }
    }
  }
  const mailsOf = (lead: string) =>
    central.store.db
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
    const given = await central.store.db
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
    expect(await escalationsOf(sue, lead)).toMatchObject([
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
      return due && { step: due.step, in: (Date.parse(due.at) - now) / MINUTE }
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
    expect(await escalationsOf(sue, lead)).toHaveLength(1)
    await publish()
  })

  it('[ES8] a receiver’s program sees it, but silences nothing', async () => {
    const { lead } = await handed()
    pass(45)
    await work()
    const [raised] = await escalationsOf(kim, lead)
    const scopes = ['handOffs:read', 'handOffs:write']
    const made = await central.service('POST', '/api-keys', { name: 'CRM', scopes, team: boss.team })
    const program = api(central.url, { authorization: `Bearer ${(await made.json()).key}` })
    const path = `/escalations/${raised!.id}`
    expect((await program('POST', `${path}/acknowledge`)).status).toBe(200)
    for (const [what, body] of [
      ['resolve', { reason: 'later' }],
      ['nudge', undefined],
    ] as const) {
      expect((await program('POST', `${path}/${what}`, body)).status).toBe(403)
      const { api: own } = await central.signIn(boss)
      expect((await own('POST', `${path}/${what}`, body)).status).toBe(200)
    }
  })

  it('[ES11] who waits to deal holds the clocks of its leads already: it and the worker never wait for each other', async () => {
    const lead = newId()
    await ana.sync([ana.captured(lead)])
    const { db } = central.store
    let sent: Promise<unknown> = Promise.resolve()
    await db.transaction().execute(async (tx) => {
      await sql`select pg_advisory_xact_lock(hashtextextended('deal sales', 0))`.execute(tx)
      const hot = { route: 'hot', reason: 'asked for a quote' }
      sent = sue.sync([sue.event({ leadId: lead, type: 'route.set', payload: hot })])
      await until('the hand-off waits to be dealt', async () => {
        const waiting = sql`select from pg_locks where locktype = 'advisory' and not granted`
        return (await waiting.execute(tx)).rows.length > 0
      })
      const running = await db.selectFrom('clocks').select('id').where('subject', '=', lead).execute()
      expect(running).toHaveLength(1)
      const free = runningClocks(tx, [lead]).skipLocked()
      expect(await free.execute()).toEqual([])
    })
    await sent
    const [clock] = await db.selectFrom('clocks').selectAll().where('subject', '=', lead).execute()
    expect(clock?.stopped_at).not.toBeNull()
  })

  it('[ES8] others see nothing of it', async () => {
    const { lead } = await handed()
    pass(45)
    await work()
    const ben = await signIn('ben')
    expect(await escalationsOf(ben, lead)).toEqual([])
    expect(await escalationsOf(ana, lead)).toEqual([])
    expect(await escalationsOf(kim, lead)).toHaveLength(1)
    expect((await overdue(central.store.db, now + 60 * MINUTE)).some((o) => o.step === 'accept')).toBe(true)
  })
})

describe('what managers do', () => {
  const raised = async (): Promise<Escalation> => {
    const lead = await captured()
    pass(361)
    await work()
    return (await escalationsOf(sue, lead))[0]!
  }
  const post = async (device: TestDevice, id: string, what: string, body?: object) => {
    const response = await device.api('POST', `/escalations/${id}/${what}`, body)
    return { status: response.status, body: (await response.json()) as Escalation }
  }

  it('[ES8] acknowledged by who has it or looks after it; the first stands', async () => {
    const { id } = await raised()
    const ben = await signIn('ben')
    expect((await post(ben, id, 'acknowledge')).status).toBe(404)
    expect((await post(ana, id, 'acknowledge')).body).toMatchObject({
      state: 'acknowledged',
      acknowledged: { by: central.people.ana.id },
    })
    expect((await post(sue, id, 'acknowledge')).body.acknowledged?.by).toBe(central.people.ana.id)
  })

  it('[ES8] resolved with a reason: no further level comes', async () => {
    const { id, lead } = await raised()
    expect((await post(ana, id, 'resolve', { reason: 'no' })).status).toBe(403)
    expect((await post(sue, id, 'resolve', { reason: 'spoke at the fair' })).body).toMatchObject({
      state: 'resolved',
      resolved: { by: central.people.sue.id, reason: 'spoke at the fair' },
    })
    pass(1000)
    await work()
    expect(await escalationsOf(sue, lead)).toMatchObject([{ level: 'nudged', state: 'resolved' }])
  })

  it('[ES8] given to somebody else, and taken over', async () => {
    const { id, lead } = await raised()
    const ben = central.people.ben.id
    expect((await post(sue, id, 'reassign', { to: ben, reason: 'Ana is ill' })).body).toMatchObject({
      owner: ben,
      state: 'acknowledged',
    })
    expect((await post(sue, id, 'take-over')).body.owner).toBe(central.people.sue.id)
    const given = await central.store.db
      .selectFrom('leads')
      .select('owner')
      .where('id', '=', lead)
      .executeTakeFirstOrThrow()
    expect(given.owner).toBe(central.people.sue.id)
  })

  it('[ES7] reminded of by mail', async () => {
    const { id, lead } = await raised()
    expect((await post(sue, id, 'nudge')).status).toBe(200)
    const mails = await central.store.db
      .selectFrom('mails')
      .select(['kind', 'to_address', 'subject'])
      .where('lead', '=', lead)
      .execute()
    expect(mails).toMatchObject([{ kind: 'nudge', to_address: 'ana@example.com' }])
    expect(mails[0]!.subject).toContain('is to be called')
  })

  it('[ES8] lists in pages, the latest first, by state and owner', async () => {
    const page = async (query: string) =>
      (await (await sue.api('GET', `/escalations?${query}`)).json()) as EscalationsPage
    const all = await page('limit=200')
    const seen: string[] = []
    for (let next: string | null = ''; next !== null; ) {
      const some: EscalationsPage = await page(`limit=2${next ? `&cursor=${encodeURIComponent(next)}` : ''}`)
      seen.push(...some.escalations.map((e) => e.id))
      next = some.next
    }
    expect(all.escalations.length).toBeGreaterThan(4)
    expect(seen).toEqual(all.escalations.map((e) => e.id))
    const resolved = await page('state=resolved&limit=200')
    expect(resolved.escalations.map((e) => e.id)).toEqual(
      all.escalations.filter((e) => e.state === 'resolved').map((e) => e.id),
    )
    const mine = await page('owner=me&limit=200')
    expect(mine.escalations.every((e) => e.owner === central.people.sue.id)).toBe(true)
    expect((await sue.api('GET', '/escalations?cursor=x')).status).toBe(400)
  })
})

describe('the worker', () => {
  it('[ES5] two at once raise each level once, by the worker of a running central', async () => {
    const leads = await Promise.all(Array.from({ length: 12 }, () => captured()))
    pass(361)
    await Promise.all([work(), work(), work()])
    await until('all are raised', async () => {
      const found = await Promise.all(leads.map((lead) => escalationsOf(sue, lead)))
      return found.every((f) => f.length === 1)
    })
    const clocks = await central.store.db
      .selectFrom('clocks')
      .select('version')
      .where('lead', 'in', leads)
      .execute()
    expect(clocks.map((c) => c.version)).toEqual(leads.map(() => 2))
  })

  it('[ES12] a clock that cannot be worked is put off, and keeps no other waiting', async () => {
    const { db } = central.store
    const [bad, good] = [await captured(), await captured()]
    const campaign = (name: string) =>
      db.updateTable('clocks').set({ campaign: name }).where('lead', '=', bad).execute()
    await campaign('gone')
    pass(361)
    const told: string[] = []
    const onError = (error: Error) => void told.push(error.message)
    while (await workClocks({ ...central.store, jobs: NO_JOBS, onError }, now));
    await until('the good one is raised', async () => (await escalationsOf(sue, good)).length === 1)
    const row = () =>
      db
        .selectFrom('clocks')
        .select(['id', 'level', 'next_at'])
        .where('lead', '=', bad)
        .executeTakeFirstOrThrow()
    await until(
      'the bad one is put off',
      async () => Date.parse((await row()).next_at!) === now + 10 * MINUTE,
    )
    expect((await row()).level).toBeNull()
    await campaign(CAMPAIGN)
    pass(10)
    await work()
    await until('repaired', async () => (await escalationsOf(sue, bad)).length === 1)
  })
})
