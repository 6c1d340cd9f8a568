import { sql } from 'kysely'
import Papa from 'papaparse'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTeam } from '../../central/auth/teams.ts'
import { csvOf } from '../../central/reports/csv.ts'
import { capturedIn } from '../../central/reports/flow.ts'
import { decidedIn } from '../../central/reports/hand-offs.ts'
import { rate } from '../../central/reports/wilson.ts'
import { createCampaign } from '../../central/store/campaigns.ts'
import type { AgentsReport } from '../../shared/api/agents-report.ts'
import type { FlowReport } from '../../shared/api/flow-report.ts'
import type { HandOff, HandOffsPage } from '../../shared/api/hand-offs.ts'
import type { PayOffReport } from '../../shared/api/pay-off-report.ts'
import type { HandOffsReport } from '../../shared/api/reports.ts'
import { DEFAULT_POLICY } from '../../shared/policy/default-policy.ts'
import {
  type Api,
  CAMPAIGN,
  newId,
  newPerson,
  type TestCentral,
  type TestDevice,
  testCentral,
} from './support.ts'

const MORNING = Date.parse('2026-11-24T10:00:00.000Z')
const MINUTE = 60_000
let later = 0
const now = () => MORNING + later
const at = (minutes: number) => {
  later = minutes * MINUTE
}

const PARTNER = { territory: 'partner' }
const HOT = {
  timeline: 'within3',
  decisionRole: 'decides',
  budget: 'approved',
  need: 'urgent',
  companySize: 's501up',
  territory: 'direct',
}

let central: TestCentral
let ana: TestDevice
let kim: Api
let bossOfSales: Api
beforeAll(async () => {
  central = await testCentral({ now })
  const { db } = central.store
  await createCampaign(db, { id: 'autumn', name: 'Autumn', policy: DEFAULT_POLICY })
  ana = await central.signIn(central.people.ana)
  const north = await createTeam(db, { name: 'North', kind: 'sales', campaigns: null })
  const harbor = await createTeam(db, { name: 'Harbor', kind: 'partner', campaigns: null })
  const sign = async (name: string, role: 'inbox' | 'supervisor', team: string) => {
    const email = `${name}@example.com`
    const person = await newPerson(db, { name, email, role, team })
    return (await central.signIn(person)).api
  }
  kim = await sign('kim', 'inbox', north.id)
  bossOfSales = await sign('bo', 'supervisor', north.id)
  const pam = await sign('pam', 'inbox', harbor.id)

  // Four hot ones, decided at 0, 1, 2, 3; accepted 10, 20, 30 and 40 minutes later; the last goes back at once.
  for (const i of [0, 1, 2, 3]) {
    at(i)
    const lead = await handedOff(HOT, i === 2 ? 'autumn' : CAMPAIGN)
    at(i + 10 * (i + 1))
    await act(kim, lead, 'accept')
    if (i === 3) await act(kim, lead, 'return', { reason: 'noBudget' })
    if (i >= 2) continue
    later += 30 * MINUTE
    await act(kim, lead, 'actions', { kind: 'call' })
    later += 60 * MINUTE
    const value = { value: 100 * (i + 1), currency: i === 0 ? 'EUR' : 'USD' }
    await act(kim, lead, 'outcome', { outcome: 'won', ...value, reason: '=danger' })
  }
  at(200)
  await act(pam, await handedOff(PARTNER), 'outcome', { outcome: 'lost' })
  at(300)
})
afterAll(() => central.dispose())

async function handedOff(fields: object, campaign = CAMPAIGN): Promise<string> {
  const lead = newId()
  await ana.sync([ana.captured(lead, fields, campaign)])
  return lead
}

/** A call on which these fields were answered. */
async function talkedWith(known: object, answers: Record<string, string>): Promise<string> {
  const leadId = newId()
  const call = newId()
  const iso = () => new Date(now()).toISOString()
  const start = { call, phone: '+17575550142', at: iso() }
  await ana.sync([
    ana.captured(leadId, known),
    ana.event({ leadId, type: 'call.started', payload: start }),
    ...Object.entries(answers).map(([field, value]) =>
      ana.event({ leadId, type: 'field.answered', payload: { field, value, call } }),
    ),
  ])
  later += MINUTE
  const flags = {
    humanAnswered: true,
    rightParty: true,
    unworkable: false,
    doNotCall: false,
    completed: true,
  }
  const end = { call, at: iso(), disposition: 'spoke', flags }
  await ana.sync([ana.event({ leadId, type: 'call.finished', payload: end })])
  return leadId
}

