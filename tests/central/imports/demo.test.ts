import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CENTRAL } from '../../../central/auth/may-see.ts'
import { DEMO_LEADS, DEMO_PASSWORD, DEMO_PEOPLE, demoUnlessUsed } from '../../../central/demo/load-demo.ts'
import { DEMO_PAST } from '../../../central/demo/past.ts'
import { personOf, seededDice } from '../../../central/demo/persons.ts'
import { DEMO_PLACES } from '../../../central/demo/places.ts'
import { idOf } from '../../../central/imports/ids.ts'
import { fitToOutcomes } from '../../../central/policies/fit.ts'
import { type Central, startCentral } from '../../../central/start-central.ts'
import type { IngestDeps } from '../../../central/store/leads/ingest-types.ts'
import { PolicyBook } from '../../../central/store/leads/policies.ts'
import type { QueuesResponse } from '../../../shared/api/api.ts'
import { isOpen } from '../../../shared/contact/contact.ts'
import { closedBecause, contactOf, numbersOf } from '../../../shared/contact/contact-of.ts'
import type { Lead } from '../../../shared/lead/lead.ts'
import { DEFAULT_POLICY } from '../../../shared/policy/default-policy.ts'
import { invalidReasons } from '../../../shared/policy/validity.ts'
import { api, newDatabase, removeDataDir, tempDataDir } from '../support.ts'

const NOW = Date.UTC(2026, 10, 25, 15)
const GROUND = { policy: DEFAULT_POLICY, suppressedBy: () => null }
const NEVER = { given: [], lifted: [] }
const clean: (() => Promise<void>)[] = []

async function emptyCentral(): Promise<Central> {
  const dataDir = await tempDataDir()
  const own = await newDatabase()
  const options = { dataDir, port: 0, staticDir: null, logLevel: 'error', now: () => NOW }
  const central = await startCentral({ ...options, ...(own ? { databaseUrl: own.url } : {}) })
  clean.push(async () => {
    await central.close()
    await own?.drop()
    await removeDataDir(dataDir)
  })
  return central
}

interface Row {
  id: string
  route: string
  decision: string
  stage: string
  owner: string | null
  work: string
  due: string | null
  late_from: string | null
  state: Lead
}
const leadsOf = ({ store }: Central): Promise<Row[]> =>
  store.db
    .selectFrom('leads')
    .select(['id', 'route', 'decision', 'stage', 'owner', 'work', 'due', 'late_from', 'state'])
    .orderBy('id')
    .execute()

let central: Central
let leads: Row[]
beforeAll(async () => {
  central = await emptyCentral()
  await demoUnlessUsed(central.store, NOW)
  leads = await leadsOf(central)
})
afterAll(async () => {
  for (const step of clean) await step()
})

const PAST = new Set(Array.from({ length: DEMO_PAST }, (_, i) => idOf('demo', 'past', i)))
const isPast = ({ id }: Row) => PAST.has(id)

const share = (rows: Row[], test: (row: Row) => boolean) => rows.filter(test).length / rows.length
const at = (text: string | null) => Date.parse(text ?? '')

