import { describe, expect, it } from 'vitest'
import { arf } from '../../mail/fixtures.ts'
import { until } from '../support.ts'
import { DAY, MINUTE, nurturing } from './nurturing.ts'

const office = nurturing()
const { alone, read, ofLead, arrives, mailsTo, arrived, state, linksOf } = office

describe('back from nurture', () => {
  async function written(fields: object = {}) {
    const person = await arrives(fields)
    office.now += 10 * MINUTE
    await arrived(person.email, 1)
    office.now += MINUTE
    const [prices, story, form] = linksOf(mailsTo(person.email)[0]!)
    return { ...person, prices: prices!, story: story!, form: form! }
  }
  const visit = (url: string, method = 'GET') => fetch(url, { method, redirect: 'manual' })
  const leadOf = async (lead: string) => await (await office.central.service('GET', `/leads/${lead}`)).json()
  const labels = async (lead: string): Promise<string[]> =>
    (await leadOf(lead)).lead.responses.map((r: { label: string }) => r.label)

  const judged = () =>
    until('the clicks are judged', async () => {
      const { db } = office.central.store
      const open = await db
        .selectFrom('nurture_clicks')
        .select('id')
        .where('judge_at', 'is not', null)
        .execute()
      return open.length === 0
    })

  it('[NU17] [NU21] a click leads to the configured address only, and is a response, once', async () => {
    const campaign = await alone()
    const { lead, prices } = await written()
    const answer = await visit(prices)
    expect([answer.status, answer.headers.get('location')]).toEqual([302, 'https://example.com/prices'])
    await visit(prices)
    office.now += MINUTE
    await until('the response', async () => (await labels(lead)).includes('Clicked "prices"'))
    await visit(prices)
    office.now += MINUTE
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
    office.now += MINUTE
    await judged()
    expect(await labels(lead)).toEqual(['by hand'])
    expect((await read(campaign.id)).figures.clicked).toBe(0)
    office.now += 2 * MINUTE
    await visit(story)
    office.now += MINUTE
    await until('a person’s click after that', async () => (await labels(lead)).includes('Clicked "story"'))
  })

  it('[NU19] [NU20] [NU21] a form’s answer makes the lead hot: it goes to Sales at once, and the campaign ends', async () => {
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
    office.now += 4 * DAY
    expect(mailsTo(email)).toHaveLength(1)
  })

  it('[NU9] [NU21] one click in the mail program unsubscribes, and ends it', async () => {
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
    fetch(`${office.central.url}/api/v1/mail/inbound`, {
      method: 'POST',
      headers: { authorization: `Bearer ${office.central.serviceToken}`, 'content-type': 'message/rfc822' },
      body: mail.replaceAll(/\r?\n/g, '\r\n'),
    }).then((answer) => answer.json())

  it('[NU20] [NU21] a reply is a response, and ends it', async () => {
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

  it('[NU20] [NU21] a bounce ends it', async () => {
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

  it('[NU20] [NU21] a complaint ends it', async () => {
    const campaign = await alone()
    const { lead, email } = await written()
    expect(await cameIn(arf('abuse', mailsTo(email)[0]!.messageId))).toMatchObject({ taken: 'complaint' })
    await until('its end', async () => (await ofLead(campaign.id, lead))?.state === 'ended')
    expect((await read(campaign.id)).figures).toMatchObject({ complained: 1, active: 0 })
  })
})