async function act(api: Api, lead: string, what: string, body: object = {}): Promise<HandOff> {
  const page = await (await api('GET', `/hand-offs?lead=${lead}`)).json()
  const [handOff] = (page as HandOffsPage).handOffs
  const answer = await api('POST', `/hand-offs/${handOff!.id}/${what}`, body)
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`)
  return (await answer.json()) as HandOff
}

const DAY = 'from=2026-11-24&to=2026-11-25'
async function report(query = DAY, api = central.service): Promise<HandOffsReport> {
  const answer = await api('GET', `/reports/hand-offs?${query}`)
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`)
  return (await answer.json()) as HandOffsReport
}

describe('the report on hand-offs', () => {
  it('[RP2] gives the times between steps by route and channel', async () => {
    const { steps } = await report()
    const of = (route: string, step: string) => steps.find((s) => s.route === route && s.step === step)
    expect(of('hot', 'decided')).toMatchObject({ channel: 'sales', count: 4, p50: 0, p95: 0 })
    expect(of('hot', 'delivered')).toMatchObject({ count: 4, p95: 0 })
    // 10, 20, 30 and 40 minutes, interpolated.
    expect(of('hot', 'accepted')).toMatchObject({ count: 4, p50: 25 * 60, p90: 37 * 60, p95: 38.5 * 60 })
    expect(of('hot', 'firstAction')).toMatchObject({ count: 2, p50: 30 * 60 })
    expect(of('hot', 'outcome')).toMatchObject({ count: 2, p50: 60 * 60, p90: 60 * 60 })
    expect(of('hot', 'firstAttempt')).toBeUndefined()
    expect(of('partner', 'accepted')).toBeUndefined()
    const order = steps.filter((s) => s.route === 'hot').map((s) => s.step)
    expect(order).toEqual(['decided', 'delivered', 'accepted', 'firstAction', 'outcome'])
  })

  it('[RP2] gives them for all routes together, too, with how many were reached', async () => {
    const { overall, states } = await report()
    expect(overall.handOffs).toBe(states.reduce((n, s) => n + s.count, 0))
    expect(overall.reached).toBe(0)
    const of = (step: string) => overall.steps.find((s) => s.step === step)
    expect(of('decided')).toMatchObject({ count: 5, p50: 0 })
    // 10, 20, 30 and 40 minutes; and the partner's, who never said that they accept.
    expect(of('accepted')).toMatchObject({ count: 4, p50: 25 * 60, p95: 38.5 * 60 })
    expect(overall.steps.every((s) => !('route' in s))).toBe(true)
  })

  it('[RP3] counts states, and what was won and lost in each currency', async () => {
    const { states, outcomes } = await report()
    expect(states).toEqual([
      { route: 'hot', channel: 'sales', state: 'accepted', count: 1 },
      { route: 'hot', channel: 'sales', state: 'returned', count: 1 },
      { route: 'hot', channel: 'sales', state: 'won', count: 2 },
      { route: 'partner', channel: 'partner', state: 'lost', count: 1 },
    ])
    const hot = { route: 'hot', channel: 'sales', campaign: CAMPAIGN, outcome: 'won' }
    expect(outcomes).toEqual([
      { ...hot, currency: 'EUR', count: 1, value: 100 },
      { ...hot, currency: 'USD', count: 1, value: 200 },
      {
        route: 'partner',
        channel: 'partner',
        campaign: CAMPAIGN,
        outcome: 'lost',
        currency: '',
        count: 1,
        value: 0,
      },
    ])
  })

  it('[RP4] says which rule sent what came back, and why', async () => {
    const { rules } = await report()
    expect(rules).toEqual([
      {
        policyVersion: 1,
        rule: 1,
        text: expect.stringContaining('is within 3 months'),
        route: 'hot',
        sent: 4,
        returned: 1,
        reasons: { noBudget: 1 },
      },
      expect.objectContaining({ rule: 0, route: 'partner', sent: 1, returned: 0, reasons: {} }),
    ])
  })

  it('[RP1] is of a time and a campaign, and of what its reader may see', async () => {
    const autumn = await report(`${DAY}&campaign=autumn`)
    expect(autumn.states).toEqual([{ route: 'hot', channel: 'sales', state: 'accepted', count: 1 }])
    const two = await report('from=2026-11-24T10:01:00Z&to=2026-11-24T10:03:00Z')
    expect(two.states.map((s) => s.count)).toEqual([1, 1])
    const north = await report(DAY, bossOfSales)
    expect(new Set(north.states.map((s) => s.channel))).toEqual(new Set(['sales']))
    expect((await kim('GET', `/reports/hand-offs?${DAY}`)).status).toBe(403)
    expect((await central.service('GET', '/reports/hand-offs?from=2026-11-25&to=2026-11-24')).status).toBe(
      400,
    )
  })

  it('[RP5] comes as CSV, a file for each table', async () => {
    const table = async (name: string) => {
      const answer = await central.service('GET', `/reports/hand-offs.csv?${DAY}&table=${name}`)
      expect(answer.headers.get('content-type')).toContain('text/csv')
      const text = (await answer.text()).replace(/^\ufeff/, '')
      return Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true }).data
    }
    expect(await table('rules')).toMatchObject([
      { Rule: '2', Route: 'hot', Sent: '4', Reason: 'noBudget', Returned: '1' },
      { Rule: '1', Route: 'partner', Sent: '1', Reason: '', Returned: '0' },
    ])
    expect(await table('outcomes')).toHaveLength(3)
    expect(await table('states')).toHaveLength(4)
    expect((await table('steps'))[2]).toMatchObject({ Step: 'accepted', 'p50 seconds': '1500' })
    await table('overdue')
  })

  it('[RP7] is of a year at most', async () => {
    expect((await central.service('GET', '/reports/hand-offs?from=2026-01-01&to=2027-01-02')).status).toBe(
      200,
    )
    const long = await central.service('GET', '/reports/hand-offs?from=2026-01-01&to=2027-01-03')
    expect(long.status).toBe(400)
    expect(await long.json()).toMatchObject({
      errors: [{ pointer: '/to', detail: 'must be at most 366 days after from' }],
    })
  })

  it('[RP6] counts what is overdue now', async () => {
    const overdue = async () => (await report(`${DAY}&campaign=autumn`)).overdue
    await handedOff(HOT, 'autumn')
    expect((await overdue()).filter((o) => o.step === 'accept')).toEqual([])
    at(300 + 61)
    expect((await overdue()).filter((o) => o.step === 'accept')).toMatchObject([
      { campaign: 'autumn', route: 'hot', count: 1, since: new Date(MORNING + 360 * MINUTE).toISOString() },
    ])
    expect((await report(`${DAY}&campaign=spring`)).overdue.filter((o) => o.step === 'accept')).toEqual([])
  })

  it('[RP1] reads by the index on when they were decided', async () => {
    const { db } = central.store
    await sql`
      insert into hand_offs (id, lead, campaign, route, channel, policy_version, low, high, expected, as_of, at)
      select gen_random_uuid(), gen_random_uuid(), 'spring', 'hot', 'sales', 1, 0, 0, 0, '2020-01-01',
        timestamptz '2020-01-01' + n * interval '1 hour' from generate_series(1, 20000) n`.execute(db)
    await sql`analyze hand_offs`.execute(db)
    const span = { from: '2021-01-01T00:00:00.000Z', to: '2021-01-08T00:00:00.000Z', campaign: null }
    const viewer = { id: 'x', role: 'administrator', team: null } as const
    const plan = await sql<
      Record<'QUERY PLAN', string>
    >`explain select count(*) from ${decidedIn(viewer, span)}`.execute(db)
    const text = plan.rows.map((r) => r['QUERY PLAN']).join('\n')
    expect(text).toContain('hand_offs_at')
    expect(text).not.toContain('Seq Scan')
  })
})

