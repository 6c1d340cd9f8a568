import { randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ParsedMail } from 'mailparser'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LeadPage } from '../../../shared/api/api.ts'
import type { HandOff, HandOffListed, HandOffsPage } from '../../../shared/api/hand-offs.ts'
import type { HandOffsReport } from '../../../shared/api/reports.ts'
import type { Person } from '../../../shared/sync/protocol.ts'
import { type Api, api, newDatabase, newId, PASSWORD, signIn, type TestDevice, until } from '../support.ts'
import { again, type CentralProcess, centralProcess } from './central-process.ts'
import { answersOf, respondent } from './people-who-respond.ts'
import { postOffice } from './post-office.ts'
import { badReceiver } from './receiver.ts'

/**
 * One day of a call center on real parts: central in a process of its own that is killed at random, PostgreSQL, a webhook receiver that
 * fails, an SMTP server. A Tuesday, ten in the morning in New York. STORY_SEED replays where it is killed.
 */
const SEED = Number(process.env.STORY_SEED ?? randomInt(2 ** 31))
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const TOTAL = Number(process.env.STORY_LEADS ?? 1000)

let central: CentralProcess
let crm: Awaited<ReturnType<typeof badReceiver>>
let mails: Awaited<ReturnType<typeof postOffice>>
let database: Awaited<ReturnType<typeof newDatabase>>
const people: Record<string, Person> = {}
const leadOf = new Map<string, string>()
let state = SEED
/** In [0, 1), by the seed. */
const random = () => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0
  return state / 2 ** 32
}

