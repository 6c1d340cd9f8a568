import { sql } from 'kysely'
import { type AddressObject, type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mailSettings } from '../../central/mail/settings.ts'
import { workDue } from '../../central/nurture/work-due.ts'
import type { Enrolment, NurtureCampaign, NurtureCampaignInput } from '../../shared/api/nurture.ts'
import type { LeadEvent } from '../../shared/events/event.ts'
import { newId, newPerson, type TestCentral, type TestDevice, testCentral, until } from './support.ts'

const MINUTE = 60_000
const DAY = 1440 * MINUTE
/** Nothing of this is decided by chance: a nurture lead under the default policy, hot once it is in a hurry. */
const NURTURED = {
  timeline: 'm7to12',
  decisionRole: 'decides',
  need: 'urgent',
  budget: 'approved',
  companySize: 's120to500',
  currentSolution: 'competitor',
}

/** A Monday, ten o'clock in London. */
let now = Date.parse('2026-11-23T10:00:00.000Z')
let central: TestCentral
let smtp: SMTPServer
const inbox: ParsedMail[] = []

beforeAll(async () => {
  smtp = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onData(stream, _session, done) {
      simpleParser(stream).then((mail) => {
        inbox.push(mail)
        done()
      }, done)
    },
  })
  const port = await new Promise<number>((resolve) => {
    const server = smtp.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port))
  })
  central = await testCentral({
    now: () => now,
    jobPollSeconds: 0.5,
    lookEveryMs: 50,
    mail: mailSettings({ SMTP_URL: `smtp://127.0.0.1:${port}`, MAIL_FROM: 'Leads <leads@example.com>' }),
  })
})

afterAll(async () => {
  await central?.dispose()
  await new Promise<void>((done) => smtp?.close(() => done()))
})

const content = (name: string) => ({
  subject: `${name} for {{ firstName | default: "you" }}`,
  text: `${name}: {{ links.prices }} or {{ links.story }}, {{ form }}`,
  html: null,
})

function input(change: Partial<NurtureCampaignInput> = {}): NurtureCampaignInput {
  return {
    name: 'Ideas',
    campaigns: null,
    routes: ['nurture'],
    language: 'en',
    enabled: true,
    from: { name: 'Ideas', address: 'ideas@example.com' },
    postalAddress: '1 Long Lane, Galway',
    links: { prices: 'https://example.com/prices', story: 'https://example.com/story?a=1' },
    hours: { from: 0, to: 1440, weekdaysOnly: false, zone: 'Europe/London' },
    cap: { mails: 5, days: 1 },
    steps: [
      { id: 'one', afterMinutes: 10, when: null, content: { en: content('One'), de: content('Eins') } },
      { id: 'two', afterMinutes: 3 * 1440, when: null, content: { en: content('Two') } },
    ],
    ...change,
  }
}

async function made(change: Partial<NurtureCampaignInput> = {}): Promise<NurtureCampaign> {
  const answer = await central.service('POST', '/nurture-campaigns', input(change))
  if (answer.status !== 201) throw new Error(await answer.text())
  return answer.json()
}

/** No two tests share a campaign: the ones before are switched off. */
async function alone(change: Partial<NurtureCampaignInput> = {}): Promise<NurtureCampaign> {
  const { campaigns } = await (await central.service('GET', '/nurture-campaigns')).json()
  for (const { id, version } of campaigns)
    await central.service('DELETE', `/nurture-campaigns/${id}?version=${version}`)
  return made(change)
}

const read = async (id: string): Promise<NurtureCampaign> =>
  (await central.service('GET', `/nurture-campaigns/${id}`)).json()
const enrolments = async (id: string): Promise<Enrolment[]> =>
  (await (await central.service('GET', `/nurture-campaigns/${id}/enrolments`)).json()).enrolments
const ofLead = async (id: string, lead: string) => (await enrolments(id)).find((e) => e.lead === lead)
const sue = () => central.signIn(central.people.sue)

let persons = 0
interface Enrolled {
  lead: string
  email: string
  desk: TestDevice
}

const consent = (desk: TestDevice, leadId: string, given: boolean): LeadEvent => {
  const id = newId()
  const at = new Date(now).toISOString()
  const payload = { consent: id, for: 'email', given, basis: 'web form', text: 'Yes', at }
  return desk.event({ leadId, type: 'consent.recorded', payload })
}

