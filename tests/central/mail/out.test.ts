import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { simpleParser } from 'mailparser'
import { describe, expect, it } from 'vitest'
import { mailSettings } from '../../../central/mail/settings.ts'
import { mailTransport } from '../../../central/mail/transport.ts'
import { writeMails } from '../../../central/mail/write-mails.ts'
import { inTransaction } from '../../../central/store/database/retry.ts'
import type { Mail } from '../../../shared/api/mail.ts'
import { newId, until } from '../support.ts'
import { mailing } from './mailing.ts'

const office = mailing()
const { mailTo, write, stateOf, settled, sent, idOf, bounceTo, lead } = office

describe('sending', () => {
  it('[ML1] [ML2] a mail is sent as it was written, once, from a signed address', async () => {
    const mail = await sent({ html: '<p>Text</p>' })
    const [got, more] = office.server.got(mail.to.address)
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
    expect(office.server.got(mail.to.address)).toHaveLength(1)
  })

  it('[ML1] rolled back with what caused it, there is no mail', async () => {
    const mail = mailTo()
    const broken = inTransaction(office.central.store.db, async (tx) => {
      await writeMails(tx, office.central.store, [mail], Date.now())
      throw new Error('no')
    })
    await expect(broken).rejects.toThrow('no')
    expect((await office.central.service('GET', `/mails/${mail.id}`)).status).toBe(404)
  })

  it('[ML4] 4xx, a connection that drops within the text and a server that sleeps: again, the same message', async () => {
    const mail = mailTo()
    office.server.answer(mail.to.address, ['450 4.2.0 Greylisted', 'drop', 'sleep', 'accept'])
    await write(mail)
    expect(await settled(mail.id)).toMatchObject({ state: 'sent', attempts: 4, lastError: null })
    const got = office.server.got(mail.to.address)
    expect(got).toHaveLength(1)
    expect(got[0]!.text).toContain(`Message-ID: ${idOf(mail)}`)
  })

  it('[ML4] a yes that was lost on the way: the second sending is the same mail, byte by byte', async () => {
    const mail = mailTo()
    office.server.answer(mail.to.address, ['accept and drop', 'accept'])
    await write(mail)
    await settled(mail.id)
    const got = office.server.got(mail.to.address)
    expect(got).toHaveLength(2)
    expect(got[1]!.text).toBe(got[0]!.text)
  })

  it('[ML4] [ML8] 5xx is final; an address that does not exist is not written to again, until somebody asks for it', async () => {
    const mail = mailTo()
    office.server.answer(mail.to.address, ['550 5.1.1 No such user'])
    await write(mail)
    expect(await settled(mail.id)).toMatchObject({
      state: 'refused',
      attempts: 1,
      lastError: expect.stringContaining('5.1.1'),
    })
    const next = mailTo({ to: mail.to })
    await write(next)
    expect(await settled(next.id)).toMatchObject({ state: 'cancelled', attempts: 0 })
    expect((await office.central.service('POST', `/mails/${mail.id}/send-again`)).status).toBe(200)
    expect(await settled(mail.id)).toMatchObject({ state: 'sent', attempts: 1 })
    expect((await office.central.service('POST', `/mails/${mail.id}/send-again`)).status).toBe(409)
  })

  it('[ML8] before every attempt it is asked again: a list that came meanwhile ends what goes to a lead, and nothing else', async () => {
    const address = 'rita@never.example'
    const to = { name: 'Rita', address }
    const mail = mailTo({ kind: 'nurture', lead: await lead(address), to })
    office.server.answer(address, Array(8).fill('sleep'))
    await write(mail)
    await until('it was tried', async () => (await stateOf(mail.id)).attempts > 0)
    const list = await fetch(`${office.central.url}/api/v1/suppressions/never?name=Never%20write`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${office.central.serviceToken}`, 'content-type': 'text/csv' },
      body: '@never.example\n',
    })
    expect(list.status).toBe(200)
    expect(await settled(mail.id)).toMatchObject({
      state: 'cancelled',
      lastError: 'It is on the suppression list Never write',
    })
    expect(office.server.got(address)).toEqual([])
    office.server.answer(address, [])
    await sent({ kind: 'handOff', to })
  })

  it('[ML10] a refusal for other reasons says nothing of the address', async () => {
    const mail = mailTo()
    office.server.answer(mail.to.address, ['554 5.7.1 Blocked'])
    await write(mail)
    expect((await settled(mail.id)).state).toBe('refused')
    await sent({ to: mail.to })
  })

  it('[ML4] after ten attempts it has failed', async () => {
    const mail = mailTo()
    office.server.answer(mail.to.address, Array(10).fill('451 4.3.0 Later'))
    await write(mail)
    await until('it is given up', async () => (await stateOf(mail.id)).state === 'failed', 60_000)
    expect(await stateOf(mail.id)).toMatchObject({ attempts: 10 })
  })

  it('[ML3] what is no address is not handed to a server', async () => {
    const mail = mailTo({ to: { name: '', address: 'a@oak.example\r\nRCPT TO:<eve@evil.example>' } })
    await write(mail)
    expect((await settled(mail.id)).state).toBe('cancelled')
    expect(office.server.got('eve@evil.example')).toEqual([])
  })

  it('[ML6] without a server each mail is a file', async () => {
    const outbox = join(office.central.dataDir, 'outbox')
    const transport = mailTransport(mailSettings({}), outbox)
    const message = { messageId: '<one@x>', from: 'a@x.example', to: 'b@x.example', text: 'Hello' }
    const limit = AbortSignal.timeout(10_000)
    expect(await transport.send(message, limit)).toEqual({ sent: true })
    expect(await transport.send(message, limit)).toEqual({ sent: true })
    expect(await readdir(outbox)).toEqual(['one.eml'])
    expect((await simpleParser(await readFile(join(outbox, 'one.eml')))).text?.trim()).toBe('Hello')
  })
})

describe('the outbox', () => {
  it('[ML15] by kind, state and lead, the latest first; agents see none of it', async () => {
    const id = newId()
    const mails = [mailTo({ lead: id }), mailTo({ lead: id, kind: 'nudge' })]
    await write(...mails)
    for (const mail of mails) await settled(mail.id)
    const list = async (query: string) =>
      (
        (await (await office.central.service('GET', `/mails?${query}`)).json()) as { mails: Mail[] }
      ).mails.map((m) => m.id)
    expect(await list(`lead=${id}`)).toEqual([mails[1]!.id, mails[0]!.id])
    expect(await list(`lead=${id}&kind=nudge&state=sent`)).toEqual([mails[1]!.id])
    expect(await list(`lead=${id}&state=waiting`)).toEqual([])
    const ana = await office.central.signIn(office.central.people.ana)
    for (const path of ['/mails', `/mails/${mails[0]!.id}`])
      expect((await ana.api('GET', path)).status).toBe(403)
  })
})
