import { afterAll, beforeAll, expect } from 'vitest'
import { mailSettings } from '../../../central/mail/settings.ts'
import { signedAddress } from '../../../central/mail/signed-address.ts'
import { type NewMail, writeMails } from '../../../central/mail/write-mails.ts'
import { inTransaction } from '../../../central/store/database/retry.ts'
import type { Mail, MailTaken } from '../../../shared/api/mail.ts'
import type { LeadEvent } from '../../../shared/events/event.ts'
import { type MailServer, mailServer } from '../mail-server.ts'
import { newId, type TestCentral, testCentral, until } from '../support.ts'

export const DOMAIN = 'mail.example.com'

/** A central that sends to a mail server which fails as it is told to. Registers what starts and ends both. */
export function mailing() {
  let server: MailServer
  let central: TestCentral
  beforeAll(async () => {
    server = await mailServer()
    central = await testCentral({
      mail: mailSettings({
        SMTP_URL: server.url,
        MAIL_FROM: 'Oak <leads@example.com>',
        MAIL_DOMAIN: DOMAIN,
        INBOUND_SMTP_PORT: '0',
      }),
      delivering: { limitMs: 5000, backOff: () => 0 },
      jobPollSeconds: 0.5,
    })
  })
  afterAll(async () => {
    await central.dispose()
    await server.close()
  })

  let count = 0
  function mailTo(fields: Partial<NewMail> = {}): NewMail {
    count += 1
    const to = { name: 'Ana', address: `ana${count}@oak.example` }
    return {
      id: newId(),
      kind: 'handOff',
      to,
      subject: 'Hello',
      text: 'Text',
      html: null,
      lead: null,
      ...fields,
    }
  }

  const write = (...mails: NewMail[]) =>
    inTransaction(central.store.db, (tx) => writeMails(tx, central.store, mails, Date.now()))
  const stateOf = async (id: string) => (await (await central.service('GET', `/mails/${id}`)).json()) as Mail
  async function settled(id: string): Promise<Mail> {
    await until(`mail ${id} is settled`, async () => (await stateOf(id)).state !== 'waiting')
    return stateOf(id)
  }
  async function sent(fields: Partial<NewMail> = {}): Promise<NewMail> {
    const mail = mailTo(fields)
    await write(mail)
    expect((await settled(mail.id)).state).toBe('sent')
    return mail
  }
  const idOf = (mail: NewMail) => `<${mail.id}@${DOMAIN}>`
  const bounceTo = (mail: NewMail) => signedAddress(central.store.links, 'bounce', mail.id, DOMAIN)
  const replyTo = (mail: NewMail) => signedAddress(central.store.links, 'reply', mail.id, DOMAIN)

  /** A lead that agreed to e-mail. */
  async function lead(address: string, fields: Record<string, string> = {}): Promise<string> {
    const id = newId()
    const sue = await central.signIn(central.people.sue)
    const consent = newId()
    const given = {
      consent,
      for: 'email',
      given: true,
      basis: 'form',
      text: 'Yes',
      at: new Date().toISOString(),
    }
    await sue.sync([
      sue.captured(id, { email: address, ...fields }),
      sue.event({ leadId: id, type: 'consent.recorded', payload: given }),
    ])
    return id
  }
  const eventsOf = async (id: string) =>
    ((await (await central.service('GET', `/leads/${id}/events`)).json()) as { events: LeadEvent[] }).events
  const withdrawals = async (id: string) =>
    (await eventsOf(id)).filter((e) => e.type === 'consent.recorded' && !e.payload.given)
  const responses = async (id: string) =>
    (await eventsOf(id)).filter((e) => e.type === 'lead.captured' && e.actor === 'system:response')

  async function handIn(raw: string, query = ''): Promise<MailTaken> {
    const answer = await fetch(`${central.url}/api/v1/mail/inbound${query}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${central.serviceToken}`, 'content-type': 'message/rfc822' },
      body: raw,
    })
    expect(answer.status).toBe(200)
    return (await answer.json()) as MailTaken
  }

  return {
    get central() {
      return central
    },
    get server() {
      return server
    },
    mailTo,
    write,
    stateOf,
    settled,
    sent,
    idOf,
    bounceTo,
    replyTo,
    lead,
    eventsOf,
    withdrawals,
    responses,
    handIn,
  }
}