describe('[IN30] the demo campaign', () => {
  test('has its leads, all routes and stages, an uneven team and a pool', async () => {
    expect(leads.filter((l) => !isPast(l))).toHaveLength(DEMO_LEADS)
    expect((await sql`select problem from import_problems`.execute(central.store.db)).rows).toEqual([])
    for (const route of ['hot', 'high', 'low', 'partner', 'nurture', 'needInfo'])
      expect(leads.filter((l) => l.route === route).length, route).toBeGreaterThan(5)
    for (const state of ['decided', 'needsInformation', 'forced', 'byHand'])
      expect(leads.filter((l) => l.decision === state).length, state).toBeGreaterThan(3)
    for (const stage of ['open', 'handedOff', 'closed'])
      expect(leads.filter((l) => l.stage === stage).length, stage).toBeGreaterThan(50)
    const load = (owner: string | null) => leads.filter((l) => l.stage === 'open' && l.owner === owner).length
    const loads = ['ana', 'chloe', 'deepak', 'ben'].map(load)
    expect(loads).toEqual([...loads].sort((a, b) => b - a))
    expect(load(null)).toBeGreaterThan(50)
    const known = DEMO_PEOPLE.map((p): string => p.id)
    expect(leads.every((l) => l.owner === null || known.includes(l.owner))).toBe(true)
  })

  test('[IN31] is a working day: most wait for a first call that is not due yet, a few are late, some were tried', () => {
    const open = leads.filter((l) => l.stage === 'open')
    const late = share(open, (l) => l.late_from !== null && at(l.late_from) < NOW)
    expect(late).toBeGreaterThan(0.03)
    expect(late).toBeLessThan(0.05)
    expect(share(open, (l) => l.state.calls.length === 0 && at(l.due) > NOW)).toBeGreaterThan(0.5)
    const tried = open.filter((l) => l.work === 'call' && l.state.calls.length > 0)
    expect(tried.length / open.length).toBeGreaterThan(0.25)
    expect(share(tried, (l) => at(l.due) > NOW)).toBeGreaterThan(0.1)
    expect(share(tried, (l) => at(l.due) < NOW)).toBeGreaterThan(0.3)
    expect(tried.every((l) => l.state.calls.every((c) => c.actor === l.owner))).toBe(true)
    expect(leads.filter((l) => l.state.notes.length > 0).length).toBeGreaterThan(20)
  })

  test('[IN31] has callbacks today, for every agent, one or two of them late', async () => {
    const service = api(central.url, { authorization: `Bearer ${central.serviceToken}` })
    const { queues } = (await (await service('GET', '/queues')).json()) as QueuesResponse
    const agents = queues.filter((q) => q.person)
    expect(agents.every((q) => q.callbacksToday > 0 || q.person?.role !== 'agent')).toBe(true)
    const callbacks = leads.filter((l) => l.work === 'callback')
    expect(callbacks).toHaveLength(20)
    expect(callbacks.filter((l) => at(l.due) < NOW)).toHaveLength(2)
  })

  test('[IN31] nothing happened after now, nor before the person came', async () => {
    for (const { state } of leads) {
      const times = state.calls.flatMap((c) => [at(c.startedAt), at(c.finishedAt)])
      expect(times).toEqual([...times].sort((a, b) => a - b))
      for (const time of times) {
        expect(time).toBeLessThan(NOW)
        expect(time).toBeGreaterThan(at(state.capturedAt))
      }
    }
  })

  test('[IN34] nobody in it is invalid, and every call was made when it was allowed', () => {
    expect(leads.flatMap((l) => invalidReasons(l.state, DEFAULT_POLICY))).toEqual([])
    for (const { state } of leads)
      for (const [i, call] of state.calls.entries()) {
        const before = { ...state, doNotCall: NEVER, calls: state.calls.slice(0, i) }
        expect(closedBecause(before, call.phone, GROUND, call.startedAt), state.id).toEqual([])
      }
  })

  test('[IN34] in office hours of Europe or America every agent has people to call', () => {
    for (let hour = 8; hour <= 25; hour += 1) {
      const then = new Date(Date.UTC(2026, 10, 25, hour, 30)).toISOString()
      const callable = (l: Row) => isOpen(contactOf(l.state, numbersOf(l.state)[0] ?? '', GROUND, then), then)
      for (const agent of ['ana', 'ben', 'chloe', 'deepak']) {
        const queue = leads.filter((l) => l.stage === 'open' && l.owner === agent)
        expect(queue.filter(callable).length, `${agent} at ${then}`).toBeGreaterThan(10)
      }
    }
  })

  test('[IN36] has a past that has left the queues, with outcomes to learn from and to report', async () => {
    const past = leads.filter(isPast)
    expect(past.length).toBeGreaterThan(DEMO_PAST * 0.9)
    expect(past.filter((l) => l.stage === 'open' || l.owner !== null)).toEqual([])
    const made = await central.store.db
      .selectFrom('hand_offs')
      .selectAll()
      .where(
        'lead',
        'in',
        past.map((l) => l.id),
      )
      .execute()
    for (const h of made) {
      const steps = [
        h.captured_at,
        h.first_attempt_at,
        h.at,
        h.delivered_at,
        h.accepted_at,
        h.first_action_at,
      ]
      const times = [...steps, h.outcome_at ?? h.returned_at].flatMap((t) => (t === null ? [] : [at(t)]))
      expect(times, h.id).toEqual([...times].sort((a, b) => a - b))
      expect(times.at(-1)).toBeLessThan(NOW)
    }
    const won = made.filter((h) => h.outcome === 'won')
    expect(won.every((h) => h.outcome_value! > 0 && h.outcome_currency === 'USD')).toBe(true)
    const lost = made.filter((h) => h.outcome === 'lost')
    expect(lost.every((h) => h.outcome_reason !== '')).toBe(true)
    expect(made.filter((h) => h.state === 'returned').length).toBeGreaterThan(3)
    for (const channel of ['sales', 'partner', 'web', 'nurture'])
      expect(made.filter((h) => h.channel === channel && h.outcome !== null).length, channel).toBeGreaterThan(
        10,
      )
    const running = await central.store.db
      .selectFrom('clocks')
      .select('id')
      .where('stopped_at', 'is', null)
      .where('lead', 'in', [...PAST])
      .execute()
    expect(running, 'nothing of it is late').toEqual([])

    const fitted = await fitToOutcomes(central.store, CENTRAL, 'spring-expo-2026', NOW)
    if (!fitted.ok) throw new Error(fitted.unless)
    expect(fitted.measures.proposed.rows).toBe(won.length + lost.length)
    expect(fitted.measures.proposed.auc).toBeGreaterThan(fitted.measures.present.auc)
  })

  test('[IN36] has people who asked before under another number: likely duplicates to look at', async () => {
    const pairs = await central.store.db.selectFrom('likely_duplicates').select(['a', 'b']).execute()
    expect(pairs).toHaveLength(2)
    for (const { a, b } of pairs) expect([PAST.has(a), PAST.has(b)].sort()).toEqual([false, true])
  })

  test('[IN32] its numbers belong to nobody', () => {
    // NANPA 555-01xx, Ofcom, Bundesnetzagentur, Arcep, ACMA.
    const fictitious =
      /^\+(1\d{3}55501\d\d|44(207946|161496|121496|131496|113496|117496)0\d{3}|49(3023125|6990009|4066969|2214710|8999998)\d{3}|33(19900|26191|35301|46571|53649)\d{4}|61(25550|37010|77010)\d{4})$/
    const numbers = leads.flatMap((l) => l.state.fields.phone?.map((v) => String(v.value)) ?? [])
    expect(numbers.length).toBeGreaterThan(DEMO_LEADS * 0.9)
    expect(numbers.filter((n) => !fictitious.test(n))).toEqual([])
  })
})

