import { type AddressObject, type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, expect } from 'vitest'
import { mailSettings } from '../../../central/mail/settings.ts'
import type { Enrolment, NurtureCampaign, NurtureCampaignInput } from '../../../shared/api/nurture.ts'
import type { LeadEvent } from '../../../shared/events/event.ts'
import { newId, type TestCentral, type TestDevice, testCentral, until } from '../support.ts'

export const MINUTE = 60_000

export const DAY = 1440 * MINUTE

/** Nothing of this is decided by chance: a nurture lead under the default policy, hot once it is in a hurry. */
export const NURTURED = {
  timeline: 'm7to12',
  decisionRole: 'decides',
  need: 'urgent',
  budget: 'approved',
  companySize: 's120to500',
  currentSolution: 'competitor',
}

export interface Enrolled {
  lead: string
  email: string
  desk: TestDevice
}

/** A central that sends mails to a server of the test’s own, at a time that tests set. Registers what starts and ends it. */
export function nurturing() {
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

  return {
    get central() {
      return central
    },
    get now() {
      return now
    },
    set now(value) {
      now = value
    },
    input,
    made,
    alone,
    read,
    enrolments,
    ofLead,
    sue,
    consent,
    arrives,
    mailsTo,
    arrived,
    state,
    linksOf,
  }
}
