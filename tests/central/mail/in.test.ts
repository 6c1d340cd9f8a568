import { connect } from 'node:net'
import { createTransport } from 'nodemailer'
import { describe, expect, it } from 'vitest'
import { respond } from '../../../central/mail/respond.ts'
import { arf, dsn, mailOf } from '../../mail/fixtures.ts'
import { newId } from '../support.ts'
import { DOMAIN, mailing } from './mailing.ts'

const office = mailing()
const {
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
} = office

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
    expect((await office.central.service('DELETE', '/suppressions/bounced')).status).toBe(403)
  })

  it('[ML10] a bounce for now is counted, and nothing else', async () => {
    const mail = await sent()
    const raw = dsn({ to: bounceTo(mail), action: 'delayed', status: '4.4.1' })
    expect(await handIn(raw)).toEqual({ taken: 'softBounce', mail: mail.id })
    expect((await stateOf(mail.id)).state).toBe('sent')
    await sent({ to: mail.to })
  })

  it('[ML8] [ML11] a complaint withdraws the consent, and nothing goes to leads at that address', async () => {
    const address = 'cora@oak.example'
    const id = await lead(address)
    const mail = await sent({ kind: 'nurture', lead: id, to: { name: '', address } })
    expect(await handIn(arf('abuse', idOf(mail)))).toEqual({ taken: 'complaint', mail: mail.id })
    expect((await stateOf(mail.id)).state).toBe('complained')
    expect(await withdrawals(id)).toMatchObject([{ payload: { basis: 'complaint' } }])
    const next = mailTo({ kind: 'nurture', to: mail.to })
    await write(next)
    expect(await settled(next.id)).toMatchObject({
      state: 'cancelled',
      lastError: 'Somebody at this address complained of an earlier mail',
    })
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
    const client = createTransport({ host: '127.0.0.1', port: office.central.inboundPort!, ignoreTLS: true })
    const send = (to: string, raw: string) => client.sendMail({ envelope: { from: address, to: [to] }, raw })
    await send(replyTo(mail), mailOf({ To: 'leads@example.com' }, 'Yes'))
    expect(await responses(id)).toHaveLength(1)
    await expect(send('eve@evil.example', mailOf({}, 'x'))).rejects.toMatchObject({ responseCode: 550 })
    await expect(send(`nobody@${DOMAIN}`, mailOf({}, 'x'))).rejects.toMatchObject({ responseCode: 550 })
    const large = mailOf({}, 'x'.repeat(6 * 2 ** 20))
    await expect(send(replyTo(mail), large)).rejects.toMatchObject({ responseCode: 552 })
    // Who breaks off in the middle costs nothing.
    const socket = connect(office.central.inboundPort!, '127.0.0.1')
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
      await respond(office.central.store, { ...answered, fields: { budget: 'planned' } }, now)
    const at = new Date(now).toISOString()
    const payload = { campaign: 'spring', label: 'Clicked "A"', at, fields: { budget: 'planned' } }
    expect(await responses(id)).toMatchObject([{ id: answered.id, payload }])
    expect((await eventsOf(id)).filter((e) => e.type === 'note.written')).toEqual([])
    const gone = newId()
    await respond(office.central.store, { ...answered, id: newId(), lead: gone }, now)
    expect((await office.central.service('GET', `/leads/${gone}`)).status).toBe(404)
  })
})