/** A lead that goes to nurture as it comes. */
async function arrives(fields: object = {}, agrees = true): Promise<Enrolled> {
  persons += 1
  const desk = await sue()
  const lead = newId()
  const email = `person${persons}@example.org`
  const captured = desk.captured(lead, { ...NURTURED, firstName: 'Ann', email, ...fields })
  const { verdicts } = await desk.sync([captured, ...(agrees ? [consent(desk, lead, true)] : [])])
  expect(verdicts.map((v) => v.verdict)).not.toContain('rejected')
  return { lead, email, desk }
}

const mailsTo = (email: string) =>
  inbox.filter((m) => (m.to as AddressObject).value.some((to) => to.address === email))
/** The mails have come, and central has noted that they went. */
const arrived = (email: string, count: number) =>
  until(`${count} mails to ${email}`, async () => {
    const { db } = central.store
    const sent = db
      .selectFrom('mails')
      .select('id')
      .where('to_address', '=', email)
      .where('state', '=', 'sent')
    return mailsTo(email).length >= count && (await sent.execute()).length >= count
  })
const state = (id: string, lead: string, reason: string | null) =>
  until(`${reason} of ${lead}`, async () => (await ofLead(id, lead))?.reason === reason)

/** The links of a mail's text, in their order: prices, story, form. */
const linksOf = (mail: ParsedMail): string[] => mail.text!.match(/http:\S+\/l\/[^\s,]+/g)!

describe('a nurture campaign', () => {
  it('[NU1] is made, read, changed at its version and deleted', async () => {
    const campaign = await alone()
    expect(campaign).toMatchObject({ version: 1, figures: { enrolled: 0, sent: 0, cameBack: {} } })
    const path = `/nurture-campaigns/${campaign.id}`
    const changed = await central.service('PUT', path, { ...input({ name: 'Better' }), version: 1 })
    expect(await changed.json()).toMatchObject({ name: 'Better', version: 2 })
    expect((await central.service('PUT', path, { ...input(), version: 1 })).status).toBe(409)
    const wrong = input({ campaigns: ['nowhere'] })
    wrong.steps[0]!.content.de!.text = 'a\n{{ links.nothing }}'
    const refused = await central.service('PUT', path, { ...wrong, version: 2 })
    expect(refused.status).toBe(400)
    expect((await refused.json()).errors).toEqual([
      {
        pointer: '/steps/0/content/de/text',
        detail: expect.stringMatching(/'one', de, text, line 2: .*links\.nothing/),
      },
      { pointer: '/campaigns/0', detail: expect.stringContaining('nowhere') },
    ])
    expect((await central.service('DELETE', `${path}?version=2`)).status).toBe(204)
    expect((await central.service('GET', path)).status).toBe(404)
  })

  it('[NU15] is shown as it would be sent, to a lead or to somebody made up', async () => {
    const campaign = await alone()
    const { lead, email } = await arrives({ firstName: '<b>Bo', language: 'de-AT' })
    const path = `/nurture-campaigns/${campaign.id}/preview`
    const own = await (await central.service('POST', path, { lead, step: 'one' })).json()
    expect(own).toMatchObject({ to: email, language: 'de', subject: 'Eins for <b>Bo' })
    expect(own.html).toContain('href="https://example.com/prices"')
    const sample = await (await central.service('POST', path, { step: 'two', language: 'de' })).json()
    expect(sample).toMatchObject({ language: 'en', subject: 'Two for Ann' })
    expect((await central.service('POST', path, { step: 'none' })).status).toBe(404)
  })
})

