import { readdir, readFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { simpleParser } from 'mailparser'
import { createTransport } from 'nodemailer'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { respond } from '../../central/mail/respond.ts'
import { mailSettings } from '../../central/mail/settings.ts'
import { signedAddress } from '../../central/mail/signed-address.ts'
import { mailTransport } from '../../central/mail/transport.ts'
import { unsubscribeUrl } from '../../central/mail/unsubscribe-url.ts'
import { type NewMail, writeMails } from '../../central/mail/write-mails.ts'
import { inTransaction } from '../../central/store/retry.ts'
import type { Mail, MailTaken } from '../../shared/api/mail.ts'
import type { LeadEvent } from '../../shared/events/event.ts'
import { arf, dsn, mailOf } from '../mail/fixtures.ts'
import { type MailServer, mailServer } from './mail-server.ts'
import { newId, type TestCentral, testCentral, until } from './support.ts'

const DOMAIN = 'mail.example.com'
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
    delivering: { limitMs: 1000, backOff: () => 0 },
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
async function lead(address: string): Promise<string> {
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
    sue.captured(id, { email: address }),
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

describe('sending', () => {
  it('[ML1] [ML2] a mail is sent as it was written, once, from a signed address', async () => {
    const mail = await sent({ html: '<p>Text</p>' })
    const [got, more] = server.got(mail.to.address)
    expect(more).toBeUndefined()
    expect(got!.from).toBe(bounceTo(mail))
    const read = await simpleParser(got!.text)
    expect(read).toMatchObject({
      messageId: idOf(mail),
      subject: 'Hello',
      from: { text: '"Oak" <leads@example.com>' },
    })
    expect(await stateOf(mail.id)).toMatchObject({
      attempts: 1,
      lastError: null,
      text: 'Text',
      to: mail.to.address,
    })
    await write(mail)
    expect(server.got(mail.to.address)).toHaveLength(1)
  })

  it('[ML1] rolled back with what caused it, there is no mail', async () => {
    const mail = mailTo()
    const broken = inTransaction(central.store.db, async (tx) => {
      await writeMails(tx, central.store, [mail], Date.now())
      throw new Error('no')
    })
    await expect(broken).rejects.toThrow('no')
    expect((await central.service('GET', `/mails/${mail.id}`)).status).toBe(404)
  })

  it('[ML4] 4xx, a connection that drops within the text and a server that sleeps: again, the same message', async () => {
    const mail = mailTo()
    server.answer(mail.to.address, ['450 4.2.0 Greylisted', 'drop', 'sleep', 'accept'])
    await write(mail)
    expect(await settled(mail.id)).toMatchObject({ state: 'sent', attempts: 4, lastError: null })
    const got = server.got(mail.to.address)
    expect(got).toHaveLength(1)
    expect(got[0]!.text).toContain(`Message-ID: ${idOf(mail)}`)
  })

  it('[ML4] a yes that was lost on the way: the second sending is the same mail, byte by byte', async () => {
    const mail = mailTo()
    server.answer(mail.to.address, ['accept and drop', 'accept'])
    await write(mail)
    await settled(mail.id)
    const got = server.got(mail.to.address)
    expect(got).toHaveLength(2)
    expect(got[1]!.text).toBe(got[0]!.text)
  })

  it('[ML4] 5xx is final; an address that does not exist is not written to again, until somebody asks for it', async () => {
    const mail = mailTo()
    server.answer(mail.to.address, ['550 5.1.1 No such user'])
    await write(mail)
    expect(await settled(mail.id)).toMatchObject({
      state: 'refused',
      attempts: 1,
      lastError: expect.stringContaining('5.1.1'),
    })
    const next = mailTo({ to: mail.to })
    await write(next)
    expect(await settled(next.id)).toMatchObject({ state: 'cancelled', attempts: 0 })
    expect((await central.service('POST', `/mails/${mail.id}/send-again`)).status).toBe(200)
    expect(await settled(mail.id)).toMatchObject({ state: 'sent', attempts: 1 })
    expect((await central.service('POST', `/mails/${mail.id}/send-again`)).status).toBe(409)
  })

  it('[ML10] a refusal for other reasons says nothing of the address', async () => {
    const mail = mailTo()
    server.answer(mail.to.address, ['554 5.7.1 Blocked'])
    await write(mail)
    expect((await settled(mail.id)).state).toBe('refused')
    await sent({ to: mail.to })
  })

  it('[ML4] after ten attempts it has failed', async () => {
    const mail = mailTo()
    server.answer(mail.to.address, Array(10).fill('451 4.3.0 Later'))
    await write(mail)
    await until('it is given up', async () => (await stateOf(mail.id)).state === 'failed', 60_000)
    expect(await stateOf(mail.id)).toMatchObject({ attempts: 10 })
  })

  it('[ML3] what is no address is not handed to a server', async () => {
    const mail = mailTo({ to: { name: '', address: 'a@oak.example\r\nRCPT TO:<eve@evil.example>' } })
    await write(mail)
    expect((await settled(mail.id)).state).toBe('cancelled')
    expect(server.got('eve@evil.example')).toEqual([])
  })

  it('[ML6] without a server each mail is a file', async () => {
    const outbox = join(central.dataDir, 'outbox')
    const transport = mailTransport(mailSettings({}), outbox)
    const message = { messageId: '<one@x>', from: 'a@x.example', to: 'b@x.example', text: 'Hello' }
    const limit = AbortSignal.timeout(10_000)
    expect(await transport.send(message, limit)).toEqual({ sent: true })
    expect(await transport.send(message, limit)).toEqual({ sent: true })
    expect(await readdir(outbox)).toEqual(['one.eml'])
    expect((await simpleParser(await readFile(join(outbox, 'one.eml')))).text?.trim()).toBe('Hello')
  })
})

describe('unsubscribing', () => {
  it('[ML7] opening the page does not, the button does, once, on all leads with the address', async () => {
    const address = 'zoe@oak.example'
    const [one, two] = [await lead(address), await lead(address)]
    const mail = await sent({ kind: 'nurture', lead: one, to: { name: 'Zoë', address } })
    const url = unsubscribeUrl(central.store.links, one, mail.id)
    const page = await fetch(url)
    expect(page.status).toBe(200)
    expect(page.headers.get('content-security-policy')).toMatch(/^default-src 'none'/)
    expect(page.headers.get('referrer-policy')).toBe('no-referrer')
    expect(await page.text()).toContain('<form method="post">')
    expect(await withdrawals(one)).toEqual([])
    const body = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' })
    expect((await fetch(url, { method: 'POST', body })).status).toBe(200)
    const form = new FormData()
    form.set('List-Unsubscribe', 'One-Click')
    expect((await fetch(url, { method: 'POST', body: form })).status).toBe(200)
    expect((await fetch(url, { method: 'POST' })).status).toBe(200)
    expect(await withdrawals(one)).toMatchObject([
      { payload: { basis: 'unsubscribe', source: `mail ${mail.id}` } },
    ])
    expect(await withdrawals(two)).toHaveLength(1)
    const next = mailTo({ kind: 'nurture', lead: one, to: mail.to })
    await write(next)
    expect(await settled(next.id)).toMatchObject({
      state: 'cancelled',
      lastError: 'The consent was withdrawn',
    })
  })

  it('[ML7] works for a merged lead by any part, and withdraws a consent that is newer than the mail', async () => {
    const [one, other] = [await lead('max@oak.example'), await lead('max@home.example')]
    const sue = await central.signIn(central.people.sue)
    await sue.sync([sue.event({ leadId: one, type: 'lead.merged', payload: { merge: newId(), other } })])
    const url = unsubscribeUrl(central.store.links, other, newId())
    const all = async () => [...(await withdrawals(one)), ...(await withdrawals(other))]
    for (const n of [1, 2]) {
      for (let i = 0; i < 2; i += 1) expect((await fetch(url, { method: 'POST' })).status).toBe(200)
      expect(new Set((await all()).map((e) => e.id)).size).toBe(n)
      const payload = {
        consent: newId(),
        for: 'email',
        given: true,
        basis: 'form',
        text: 'Again',
        at: new Date().toISOString(),
      }
      await sue.sync([sue.event({ leadId: one, type: 'consent.recorded', payload })])
    }
  })

  it('[ML7] of a lead that is gone is answered like any other', async () => {
    const url = unsubscribeUrl(central.store.links, newId(), newId())
    expect((await fetch(url, { method: 'POST' })).status).toBe(200)
  })

  it('[ML16] a link that was tampered with is a page that says so, whatever it is', async () => {
    const url = unsubscribeUrl(central.store.links, newId(), newId())
    for (const wrong of [`${url}x`, `${central.url}/l/unsubscribe/x`, `${central.url}/l/nothing/x`])
      for (const method of ['GET', 'POST']) {
        const answer = await fetch(wrong, { method })
        expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8'])
      }
  })
})

describe('mail that comes in', () => {
  it('[ML10] a bounce for good: the mail came back, and its address is written to no more; once', async () => {
    const mail = await sent()
    const raw = dsn({ to: bounceTo(mail), original: '' })
    expect(await handIn(raw)).toEqual({ taken: 'bounce', mail: mail.id })
    expect(await handIn(raw)).toEqual({ taken: 'bounce', mail: mail.id })
    expect(await stateOf(mail.id)).toMatchObject({
      state: 'bounced',
      lastError: expect.stringContaining('User unknown'),
    })
    const next = mailTo({ to: mail.to })
    await write(next)
    expect((await settled(next.id)).state).toBe('cancelled')
    expect((await central.service('DELETE', '/suppressions/bounced')).status).toBe(403)
  })

  it('[ML10] a bounce for now is counted, and nothing else', async () => {
    const mail = await sent()
    const raw = dsn({ to: bounceTo(mail), action: 'delayed', status: '4.4.1' })
    expect(await handIn(raw)).toEqual({ taken: 'softBounce', mail: mail.id })
    expect((await stateOf(mail.id)).state).toBe('sent')
    await sent({ to: mail.to })
  })

  it('[ML11] a complaint withdraws the consent', async () => {
    const address = 'cora@oak.example'
    const id = await lead(address)
    const mail = await sent({ kind: 'nurture', lead: id, to: { name: '', address } })
    expect(await handIn(arf('abuse', idOf(mail)))).toEqual({ taken: 'complaint', mail: mail.id })
    expect((await stateOf(mail.id)).state).toBe('complained')
    expect(await withdrawals(id)).toMatchObject([{ payload: { basis: 'complaint' } }])
  })

  it('[ML11] a complaint of who got a hand-off is no word of the lead’s', async () => {
    const id = await lead('dora@oak.example')
    const mail = await sent({ lead: id, to: { name: 'Kim', address: 'kim@sales.example' } })
    expect(await handIn(arf('abuse', idOf(mail)))).toEqual({ taken: 'complaint', mail: mail.id })
    expect(await withdrawals(id)).toEqual([])
  })

  it('[ML12] an answer is a response with what was written, once; what a program answers is none', async () => {
    const address = 'rob@oak.example'
    const id = await lead(address)
    const mail = await sent({ kind: 'nurture', lead: id, to: { name: '', address }, subject: 'Prices' })
    const raw = mailOf({ To: replyTo(mail) }, 'Call me.\r\n\r\n> Hello')
    expect(
      await handIn(mailOf({ To: replyTo(mail), 'Auto-Submitted': 'auto-replied' }, 'Away')),
    ).toMatchObject({ taken: 'autoReply' })
    expect(await responses(id)).toEqual([])
    for (let i = 0; i < 2; i += 1) expect(await handIn(raw)).toEqual({ taken: 'reply', mail: mail.id })
    expect(await responses(id)).toMatchObject([
      { payload: { channel: 'email', label: 'Replied to "Prices"' } },
    ])
    expect((await eventsOf(id)).filter((e) => e.type === 'note.written')).toMatchObject([
      { payload: { text: 'Call me.' } },
    ])
    const byId = mailOf({ 'In-Reply-To': idOf(mail), 'Message-ID': '<2@oak.example>' }, 'And soon.')
    expect(await handIn(byId)).toEqual({ taken: 'reply', mail: mail.id })
    expect(await responses(id)).toHaveLength(2)
  })

  it('[ML12] what a sales person answers to a hand-off is no response', async () => {
    const id = await lead('kim@oak.example')
    const mail = await sent({ lead: id })
    expect(await handIn(mailOf({ 'In-Reply-To': idOf(mail) }, 'Thanks'))).toMatchObject({ taken: 'reply' })
    expect(await responses(id)).toEqual([])
  })

  it('[ML13] forged, foreign and unreadable mail changes nothing', async () => {
    const mail = await sent()
    const forged = bounceTo(mail).replace(/\.\w{16}@/, '.0123456789abcdef@')
    expect(await handIn(dsn({ to: forged, original: '' }))).toEqual({ taken: 'nothing', mail: null })
    expect(await handIn(dsn({ to: bounceTo({ ...mail, id: newId() }), original: '' }))).toMatchObject({
      taken: 'nothing',
    })
    expect(await handIn('nonsense')).toEqual({ taken: 'nothing', mail: null })
    expect((await stateOf(mail.id)).state).toBe('sent')
  })

  it('[ML13] answers without end are taken no more', async () => {
    const mail = await sent({ kind: 'nurture' })
    const answer = (n: number) => handIn(mailOf({ To: replyTo(mail), 'Message-ID': `<${n}@x>` }, 'Yes'))
    for (let n = 0; n < 50; n += 1) expect((await answer(n)).taken).toBe('reply')
    expect(await answer(50)).toEqual({ taken: 'nothing', mail: null })
  })

  it('[ML14] by SMTP: for signed addresses only; it relays nothing and takes nothing too large', async () => {
    const address = 'sam@oak.example'
    const id = await lead(address)
    const mail = await sent({ kind: 'nurture', lead: id, to: { name: '', address } })
    const client = createTransport({ host: '127.0.0.1', port: central.inboundPort!, ignoreTLS: true })
    const send = (to: string, raw: string) => client.sendMail({ envelope: { from: address, to: [to] }, raw })
    await send(replyTo(mail), mailOf({ To: 'leads@example.com' }, 'Yes'))
    expect(await responses(id)).toHaveLength(1)
    await expect(send('eve@evil.example', mailOf({}, 'x'))).rejects.toMatchObject({ responseCode: 550 })
    await expect(send(`nobody@${DOMAIN}`, mailOf({}, 'x'))).rejects.toMatchObject({ responseCode: 550 })
    const large = mailOf({}, 'x'.repeat(6 * 2 ** 20))
    await expect(send(replyTo(mail), large)).rejects.toMatchObject({ responseCode: 552 })
    // Who breaks off in the middle costs nothing.
    const socket = connect(central.inboundPort!, '127.0.0.1')
    socket.write('EHLO x\r\nMAIL FROM:<a@b.example>\r\n')
    socket.destroy()
    await send(`abuse@${DOMAIN}`, arf('abuse', idOf(mail)))
    expect((await stateOf(mail.id)).state).toBe('complained')
  })
})

describe('a response of a known lead', () => {
  it('[ML12] is taken once, not before its time, in clean lines; one of a lead that is gone makes none', async () => {
    const id = await lead('pia@oak.example')
    const now = Date.now()
    const answered = {
      id: newId(),
      lead: id,
      channel: 'email',
      label: 'Clicked\r\n "A"',
      at: now + 9e6,
      note: '\0',
    } as const
    for (let i = 0; i < 2; i += 1)
      await respond(central.store, { ...answered, fields: { budget: 'planned' } }, now)
    const at = new Date(now).toISOString()
    const payload = { campaign: 'spring', label: 'Clicked "A"', at, fields: { budget: 'planned' } }
    expect(await responses(id)).toMatchObject([{ id: answered.id, payload }])
    expect((await eventsOf(id)).filter((e) => e.type === 'note.written')).toEqual([])
    const gone = newId()
    await respond(central.store, { ...answered, id: newId(), lead: gone }, now)
    expect((await central.service('GET', `/leads/${gone}`)).status).toBe(404)
  })
})

describe('the outbox', () => {
  it('[ML15] by kind, state and lead, the latest first; agents see none of it', async () => {
    const id = newId()
    const mails = [mailTo({ lead: id }), mailTo({ lead: id, kind: 'nudge' })]
    await write(...mails)
    for (const mail of mails) await settled(mail.id)
    const list = async (query: string) =>
      ((await (await central.service('GET', `/mails?${query}`)).json()) as { mails: Mail[] }).mails.map(
        (m) => m.id,
      )
    expect(await list(`lead=${id}`)).toEqual([mails[1]!.id, mails[0]!.id])
    expect(await list(`lead=${id}&kind=nudge&state=sent`)).toEqual([mails[1]!.id])
    expect(await list(`lead=${id}&state=waiting`)).toEqual([])
    const ana = await central.signIn(central.people.ana)
    for (const path of ['/mails', `/mails/${mails[0]!.id}`])
      expect((await ana.api('GET', path)).status).toBe(403)
  })
})
