import { describe, expect, it } from 'vitest'
import { putReceiver } from '../../../central/distribution/receivers.ts'
import { runningClocks } from '../../../central/escalation/keep-clocks.ts'
import { workClocks } from '../../../central/escalation/work-clocks.ts'
import { ingest } from '../../../central/store/events/ingest.ts'
import { CAMPAIGN, newId, until } from '../support.ts'
import { escalating, MINUTE, NO_JOBS } from './escalating.ts'

const here = escalating()
const { signIn, pass, work, escalationsOf, captured, publish, call } = here

describe('a calendar that changes while a batch is taken in', () => {
  it('[ES4] is counted by, though the batch had read the one before', async () => {
    const lead = await captured()
    const { store, people } = here.central
    const nextOf = async () => (await runningClocks(store.db, [lead]).execute())[0]!.next_at
    const before = await nextOf()
    await ingest(store, {
      events: [here.ana.answered(lead, 'budget', 'none')],
      now: here.now,
      ownerOfNew: () => null,
      applies: async () => {
        const week = { '5': [[540, 1020] as [number, number]] }
        const calendar = { zone: 'Europe/London', week, holidays: null, absences: [] }
        await putReceiver(store.db, people.sue, people.ana.id, { calendar, capacity: null }, here.now)
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
    expect(await escalationsOf(here.ana, lead)).toEqual([])
    pass(1)
    await work()
    await work()
    expect(await escalationsOf(here.ana, lead)).toMatchObject([
      { level: 'nudged', step: 'attempt', state: 'open', owner: here.central.people.ana.id, version: 2 },
    ])
    pass(120)
    await work()
    expect((await here.ana.pull()).removed).toContainEqual({ id: lead, to: null, stage: 'open' })
    expect(await escalationsOf(here.ana, lead)).toEqual([])
    expect(await escalationsOf(here.sue, lead)).toMatchObject([{ level: 'reassigned', owner: null }])
    pass(240)
    await work()
    await work()
    const [escalated] = await escalationsOf(here.sue, lead)
    expect(escalated).toMatchObject({ level: 'escalated', state: 'open' })
    expect(Date.parse(escalated!.at)).toBe(here.now)
  })

  it('[ES4] a call that is started stops the clock, and settles what it raised', async () => {
    const quick = await captured()
    const slow = await captured()
    await here.ana.sync([call(quick)])
    pass(400)
    await work()
    await here.ana.sync([call(slow)])
    pass(1000)
    await work()
    expect(await escalationsOf(here.sue, quick)).toEqual([])
    expect(await escalationsOf(here.sue, slow)).toMatchObject([
      {
        level: 'nudged',
        state: 'resolved',
        resolved: { by: 'system:central', reason: 'A call was started' },
      },
    ])
  })

  it('[ES4] a skip stops nothing', async () => {
    const lead = await captured()
    const until_ = new Date(here.now + 600 * MINUTE).toISOString()
    await here.ana.sync([
      here.ana.event({ leadId: lead, type: 'lead.skipped', payload: { until: until_, reason: 'closed' } }),
    ])
    pass(360)
    await work()
    expect(await escalationsOf(here.ana, lead)).toMatchObject([{ level: 'nudged' }])
  })

  it('[ES6] who got it late has the time until it is taken away', async () => {
    const lead = await captured()
    pass(470)
    const [row] = (await here.ana.pull()).leads.filter((l) => l.lead.id === lead)
    const version = row?.version ?? 1
    const { status } = await here.sue.api('POST', '/assignments', {
      leads: [{ id: lead, version }],
      to: here.central.people.ben.id,
    })
    expect(status).toBe(200)
    pass(20)
    await work()
    expect(await escalationsOf(here.sue, lead)).toMatchObject([
      { owner: here.central.people.ben.id, level: 'nudged' },
    ])
  })

  it('[ES4] of a list of old leads the clocks begin when they come in', async () => {
    const lead = newId()
    const at = new Date(here.now - 90 * 1440 * MINUTE).toISOString()
    const event = here.ana.captured(lead)
    await here.ana.sync([{ ...event, payload: { ...event.payload, at } }])
    await work()
    expect(await escalationsOf(here.ana, lead)).toEqual([])
    pass(360)
    await work()
    expect(await escalationsOf(here.ana, lead)).toMatchObject([{ level: 'nudged' }])
  })

  it('[ES3] is counted in working time: by the campaign, and by its owner first', async () => {
    const office = (from: number, to: number) => ({
      zone: 'Europe/London',
      week: Object.fromEntries(['1', '2', '3', '4', '5'].map((d) => [d, [[from, to]]])) as never,
      holidays: null,
      absences: [],
    })
    here.now = Date.UTC(2026, 10, 25, 16)
    await publish((p) => {
      p.calendar = office(9 * 60, 17 * 60)
      p.routes.needInfo.slas = { attempt: { minutes: 120, escalate: 1 } }
    })
    const lead = await captured()
    await here.central.store.db
      .insertInto('receivers')
      .values({
        person: here.central.people.ben.id,
        calendar: JSON.stringify(office(12 * 60, 13 * 60)) as never,
      })
      .execute()
    const bens = await captured(await signIn('ben'))
    here.now = Date.UTC(2026, 10, 26, 9, 59)
    await work()
    expect(await escalationsOf(here.sue, lead)).toEqual([])
    pass(1)
    await work()
    expect(await escalationsOf(here.sue, lead)).toMatchObject([
      { level: 'escalated', dueAt: '2026-11-26T10:00:00.000Z' },
    ])
    here.now = Date.UTC(2026, 10, 27, 12, 59)
    await work()
    expect(await escalationsOf(here.sue, bens)).toEqual([])
    pass(1)
    await work()
    expect(await escalationsOf(here.sue, bens)).toMatchObject([{ dueAt: '2026-11-27T13:00:00.000Z' }])
    const { status } = await here.sue.api('POST', '/assignments', {
      leads: [{ id: bens, version: 1 }],
      to: here.central.people.ana.id,
    })
    expect(status).toBe(200)
    await work()
    const moved = await here.central.store.db
      .selectFrom('leads')
      .select('due')
      .where('id', '=', bens)
      .execute()
    expect(moved).toEqual([{ due: '2026-11-26T10:00:00.000Z' }])
    await here.central.store.db.deleteFrom('receivers').execute()
    await publish()
  })

  it('[ES2] a new policy counts the clocks that run anew', async () => {
    const lead = await captured()
    await publish((p) => {
      p.routes.needInfo.slas = { attempt: { minutes: 10, nudge: 0.5 } }
    })
    pass(5)
    await work()
    expect(await escalationsOf(here.ana, lead)).toMatchObject([{ level: 'nudged' }])
    await publish()
  })
})

describe('the worker', () => {
  it('[ES5] two at once raise each level once, by the worker of a running central', async () => {
    const leads = await Promise.all(Array.from({ length: 12 }, () => captured()))
    pass(361)
    await Promise.all([work(), work(), work()])
    await until('all are raised', async () => {
      const found = await Promise.all(leads.map((lead) => escalationsOf(here.sue, lead)))
      return found.every((f) => f.length === 1)
    })
    const clocks = await here.central.store.db
      .selectFrom('clocks')
      .select('version')
      .where('lead', 'in', leads)
      .execute()
    expect(clocks.map((c) => c.version)).toEqual(leads.map(() => 2))
  })

  it('[ES12] a clock that cannot be worked is put off, and keeps no other waiting', async () => {
    const { db } = here.central.store
    const [bad, good] = [await captured(), await captured()]
    const campaign = (name: string) =>
      db.updateTable('clocks').set({ campaign: name }).where('lead', '=', bad).execute()
    await campaign('gone')
    pass(361)
    const told: string[] = []
    const onError = (error: Error) => void told.push(error.message)
    while (await workClocks({ ...here.central.store, jobs: NO_JOBS, onError }, here.now));
    await until('the good one is raised', async () => (await escalationsOf(here.sue, good)).length === 1)
    const row = () =>
      db
        .selectFrom('clocks')
        .select(['id', 'level', 'next_at'])
        .where('lead', '=', bad)
        .executeTakeFirstOrThrow()
    await until(
      'the bad one is put off',
      async () => Date.parse((await row()).next_at!) === here.now + 10 * MINUTE,
    )
    expect((await row()).level).toBeNull()
    await campaign(CAMPAIGN)
    pass(10)
    await work()
    await until('repaired', async () => (await escalationsOf(here.sue, bad)).length === 1)
  })
})