describe('a lead that goes to nurture', () => {
  it('[NU7] [NU8] is enrolled with the hand-off and gets each step when it is due, once', async () => {
    const campaign = await alone()
    const { lead, email } = await arrives()
    const [handOff] = (await (await central.service('GET', `/leads/${lead}`)).json()).handOffs
    expect(await ofLead(campaign.id, lead)).toMatchObject({ state: 'active', handOff: handOff.id, sent: 0 })
    now += 9 * MINUTE
    await state(campaign.id, lead, null)
    expect(mailsTo(email)).toEqual([])
    now += MINUTE
    await arrived(email, 1)
    const [first] = mailsTo(email)
    expect(first).toMatchObject({
      subject: 'One for Ann',
      from: { value: [{ address: 'ideas@example.com' }] },
    })
    expect(first!.text).toContain('1 Long Lane, Galway')
    expect(first!.headers.get('list')).toMatchObject({ 'unsubscribe-post': expect.anything() })
    now += 3 * DAY
    await arrived(email, 2)
    expect(mailsTo(email).map((m) => m.subject)).toEqual(['One for Ann', 'Two for Ann'])
    await state(campaign.id, lead, 'finished')
    expect((await read(campaign.id)).figures).toMatchObject({ enrolled: 1, active: 0, sent: 2 })
    // [AU20] Who may read none of its leads learns of none by its counts.
    const team = { name: 'Elsewhere', kind: 'sales', campaigns: null }
    const { id: elsewhere } = await (await central.service('POST', '/teams', team)).json()
    const boss = { name: 'Bo', email: 'bo@example.com', role: 'supervisor' as const }
    const bo = await central.signIn(await newPerson(central.store.db, { ...boss, team: elsewhere }))
    const { campaigns } = await (await bo.api('GET', '/nurture-campaigns')).json()
    const seen = campaigns.find((c: NurtureCampaign) => c.id === campaign.id)
    expect(seen.figures).toMatchObject({ enrolled: 0, sent: 0 })
  })

  it('[NU9] without consent waits, and is written to once it comes', async () => {
    const campaign = await alone()
    const { lead, email, desk } = await arrives({}, false)
    now += 10 * MINUTE
    await state(campaign.id, lead, 'noConsent')
    expect(await ofLead(campaign.id, lead)).toMatchObject({ state: 'waiting', nextAt: null, sent: 0 })
    await desk.sync([consent(desk, lead, true)])
    await arrived(email, 1)
  })

  it('[NU10] on a suppression list, by its domain too, is not written to', async () => {
    const campaign = await alone()
    const csv = await fetch(`${central.url}/api/v1/suppressions/never`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${central.serviceToken}`, 'content-type': 'text/csv' },
      body: '@never.example.org\n',
    })
    expect(csv.status).toBeLessThan(300)
    const { lead } = await arrives({ email: 'x@never.example.org' })
    now += 10 * MINUTE
    await state(campaign.id, lead, 'suppressed')
    expect(mailsTo('x@never.example.org')).toEqual([])
  })

  it('[NU11] gets no more than the cap allows, all campaigns together', async () => {
    const first = await alone({ cap: { mails: 1, days: 2 } })
    const second = await made({ cap: { mails: 1, days: 2 }, name: 'More' })
    const { lead, email } = await arrives()
    now += 10 * MINUTE
    await arrived(email, 1)
    const both = [await ofLead(first.id, lead), await ofLead(second.id, lead)]
    const held = both.find((e) => e!.reason === 'cap')!
    expect(both.map((e) => e!.sent).sort()).toEqual([0, 1])
    expect(Date.parse(held.nextAt!)).toBe(now + 2 * DAY)
    now += 2 * DAY
    await arrived(email, 2)
  })

  it('[NU12] is written to by day, on the person’s own clock', async () => {
    const campaign = await alone({
      hours: { from: 9 * 60, to: 10 * 60, weekdaysOnly: true, zone: 'Europe/London' },
    })
    now = Date.parse('2026-12-04T10:30:00.000Z')
    const { lead, email } = await arrives({ country: 'GB' })
    now += 10 * MINUTE
    await state(campaign.id, lead, 'hours')
    expect((await ofLead(campaign.id, lead))!.nextAt).toBe('2026-12-07T09:00:00.000Z')
    now = Date.parse('2026-12-07T09:00:00.000Z')
    await arrived(email, 1)
  })

  it('[NU14] passes over steps whose condition does not hold, and those it has had', async () => {
    const steps = input().steps
    steps[0]!.when = { field: 'industry', in: ['health'] }
    steps[1]!.afterMinutes = 0
    const campaign = await alone({ steps })
    const { lead, email } = await arrives({ industry: 'retail' })
    now += 10 * MINUTE
    await arrived(email, 1)
    expect(mailsTo(email)[0]!.subject).toBe('Two for Ann')
    expect(await ofLead(campaign.id, lead)).toMatchObject({ reason: 'finished', lastStep: 'two', sent: 1 })
  })

  it('[NU1] goes on with the campaign as it is now: switched off it waits, on again it gets the newest', async () => {
    const campaign = await alone()
    const path = `/nurture-campaigns/${campaign.id}`
    const { lead, email } = await arrives()
    await central.service('PUT', path, { ...input({ enabled: false }), version: 1 })
    now += 10 * MINUTE
    await state(campaign.id, lead, 'campaignOff')
    const changed = input()
    changed.steps[0]!.content.en!.subject = 'New'
    expect((await central.service('PUT', path, { ...changed, version: 2 })).status).toBe(200)
    await arrived(email, 1)
    expect(mailsTo(email)[0]!.subject).toBe('New')
  })

  it('[NU16] is stopped and resumed by a command', async () => {
    const campaign = await alone()
    const { lead, email } = await arrives()
    const { id } = (await ofLead(campaign.id, lead))!
    const path = `/nurture-campaigns/${campaign.id}/enrolments/${id}`
    const stopped = await central.service('POST', `${path}/stop`)
    expect(await stopped.json()).toMatchObject({ state: 'paused', reason: 'stopped' })
    now += 10 * MINUTE
    expect(await (await central.service('POST', `${path}/resume`)).json()).toMatchObject({ state: 'active' })
    await arrived(email, 1)
  })

  it('[NU13] merged with another one is written to once', async () => {
    const campaign = await alone()
    const a = await arrives()
    const b = await arrives()
    const merge = { merge: newId(), other: b.lead }
    await a.desk.sync([a.desk.event({ leadId: a.lead, type: 'lead.merged', payload: merge })])
    now += 10 * MINUTE
    await until('a mail', () => mailsTo(a.email).length + mailsTo(b.email).length === 1)
    await until('one enrolment', async () => {
      const reasons = (await enrolments(campaign.id)).map((e) => e.reason)
      return reasons.filter((r) => r === 'merged').length === 1
    })
    now += 3 * DAY
    await until('the second step', () => mailsTo(a.email).length + mailsTo(b.email).length === 2)
  })
})

describe('back from nurture', () => {
  async function written(fields: object = {}) {
    const person = await arrives(fields)
    now += 10 * MINUTE
    await arrived(person.email, 1)
    now += MINUTE
    const [prices, story, form] = linksOf(mailsTo(person.email)[0]!)
    return { ...person, prices: prices!, story: story!, form: form! }
  }
  const visit = (url: string, method = 'GET') => fetch(url, { method, redirect: 'manual' })
  const leadOf = async (lead: string) => await (await central.service('GET', `/leads/${lead}`)).json()
  const labels = async (lead: string): Promise<string[]> =>
    (await leadOf(lead)).lead.responses.map((r: { label: string }) => r.label)

  const judged = () =>
    until('the clicks are judged', async () => {
      const { db } = central.store
      const open = await db
        .selectFrom('nurture_clicks')
        .select('id')
        .where('judge_at', 'is not', null)
        .execute()
      return open.length === 0
    })

  it('[NU17] a click leads to the configured address only, and is a response, once', async () => {
    const campaign = await alone()
    const { lead, prices } = await written()
    const answer = await visit(prices)
    expect([answer.status, answer.headers.get('location')]).toEqual([302, 'https://example.com/prices'])
    await visit(prices)
    now += MINUTE
    await until('the response', async () => (await labels(lead)).includes('Clicked "prices"'))
    await visit(prices)
    now += MINUTE
    await judged()
    const forged = prices.replace(/\/click\/./, '/click/A')
    expect((await visit(forged)).status).toBe(404)
    expect((await labels(lead)).filter((l) => l.startsWith('Clicked'))).toHaveLength(1)
    expect((await read(campaign.id)).figures).toMatchObject({ clicked: 1 })
  })

  it('[NU18] a scanner’s visit is nobody’s: a HEAD request, and all links at once', async () => {
    const campaign = await alone()
    const { lead, prices, story } = await written()
    expect((await visit(prices, 'HEAD')).status).toBe(302)
    await visit(prices)
    await visit(story)
    now += MINUTE
    await judged()
    expect(await labels(lead)).toEqual(['by hand'])
    expect((await read(campaign.id)).figures.clicked).toBe(0)
    now += 2 * MINUTE
    await visit(story)
    now += MINUTE
    await until('a person’s click after that', async () => (await labels(lead)).includes('Clicked "story"'))
  })

  it('[NU19] [NU20] a form’s answer makes the lead hot: it goes to Sales at once, and the campaign ends', async () => {
    const campaign = await alone()
    const { lead, form, email } = await written({ language: 'de' })
    const page = await visit(form)
    const html = await page.text()
    expect(html).toContain('<html lang="de">')
    expect(html).not.toContain('<script')
    expect(html.match(/<fieldset>/g)!.length).toBeLessThanOrEqual(3)
    expect(html).toContain('name="timeline" value="within3"')
    const send = (body: string) =>
      fetch(form, { method: 'POST', body, headers: { 'content-type': 'application/x-www-form-urlencoded' } })
    expect((await send('timeline=whenever&email=x%40evil.example')).status).toBe(400)
    const once = /name="once" value="([^"]+)"/.exec(html)![1]
    for (let i = 0; i < 2; i += 1) expect((await send(`once=${once}&timeline=within3`)).status).toBe(200)
    const found = await leadOf(lead)
    expect(found.route).toBe('hot')
    expect(found.handOffs.map((h: { route: string }) => h.route)).toEqual(['nurture', 'hot'])
    expect(found.lead.responses.filter((r: { channel: string }) => r.channel === 'web')).toHaveLength(1)
    for (let i = 0; i < 25; i += 1) expect((await send(`once=again${i}&timeline=within3`)).status).toBe(200)
    expect((await leadOf(lead)).lead.responses.length, 'without end').toBeLessThan(25)
    await state(campaign.id, lead, 'cameBack')
    expect(await ofLead(campaign.id, lead)).toMatchObject({ state: 'ended', cameBackTo: 'hot' })
    expect((await read(campaign.id)).figures).toMatchObject({ active: 0, cameBack: { hot: 1 } })
    now += 4 * DAY
    expect(mailsTo(email)).toHaveLength(1)
  })

  it('[NU9] one click in the mail program unsubscribes, and ends it', async () => {
    const campaign = await alone()
    const { lead, email } = await written()
    const list = mailsTo(email)[0]!.headers.get('list') as unknown as { unsubscribe: { url: string } }
    const answer = await fetch(list.unsubscribe.url, {
      method: 'POST',
      body: 'List-Unsubscribe=One-Click',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    })
    expect(answer.status).toBe(200)
    await state(campaign.id, lead, 'unsubscribed')
    expect((await read(campaign.id)).figures).toMatchObject({ unsubscribed: 1, active: 0 })
  })

  const cameIn = (mail: string) =>
    fetch(`${central.url}/api/v1/mail/inbound`, {
      method: 'POST',
      headers: { authorization: `Bearer ${central.serviceToken}`, 'content-type': 'message/rfc822' },
      body: mail.replaceAll('\n', '\r\n'),
    }).then((answer) => answer.json())

  it('[NU20] a reply is a response, and ends it', async () => {
    const campaign = await alone()
    const { lead, email } = await written()
    const { messageId } = mailsTo(email)[0]!
    const mail = `From: ${email}\nTo: ideas@example.com\nSubject: Re: One\nIn-Reply-To: ${messageId}\n\nCall me.\n`
    expect(await cameIn(mail)).toMatchObject({ taken: 'reply' })
    await until('its end', async () => (await ofLead(campaign.id, lead))?.state === 'ended')
    expect(await ofLead(campaign.id, lead)).toMatchObject({ reason: 'replied', cameBackTo: null })
    expect(await labels(lead)).toContain('Replied to "One for Ann"')
    expect((await read(campaign.id)).figures).toMatchObject({ replied: 1, active: 0 })
  })

  it('[NU20] a bounce ends it', async () => {
    const campaign = await alone()
    const { lead, email } = await written()
    const { messageId } = mailsTo(email)[0]!
    const report = `From: mailer-daemon@example.org
To: ideas@example.com
Subject: Undelivered
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: text/plain

Not known here.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; ${email}
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 No such user

--b
Content-Type: text/rfc822-headers

Message-ID: ${messageId}
To: ${email}

--b--
`
    expect(await cameIn(report)).toMatchObject({ taken: 'bounce' })
    await state(campaign.id, lead, 'bounced')
    expect((await read(campaign.id)).figures).toMatchObject({ bounced: 1, active: 0 })
  })
})

describe('many', () => {
  const crowd = async (count: number) => {
    const desk = await sue()
    const people = Array.from({ length: count }, (_, i) => ({
      lead: newId(),
      email: `crowd${i}@example.net`,
    }))
    await desk.sync(
      people.flatMap(({ lead, email }) => [
        desk.captured(lead, { ...NURTURED, email }),
        consent(desk, lead, true),
      ]),
    )
    return people
  }
  const written = (campaign: string) =>
    central.store.db
      .selectFrom('nurture_mails as n')
      .innerJoin('mails as m', 'm.id', 'n.id')
      .select('m.to_address as to')
      .where('n.nurture_campaign', '=', campaign)
      .execute()

  it('[NU8] several centrals at once, one of which fails, write each mail once', async () => {
    const campaign = await alone()
    const people = await crowd(150)
    const { store } = central
    const failing = {
      ...store,
      jobs: {
        send: () => {
          throw Object.assign(new Error('the queue is gone'), { code: 'ECONNRESET' })
        },
      },
    }
    now += 10 * MINUTE
    const onError = (error: Error) => {
      throw error
    }
    const at = now
    const runs = [store, failing, store, store, failing].map((deps) => workDue({ ...deps, onError }, at))
    await Promise.allSettled(runs)
    await until('all are written', async () => (await written(campaign.id)).length >= people.length)
    await workDue({ ...store, onError }, at)
    const to = (await written(campaign.id)).map((m) => m.to)
    expect(to.sort()).toEqual(people.map((p) => p.email).sort())
  })

  it('[NU22] an enrolment that cannot be worked is put off, and keeps no other waiting', async () => {
    const { db } = central.store
    await alone()
    const broken = await made({ name: 'Broken' })
    const { email, lead } = await arrives()
    const { body } = await db
      .selectFrom('nurture_campaigns')
      .select('body')
      .where('id', '=', broken.id)
      .executeTakeFirstOrThrow()
    const write = (changed: unknown) =>
      db
        .updateTable('nurture_campaigns')
        .set({ body: JSON.stringify(changed) })
        .where('id', '=', broken.id)
        .execute()
    await write({ ...body, steps: body.steps.map((step) => ({ ...step, content: null })) })
    now += 10 * MINUTE
    const due = now
    await arrived(email, 1)
    const nextAt = async () =>
      (
        await db
          .selectFrom('nurture_enrolments')
          .select('next_at')
          .where('nurture_campaign', '=', broken.id)
          .where('lead', '=', lead)
          .executeTakeFirstOrThrow()
      ).next_at
    await until('it is put off', async () => Date.parse((await nextAt()) ?? '') === due + 10 * MINUTE)
    await write(body)
    now += 10 * MINUTE
    await arrived(email, 2)
    expect(mailsTo(email)).toHaveLength(2)
  })

  it('[NU8] due steps are found by an index of what waits, however much is done', async () => {
    const { db } = central.store
    const campaign = await alone()
    await sql`insert into nurture_enrolments (id, nurture_campaign, lead, hand_off, route, state, since, next_at, enrolled_at)
      select gen_random_uuid(), ${campaign.id}, gen_random_uuid(), gen_random_uuid(), 'nurture', 'ended', now(), null, now()
      from generate_series(1, 20000)`.execute(db)
    await sql`analyze nurture_enrolments`.execute(db)
    const plan = await sql<{
      'QUERY PLAN': string
    }>`explain select id from nurture_enrolments where next_at <= now()
      order by next_at limit 100 for update skip locked`.execute(db)
    expect(plan.rows.map((r) => r['QUERY PLAN']).join('\n')).toContain('nurture_enrolments_due')
  })
})