/** A call of the service's, asked again while central is down. */
async function service<T>(method: string, path: string, body?: unknown): Promise<T> {
  return again(async () => {
    const headers = { authorization: `Bearer ${await central.token()}` }
    const answer = await api(central.url, headers)(method, path, body)
    if (answer.status >= 500 || answer.status === 401)
      throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`)
    if (!answer.ok) expect.fail(`${method} ${path}: ${answer.status} ${await answer.text()}`)
    return (answer.status === 204 ? undefined : await answer.json()) as T
  })
}

const person = (name: string): Promise<TestDevice> =>
  again(() => signIn(central.url, `${name}@example.com`, people[name]!.id, () => central.now()))

async function allHandOffs(by: Api, query = ''): Promise<HandOffListed[]> {
  const all: HandOffListed[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const path: string = `/hand-offs?limit=200${query}${cursor === '' ? '' : `&cursor=${cursor}`}`
    const page: HandOffsPage = await again(async () => (await by('GET', path)).json())
    all.push(...page.handOffs)
    cursor = page.next
  }
  return all
}
const everyHandOff = async (query = '') =>
  allHandOffs(api(central.url, { authorization: `Bearer ${await central.token()}` }), query)

beforeAll(async () => {
  console.log(`STORY_SEED=${SEED}`)
  mails = await postOffice()
  crm = await badReceiver()
  database = await newDatabase()
  central = await centralProcess({
    clock: '2026-11-24T15:00:00.000Z',
    env: {
      ...(database ? { DATABASE_URL: database.url } : {}),
      SMTP_URL: mails.url,
      MAIL_FROM: 'Leadwright <leads@callcenter.example>',
    },
  })
  for (const id of ['expo', 'fair']) await service('POST', '/campaigns', { id, name: id })
  const team = async (name: string, kind: string) =>
    (await service<{ id: string }>('POST', '/teams', { name, kind, campaigns: null })).id
  const sales = await team('Sales', 'sales')
  const brazil = await team('Parceiros', 'partner')
  const mexico = await team('Socios', 'partner')
  const make = async (name: string, role: string, of: string | null = null) => {
    const email = `${name}@example.com`
    people[name] = await service<Person>('POST', '/people', {
      name,
      email,
      role,
      team: of,
      password: PASSWORD,
    })
  }
  for (const name of ['ana', 'ben', 'chloe', 'deepak']) await make(name, 'agent')
  await make('sue', 'supervisor')
  await make('sam', 'inbox', sales)
  await make('bia', 'inbox', brazil)
  await make('mara', 'inbox', mexico)
  const saved = await service<{ secret: string }>('PUT', '/channels/sales@expo', {
    kind: 'webhook',
    url: crm.url,
    allowPrivate: true,
  })
  crm.trust(saved.secret)
  const deal = (name: string, country: string, to: string) => ({
    name,
    when: { field: 'country', in: [country] },
    to: { team: to },
    by: 'inbox',
  })
  await service('PUT', '/distribution/partner', {
    rules: [deal('Brazil', 'BR', brazil), deal('Mexico', 'MX', mexico)],
  })
  const write = (text: string) => ({
    en: { subject: text, text: `${text}: {{ links.prices }} {{ form }}`, html: null },
  })
  await service('POST', '/nurture-campaigns', {
    name: 'Ideas',
    campaigns: null,
    routes: ['nurture'],
    language: 'en',
    enabled: true,
    from: { name: 'Ideas', address: 'ideas@callcenter.example' },
    postalAddress: '1 Long Lane, Galway',
    links: { prices: 'https://shop.example/prices' },
    hours: { from: 0, to: 1440, weekdaysOnly: false, zone: 'America/New_York' },
    cap: { mails: 5, days: 7 },
    steps: [
      { id: 'one', afterMinutes: 30, when: null, content: write('How others did it') },
      { id: 'two', afterMinutes: 1440, when: null, content: write('What it costs') },
    ],
  })
}, 180_000)

afterAll(async () => {
  await central?.dispose()
  await database?.drop()
  crm?.close()
  await mails?.close()
})

/** Kills central at some moment while something goes on. */
const killDuring = async <T>(work: Promise<T>, withinMs: number): Promise<T> => {
  await sleep(random() * withinMs)
  await central.kill()
  return work
}

const campaignOf = (n: number) => (n % 20 < 10 ? 'expo' : 'fair')

describe('a day of a call center, with central killed at random', { timeout: 240_000 }, () => {
  it('a thousand leads come in: a file, an API, a web form', async () => {
    const numbers = Array.from({ length: TOTAL }, (_, n) => n)
    for (const campaign of ['expo', 'fair']) {
      const rows = numbers.filter((n) => n % 5 < 3 && campaignOf(n) === campaign).map(respondent)
      const columns = ['firstName', 'lastName', 'company', 'email', 'country', 'timeline', 'decisionRole']
      const more = ['need', 'budget', 'companySize', 'currentSolution']
      const csv = [
        [...columns, ...more, 'emailConsent'].join(','),
        ...rows.map((r) => [...[...columns, ...more].map((c) => r.fields[c] ?? ''), 'yes'].join(',')),
      ].join('\n')
      const send = () =>
        again(async () => {
          const query = new URLSearchParams({ campaign, fileName: 'leads.csv' })
          const answer = await fetch(`${central.url}/api/v1/imports/${newId()}?${query}`, {
            method: 'PUT',
            body: csv,
            headers: { authorization: `Bearer ${await central.token()}`, 'content-type': 'text/csv' },
          })
          if (!answer.ok) throw new Error(await answer.text())
          const { state: end, rejected } = await answer.json()
          if (end !== 'done') throw new Error(end)
          expect(rejected).toBe(0)
        })
      await killDuring(send(), 1500)
    }
    const byApi = numbers.filter((n) => n % 5 >= 3)
    const respond = async () => {
      for (const n of byApi) {
        const { fields } = respondent(n)
        const isForm = n % 5 === 4
        await service('POST', '/responses', {
          id: `response-${n}`,
          campaign: campaignOf(n),
          channel: isForm ? 'web' : 'partner',
          label: isForm ? 'Pricing page' : 'Reseller portal',
          fields,
          consents: [{ for: 'email', given: true, basis: 'web form', text: 'Yes, write to me' }],
        })
      }
    }
    await killDuring(respond(), 3000)
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: LeadPage = await service(
        'GET',
        `/leads?limit=200${cursor === '' ? '' : `&cursor=${cursor}`}`,
      )
      for (const { lead } of page.leads) leadOf.set(String(lead.fields.email?.[0]?.value), lead.id)
      cursor = page.next
    }
    expect(leadOf.size).toBe(TOTAL)
  })

  it('agents qualify the open ones', async () => {
    const open = Array.from({ length: TOTAL }, (_, n) => respondent(n)).filter((r) => r.kind === 'open')
    const names = ['ana', 'ben', 'chloe', 'deepak']
    const sue = await person('sue')
    const found: LeadPage['leads'] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: LeadPage = await service(
        'GET',
        `/leads?stage=open&limit=200${cursor === '' ? '' : `&cursor=${cursor}`}`,
      )
      found.push(...page.leads)
      cursor = page.next
    }
    const version = new Map(found.map((l) => [l.lead.id, l.version]))
    expect(version.size).toBe(open.length)
    const desks = await Promise.all(names.map(person))
    for (const [i, desk] of desks.entries()) {
      const mine = open.filter((_, k) => k % names.length === i).map((r) => leadOf.get(r.email)!)
      const leads = mine.map((id) => ({ id, version: version.get(id)! }))
      const answer = await sue.api('POST', '/assignments', { leads, to: people[names[i]!]!.id })
      expect((await answer.json()).conflicts).toEqual([])
      await desk.pull()
    }
    const work = async (desk: TestDevice, i: number) => {
      const mine = open.filter((_, k) => k % names.length === i)
      for (let from = 0; from < mine.length; from += 50) {
        const events = mine.slice(from, from + 50).flatMap((r) => callOf(desk, leadOf.get(r.email)!, r.n))
        const { verdicts } = await again(() => desk.sync(events))
        expect(verdicts.filter((v) => v.verdict === 'rejected')).toEqual([])
      }
    }
    await killDuring(Promise.all(desks.map(work)), 4000)
    await killDuring(sleep(300), 300)
  })

  it('every hot lead of the expo reaches the CRM once, whatever it answers; nothing is handed off twice', async () => {
    const sent = await everyHandOff('&campaign=expo&channel=sales')
    expect(sent.length).toBeGreaterThan(TOTAL / 7)
    await until(
      'the CRM has all of them',
      async () => {
        const taken = new Set(crm.received().flatMap((r) => (r.taken ? r.handOff : [])))
        return sent.every((h) => taken.has(h.id))
      },
      120_000,
    )
    await killDuring(sleep(500), 500)
    expect(crm.wrong).toEqual([])
    expect(crm.received()).toHaveLength(sent.length)
    expect(new Set(crm.received().map((r) => r.handOff)).size).toBe(sent.length)
    expect(new Set(crm.received().map((r) => r.lead)).size).toBe(sent.length)
    for (const { attempts } of crm.received()) expect(new Set(attempts).size).toBe(1)
    expect(crm.received().filter((r) => r.attempts.length > 1).length).toBeGreaterThan(TOTAL / 100)
    // The CRM that took one and broke off before it said so is asked again: then central knows, too.
    await until(
      'central knows that all were delivered',
      async () =>
        (await everyHandOff('&campaign=expo&channel=sales')).every((h) => h.steps.deliveredAt !== null),
      120_000,
    )
  })

  it('a partner sees its own and nothing else, not even that it exists', async () => {
    const [bia, mara] = await Promise.all([person('bia'), person('mara')])
    const [brazil, mexico] = [await allHandOffs(bia.api), await allHandOffs(mara.api)]
    expect(brazil).toHaveLength(TOTAL / 20)
    expect(mexico).toHaveLength(TOTAL / 20)
    expect(new Set(brazil.map((h) => h.person.country))).toEqual(new Set(['BR']))
    expect((await bia.api('GET', `/hand-offs/${mexico[0]!.id}`)).status).toBe(404)
    expect((await bia.api('POST', `/hand-offs/${mexico[0]!.id}/accept`, {})).status).toBe(404)
    expect((await bia.api('GET', `/leads/${mexico[0]!.lead}/brief.txt`)).ok).toBe(false)
    expect((await bia.sync()).changes.leads).toEqual([])
  })

  let alone: HandOff
  it('Sales accepts one and sends one back with a reason: it is open again, and told of the rule that sent it', async () => {
    const sam = await person('sam')
    const mine = await allHandOffs(sam.api, '&campaign=fair')
    const [one, two, three] = mine
    expect(mine.length).toBeGreaterThan(TOTAL / 7)
    const act = async (h: HandOff, what: string, body: object) => {
      const answer = await again(() => sam.api('POST', `/hand-offs/${h.id}/${what}`, body))
      expect(answer.status, await answer.clone().text()).toBe(200)
      return (await answer.json()) as HandOff
    }
    await act(one!, 'accept', { version: one!.version })
    await act(one!, 'actions', { kind: 'call', note: 'Spoke with them' })
    await act(two!, 'return', { version: two!.version, reason: 'noBudget', note: 'Not before summer' })
    await act(one!, 'outcome', { outcome: 'won', value: 12_500, currency: 'EUR' })
    const lost = await act(mine[3]!, 'accept', {})
    await act(lost, 'outcome', { outcome: 'lost', reason: 'To a competitor' })
    const page: LeadPage = await service('GET', `/leads?stage=open&campaign=fair&limit=200`)
    const back = page.leads.find((l) => l.lead.id === two!.lead)
    expect(back?.lead.returns).toMatchObject([{ reason: 'noBudget', note: 'Not before summer' }])
    alone = three!
  })

  it('one that is left alone escalates on central’s clock, and its manager is told', async () => {
    await central.kill(2 * HOUR)
    const levels = async () =>
      (await everyEscalation()).filter((e) => e.handOff === alone.id).map((e) => e.level)
    await until('it escalates', async () => (await levels()).includes('escalated'), 60_000)
    await until('sue has mail of it', () => mails.mailsTo('sue@example.com').length > 0, 60_000)
  })

  it('mails go to those who agreed: one unsubscribes by one click, one fills in the form and comes back hot', async () => {
    const nurtured = Array.from({ length: TOTAL }, (_, n) => respondent(n)).filter(
      (r) => r.kind === 'nurture',
    )
    await until('the first mails', () => nurtured.every((r) => mails.mailsTo(r.email).length === 1), 90_000)
    const [leaves, returns, stays] = nurtured.filter((r) => campaignOf(r.n) === 'expo')
    const unsubscribe = (mails.mailsTo(leaves!.email)[0]!.headers.get('list') as unknown as Unsubscribe)
      .unsubscribe.url
    const gone = await fetch(unsubscribe, {
      method: 'POST',
      body: 'List-Unsubscribe=One-Click',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
    expect(gone.status).toBe(200)
    const form = formOf(mails.mailsTo(returns!.email)[0]!)
    const once = /name="once" value="([^"]+)"/u.exec(await (await fetch(form)).text())![1]
    const filled = await fetch(form, {
      method: 'POST',
      body: `once=${once}&timeline=within3`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
    expect(filled.status).toBe(200)
    const lead = leadOf.get(returns!.email)
    await until(
      'the CRM has the one that came back',
      () => crm.received().some((r) => r.lead === lead && r.taken),
      60_000,
    )
    const handOffs = (await everyHandOff(`&lead=${lead}`)).map(({ route, state: s }) => ({ route, state: s }))
    expect(handOffs).toContainEqual({ route: 'nurture', state: 'withdrawn' })
    expect(handOffs.filter((h) => h.route === 'hot')).toHaveLength(1)

    await central.kill(26 * HOUR)
    await until(
      'the second mails',
      () =>
        nurtured
          .filter((r) => r !== leaves && r !== returns)
          .every((r) => mails.mailsTo(r.email).length === 2),
      90_000,
    )
    expect(mails.mailsTo(leaves!.email)).toHaveLength(1)
    expect(mails.mailsTo(returns!.email)).toHaveLength(1)
    expect(mails.mailsTo(stays!.email)).toHaveLength(2)
  })

  it('every step’s time is in the report, and every lead is where it belongs', async () => {
    const from = '2026-11-24T00:00:00.000Z'
    const to = new Date(central.now() + MINUTE).toISOString()
    const report = await service<HandOffsReport>(
      'GET',
      `/reports/hand-offs?${new URLSearchParams({ from, to })}`,
    )
    expect(new Set(report.steps.map((s) => s.step))).toEqual(
      new Set(['firstAttempt', 'decided', 'delivered', 'accepted', 'firstAction', 'outcome']),
    )
    expect(report.rules.filter((r) => r.returned > 0)).toMatchObject([
      { returned: 1, reasons: { noBudget: 1 }, route: 'hot' },
    ])
    expect(report.outcomes).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ outcome: 'won', count: 1, value: 12_500, currency: 'EUR' }),
        expect.objectContaining({ outcome: 'lost', count: 1 }),
      ]),
    )
    const handOffs = await everyHandOff()
    const at = (channel: string) =>
      new Set(handOffs.filter((h) => h.channel === channel).map((h) => h.lead)).size
    expect(at('partner')).toBe(TOTAL / 10)
    expect(at('nurture')).toBe(TOTAL / 10)
    expect(at('web')).toBeGreaterThanOrEqual(TOTAL / 10)
    const open = Array.from({ length: TOTAL }, (_, n) => respondent(n)).filter((r) => r.kind === 'open')
    const ready = open.filter((r) => r.n % 3 !== 0).length
    // The hot ones, those whom agents found ready, and the one who came back.
    expect(at('sales')).toBe(TOTAL / 10 + ready + 1)
    expect(central.kills()).toBeGreaterThan(5)
  })
})

interface Unsubscribe {
  unsubscribe: { url: string }
}

async function everyEscalation() {
  const all: { handOff: string | null; level: string }[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: { escalations: typeof all; next: string | null } = await service(
      'GET',
      `/escalations?limit=200${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
    )
    all.push(...page.escalations)
    cursor = page.next
  }
  return all
}

const formOf = (mail: ParsedMail): string => mail.text!.match(/http:\S+\/l\/form\/\S+/u)![0]

/** A call in which the lead's open questions are answered. */
function callOf(desk: TestDevice, leadId: string, n: number) {
  const call = newId()
  const at = new Date(desk.now()).toISOString()
  const flags = {
    humanAnswered: true,
    rightParty: true,
    unworkable: false,
    doNotCall: false,
    completed: true,
  }
  return [
    desk.event({ leadId, type: 'call.started', payload: { call, phone: '', at } }),
    ...Object.entries(answersOf(n)).map(([field, value]) =>
      desk.event({ leadId, type: 'field.answered', payload: { field, value, call } }),
    ),
    desk.event({ leadId, type: 'call.finished', payload: { call, at, disposition: 'spoke', flags } }),
  ]
}