test('[IN32] where the numbers kept for fiction are used up it is said, and nothing hangs', () => {
  const taken = new Set(DEMO_PLACES.slice(1).map((p) => p.phone))
  const people = (count: number) =>
    Array.from({ length: count }, (_, i) => personOf(seededDice(i), taken, i, true))
  expect(new Set(people(90).map((p) => p.phone)).size).toBe(90)
  expect(() => people(20)).toThrow('There are no more numbers kept for fiction')
})

/** Breaks off after so many leads were decided, as a kill does: what a transaction had not committed is gone. */
class BreaksOff extends PolicyBook {
  constructor(private left: number) {
    super()
  }
  override version(...args: Parameters<PolicyBook['version']>) {
    this.left -= 1
    if (this.left < 0) throw new Error('broken off')
    return super.version(...args)
  }
}

test('[IN33] a load that broke off is completed at the next start, to the same campaign; a used central gets none', {
  timeout: 240_000,
}, async () => {
  const other = await emptyCentral()
  const attempt = async (i: number, after: number) => {
    const store: IngestDeps = { ...other.store, policies: new BreaksOff(after) }
    return demoUnlessUsed(store, NOW + i * 60_000).then(
      () => true,
      (error: unknown) => {
        expect(String(error)).toContain('broken off')
        return false
      },
    )
  }
  await attempt(0, 0)
  let attempts = 1
  while (!(await attempt(attempts, 2000))) attempts += 1
  expect(attempts).toBeGreaterThan(2)
  const eventsOf = async ({ store }: Central) =>
    (await store.db.selectFrom('events').select('id').orderBy('id').execute()).map((e) => e.id)
  expect(await eventsOf(other)).toEqual(await eventsOf(central))
  const shown = ({ id, route, stage, owner, due }: Row) => ({ id, route, stage, owner, due })
  expect((await leadsOf(other)).map(shown)).toEqual(leads.map(shown))

  const account = await demoUnlessUsed(other.store, NOW + 86_400_000)
  expect(account, 'the account to try is named, loaded now or earlier').toEqual({
    email: DEMO_PEOPLE[0].email,
    password: DEMO_PASSWORD,
  })
  expect((await leadsOf(other)).length).toBe(leads.length)
  const used = await emptyCentral()
  const service = api(used.url, { authorization: `Bearer ${used.serviceToken}` })
  const sam = { name: 'Sam', email: 'sam@example.com', role: 'administrator', password: 'our own secret' }
  await service('POST', '/people', sam)
  expect(await demoUnlessUsed(used.store, NOW)).toBeNull()
  expect(await leadsOf(used)).toEqual([])
})
