import { describe, expect, it } from 'vitest'
import { unsubscribeUrl } from '../../../central/mail/unsubscribe-url.ts'
import { newId } from '../support.ts'
import { mailing } from './mailing.ts'

const office = mailing()
const { mailTo, write, settled, sent, lead, withdrawals } = office

describe('unsubscribing', () => {
  it('[ML7] [ML8] opening the page does not, the button does, once, on all leads with the address', async () => {
    const address = 'zoe@oak.example'
    const [one, two] = [await lead(address), await lead(address)]
    const mail = await sent({ kind: 'nurture', lead: one, to: { name: 'Zoë', address } })
    const url = unsubscribeUrl(office.central.store.links, one, mail.id)
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
    const sue = await office.central.signIn(office.central.people.sue)
    await sue.sync([sue.event({ leadId: one, type: 'lead.merged', payload: { merge: newId(), other } })])
    const url = unsubscribeUrl(office.central.store.links, other, newId())
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

  it('[ML18] speaks the lead’s language, else the browser’s, else English; so does a link that does not work', async () => {
    const { links } = office.central.store
    const [leni, ida] = [await lead('leni@oak.example', { language: 'de' }), await lead('ida@oak.example')]
    const title = async (url: string, language: string) => {
      const page = await (await fetch(url, { headers: { 'accept-language': language } })).text()
      return /<html lang="(..)">[\s\S]*<h1>(.*)<\/h1>/u.exec(page)?.slice(1)
    }
    const of = (id: string) => unsubscribeUrl(links, id, newId())
    expect(await title(of(leni), 'fr')).toEqual(['de', 'Keine E-Mails mehr?'])
    expect(await title(of(ida), 'fr-CH, en;q=0.5')).toEqual(['fr', 'Plus d’e-mails ?'])
    expect(await title(of(ida), 'ja')).toEqual(['en', 'No more e-mails?'])
    expect(await title(`${of(leni)}x`, 'es')).toEqual(['es', 'Este enlace no funciona'])
  })

  it('[ML7] of a lead that is gone is answered like any other', async () => {
    const url = unsubscribeUrl(office.central.store.links, newId(), newId())
    expect((await fetch(url, { method: 'POST' })).status).toBe(200)
  })

  it('[ML16] a link that was tampered with is a page that says so, whatever it is', async () => {
    const url = unsubscribeUrl(office.central.store.links, newId(), newId())
    for (const wrong of [
      `${url}x`,
      `${office.central.url}/l/unsubscribe/x`,
      `${office.central.url}/l/nothing/x`,
    ])
      for (const method of ['GET', 'POST']) {
        const answer = await fetch(wrong, { method })
        expect([answer.status, answer.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8'])
      }
  })
})