describe('the report on the flow of leads', () => {
  const flow = async (query = DAY, api = central.service): Promise<FlowReport> => {
    const answer = await api('GET', `/reports/flow?${query}`)
    if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`)
    return (await answer.json()) as FlowReport
  }

  it('[RP8] counts the leads captured in a time stage by stage, and from their source to what became of them', async () => {
    const { funnel, flows } = await flow()
    expect(funnel).toEqual([
      { stage: 'captured', count: 6 },
      { stage: 'reached', count: 0 },
      { stage: 'decided', count: 6 },
      { stage: 'handedOff', count: 6 },
      { stage: 'accepted', count: 5 },
      { stage: 'won', count: 2 },
    ])
    at(600)
    await talkedWith({}, { timeline: 'within3', budget: 'approved' })
    expect((await flow('from=2026-11-24T20:00:00Z&to=2026-11-25')).funnel.slice(0, 4)).toEqual([
      { stage: 'captured', count: 1 },
      { stage: 'reached', count: 1 },
      { stage: 'decided', count: 0 },
      { stage: 'handedOff', count: 0 },
    ])
    const hot = { source: 'desk', route: 'hot', channel: 'sales' }
    expect(flows).toEqual([
      { ...hot, outcome: 'open', count: 2 },
      { ...hot, outcome: 'returned', count: 1 },
      { ...hot, outcome: 'won', count: 2 },
      { source: 'desk', route: 'partner', channel: 'partner', outcome: 'lost', count: 1 },
    ])
  })

  it('[RP8] is of a time, a campaign, and of what its reader may see', async () => {
    expect((await flow(`${DAY}&campaign=autumn`)).funnel[0]).toEqual({ stage: 'captured', count: 2 })
    expect((await flow('from=2026-11-28&to=2026-11-29')).flows).toEqual([])
    const north = await flow(DAY, bossOfSales)
    expect(new Set(north.flows.map((f) => f.channel))).toEqual(new Set(['sales']))
    expect((await kim('GET', `/reports/flow?${DAY}`)).status).toBe(403)
    expect((await central.service('GET', '/reports/flow?from=2025-01-01&to=2026-11-24')).status).toBe(400)
  })

  it('[RP5] comes as CSV', async () => {
    const answer = await central.service('GET', `/reports/flow.csv?${DAY}&table=flows`)
    expect(answer.headers.get('content-disposition')).toContain('flow-flows.csv')
    expect((await answer.text()).split('\r\n')[3]).toBe('desk,hot,sales,won,2')
    expect((await central.service('GET', `/reports/flow.csv?${DAY}&table=steps`)).status).toBe(400)
  })

  it('[RP8] reads by the index on when they were captured', async () => {
    const { db } = central.store
    await sql`
      insert into leads (id, component, campaign, stage, version, assigned_at, change, state, route, decision, low, high, expected,
        work, policy_version, as_of, captured_at)
      select id, id, 'spring', 'open', 1, now(), 1000000 + n, json_build_object(), 'hot', 'decided', 0, 0, 0, 'none', 1, '2020-01-01',
        to_char(timestamp '2020-01-01' + n * interval '1 hour', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
      from (select gen_random_uuid() as id, n from generate_series(1, 20000) n) made`.execute(db)
    await sql`analyze leads`.execute(db)
    const span = { from: '2021-01-01T00:00:00.000Z', to: '2021-01-02T00:00:00.000Z', campaign: null }
    const viewer = { id: 'x', role: 'administrator', team: null } as const
    const plan = await sql<Record<'QUERY PLAN', string>>`
      explain select count(last.state) from ${capturedIn(viewer, span)}`.execute(db)
    const text = plan.rows.map((r) => r['QUERY PLAN']).join('\n')
    expect(text).toContain('leads_captured')
    expect(text).not.toContain('Seq Scan')
    await sql`delete from leads where captured_at < '2026'`.execute(db)
  })
})

describe('the report on questions and agents', () => {
  const HERE = 'from=2026-11-24T21:00:00Z&to=2026-11-25'
  const { timeline, budget, ...known } = HOT
  const agents = async (query = HERE, api = central.service): Promise<AgentsReport> =>
    (await (await api('GET', `/reports/agents?${query}`)).json()) as AgentsReport

  it('[RP9] counts what was answered in calls until the decision, and what became of each agent’s', async () => {
    at(11 * 60)
    const lead = await talkedWith(known, { timeline, budget })
    const back = await talkedWith(known, { timeline, budget })
    await act(kim, lead, 'outcome', { outcome: 'won' })
    await act(kim, back, 'return', { reason: 'noBudget' })
    const { questions, agents: list } = await agents()
    expect(questions).toEqual([{ route: 'hot', answers: 2, count: 2 }])
    expect(list).toEqual([
      {
        person: central.people.ana.id,
        name: central.people.ana.name,
        returned: rate(1, 2),
        won: rate(1, 1),
      },
    ])
  })

  it('[RP9] names agents of a supervisor’s own team only, and is of 92 days at most', async () => {
    const north = await agents(HERE, bossOfSales)
    expect(north.questions).toHaveLength(1)
    expect(north.agents).toEqual([])
    expect((await central.service('GET', '/reports/agents?from=2026-08-01&to=2026-11-24')).status).toBe(400)
    expect((await kim('GET', `/reports/agents?${HERE}`)).status).toBe(403)
    const file = await central.service('GET', `/reports/agents.csv?${HERE}&table=questions`)
    expect((await file.text()).split('\r\n')[1]).toBe('hot,2,2')
  })

  it('[RP9] gives Wilson’s intervals', () => {
    expect(rate(5, 10).low).toBeCloseTo(0.2366, 4)
    expect(rate(5, 10).high).toBeCloseTo(0.7634, 4)
    expect(rate(0, 10)).toMatchObject({ low: 0, high: expect.closeTo(0.2775, 4) })
    expect(rate(10, 10)).toMatchObject({ low: expect.closeTo(0.7225, 4), high: expect.closeTo(1, 9) })
    expect(rate(0, 0)).toEqual({ count: 0, of: 0, low: 0, high: 1 })
  })
})

describe('the report on pay-off', () => {
  const HERE = 'from=2026-11-24T10:00:00Z&to=2026-11-24T14:00:00Z'
  const payOff = async (query = HERE, api = central.service): Promise<PayOffReport> =>
    (await (await api('GET', `/reports/pay-off?${query}`)).json()) as PayOffReport
  const sales = {
    channel: 'sales',
    count: 4,
    won: 2,
    cost: 20,
    costAtSales: 20,
    values: [
      { currency: 'EUR', value: 100 },
      { currency: 'USD', value: 200 },
    ],
  }

  it('[RP10] counts what each channel brought and cost, beside all to Sales', async () => {
    expect((await payOff()).channels).toEqual([
      { channel: 'partner', count: 1, won: 0, cost: 6, costAtSales: 10, values: [] },
      sales,
    ])
    expect((await payOff(HERE, bossOfSales)).channels).toEqual([sales])
  })

  it('[RP10] counts what was won by how long after its capture', async () => {
    const { db } = central.store
    const span = (months: number) =>
      sql`update hand_offs set captured_at = outcome_at - ${`${months} months`}::interval
      where outcome = 'won' and outcome_currency = 'USD'`.execute(db)
    const counts = async () => (await payOff()).timelines.map((t) => t.count)
    expect(await counts()).toEqual([2, 0, 0, 0])
    await span(3)
    expect(await counts()).toEqual([1, 1, 0, 0])
    await span(11)
    expect(await counts()).toEqual([1, 0, 1, 0])
    await span(12)
    expect(await counts()).toEqual([1, 0, 0, 1])
    const file = await central.service('GET', `/reports/pay-off.csv?${HERE}&table=timelines`)
    expect((await file.text()).split('\r\n')[1]).toBe('within3,1,0.12')
  })
})

describe('a cell of a table', () => {
  it.each(['=1+1', '+A1', '-1', '@x', '\t=1', '\r=1'])('[RP5] is no formula: %j', (text) => {
    const [, line] = csvOf({ header: ['A'], rows: [[text]] }).split('\r\n')
    expect(Papa.parse<string[]>(line ?? '').data[0]?.[0]).toBe(`'${text}`)
  })

  it('[RP5] has no digits that only counting in binary adds', () => {
    const [, line] = csvOf({
      header: ['A', 'B'],
      rows: [[2.7755575615628914e-17, 3671.0312999999996]],
    }).split('\r\n')
    expect(line).toBe('0,3671.0313')
  })
})
