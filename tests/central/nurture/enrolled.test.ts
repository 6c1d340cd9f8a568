import { describe, expect, it } from 'vitest'
import type { NurtureCampaign } from '../../../shared/api/nurture.ts'
import { newId, newPerson, until } from '../support.ts'
import { DAY, MINUTE, nurturing } from './nurturing.ts'

const office = nurturing()
const { input, made, alone, read, enrolments, ofLead, consent, arrives, mailsTo, arrived, state } = office

describe('a nurture campaign', () => {
  it('[NU1] is made, read, changed at its version and deleted', async () => {
    const campaign = await alone()
    expect(campaign).toMatchObject({ version: 1, figures: { enrolled: 0, sent: 0, cameBack: {} } })
    const path = `/nurture-campaigns/${campaign.id}`
    const changed = await office.central.service('PUT', path, { ...input({ name: 'Better' }), version: 1 })
    expect(await changed.json()).toMatchObject({ name: 'Better', version: 2 })
    expect((await office.central.service('PUT', path, { ...input(), version: 1 })).status).toBe(409)
    const wrong = input({ campaigns: ['nowhere'] })
    wrong.steps[0]!.content.de!.text = 'a\n{{ links.nothing }}'
    const refused = await office.central.service('PUT', path, { ...wrong, version: 2 })
    expect(refused.status).toBe(400)
    expect((await refused.json()).errors).toEqual([
      {
        pointer: '/steps/0/content/de/text',
        detail: expect.stringMatching(/'one', de, text, line 2: .*links\.nothing/),
      },
      { pointer: '/campaigns/0', detail: expect.stringContaining('nowhere') },
    ])
    expect((await office.central.service('DELETE', `${path}?version=2`)).status).toBe(204)
    expect((await office.central.service('GET', path)).status).toBe(404)
  })

  it('[NU15] is shown as it would be sent, to a lead or to somebody made up', async () => {
    const campaign = await alone()
    const { lead, email } = await arrives({ firstName: '<b>Bo', language: 'de-AT' })
    const path = `/nurture-campaigns/${campaign.id}/preview`
    const own = await (await office.central.service('POST', path, { lead, step: 'one' })).json()
    expect(own).toMatchObject({ to: email, language: 'de', subject: 'Eins for <b>Bo' })
    expect(own.html).toContain('href="https://example.com/prices"')
    const sample = await (await office.central.service('POST', path, { step: 'two', language: 'de' })).json()
    expect(sample).toMatchObject({ language: 'en', subject: 'Two for Ann' })
    expect((await office.central.service('POST', path, { step: 'none' })).status).toBe(404)
  })
})

describe('a lead that goes to nurture', () => {
  it('[NU7] [NU8] [NU21] is enrolled with the hand-off and gets each step when it is due, once', async () => {
    const campaign = await alone()
    const { lead, email } = await arrives()
    const [handOff] = (await (await office.central.service('GET', `/leads/${lead}`)).json()).handOffs
    expect(await ofLead(campaign.id, lead)).toMatchObject({ state: 'active', handOff: handOff.id, sent: 0 })
    office.now += 9 * MINUTE
    await state(campaign.id, lead, null)
    expect(mailsTo(email)).toEqual([])
    office.now += MINUTE
    await arrived(email, 1)
    const [first] = mailsTo(email)
    expect(first).toMatchObject({
      subject: 'One for Ann',
      from: { value: [{ address: 'ideas@example.com' }] },
    })
    expect(first!.text).toContain('1 Long Lane, Galway')
    expect(first!.headers.get('list')).toMatchObject({ 'unsubscribe-post': expect.anything() })
    office.now += 3 * DAY
    await arrived(email, 2)
    expect(mailsTo(email).map((m) => m.subject)).toEqual(['One for Ann', 'Two for Ann'])
    await state(campaign.id, lead, 'finished')
    expect((await read(campaign.id)).figures).toMatchObject({ enrolled: 1, active: 0, sent: 2 })
    // [AU20] Who may read none of its leads learns of none by its counts.
    const team = { name: 'Elsewhere', kind: 'sales', campaigns: null }
    const { id: elsewhere } = await (await office.central.service('POST', '/teams', team)).json()
    const boss = { name: 'Bo', email: 'bo@example.com', role: 'supervisor' as const }
    const bo = await office.central.signIn(
      await newPerson(office.central.store.db, { ...boss, team: elsewhere }),
    )
    const { campaigns } = await (await bo.api('GET', '/nurture-campaigns')).json()
    const seen = campaigns.find((c: NurtureCampaign) => c.id === campaign.id)
    expect(seen.figures).toMatchObject({ enrolled: 0, sent: 0 })
  })

  it('[NU9] without consent waits, and is written to once it comes', async () => {
    const campaign = await alone()
    const { lead, email, desk } = await arrives({}, false)
    office.now += 10 * MINUTE
    await state(campaign.id, lead, 'noConsent')
    expect(await ofLead(campaign.id, lead)).toMatchObject({ state: 'waiting', nextAt: null, sent: 0 })
    await desk.sync([consent(desk, lead, true)])
    await arrived(email, 1)
  })

  it('[NU10] on a suppression list, by its domain too, is not written to', async () => {
    const campaign = await alone()
    const csv = await fetch(`${office.central.url}/api/v1/suppressions/never`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${office.central.serviceToken}`, 'content-type': 'text/csv' },
      body: '@never.example.org\n',
    })
    expect(csv.status).toBeLessThan(300)
    const { lead } = await arrives({ email: 'x@never.example.org' })
    office.now += 10 * MINUTE
    await state(campaign.id, lead, 'suppressed')
    expect(mailsTo('x@never.example.org')).toEqual([])
  })

  it('[NU11] gets no more than the cap allows, all campaigns together', async () => {
    const first = await alone({ cap: { mails: 1, days: 2 } })
    const second = await made({ cap: { mails: 1, days: 2 }, name: 'More' })
    const { lead, email } = await arrives()
    office.now += 10 * MINUTE
    await arrived(email, 1)
    const ofBoth = () => Promise.all([first, second].map(({ id }) => ofLead(id, lead)))
    await until('the other is held', async () => (await ofBoth()).some((e) => e!.reason === 'cap'))
    const both = await ofBoth()
    const held = both.find((e) => e!.reason === 'cap')!
    expect(both.map((e) => e!.sent).sort()).toEqual([0, 1])
    expect(Date.parse(held.nextAt!)).toBe(office.now + 2 * DAY)
    office.now += 2 * DAY
    await arrived(email, 2)
  })

  it('[NU12] is written to by day, on the person’s own clock', async () => {
    const campaign = await alone({
      hours: { from: 9 * 60, to: 10 * 60, weekdaysOnly: true, zone: 'Europe/London' },
    })
    office.now = Date.parse('2026-12-04T10:30:00.000Z')
    const { lead, email } = await arrives({ country: 'GB' })
    office.now += 10 * MINUTE
    await state(campaign.id, lead, 'hours')
    expect((await ofLead(campaign.id, lead))!.nextAt).toBe('2026-12-07T09:00:00.000Z')
    office.now = Date.parse('2026-12-07T09:00:00.000Z')
    await arrived(email, 1)
  })

  it('[NU14] passes over steps whose condition does not hold, and those it has had', async () => {
    const steps = input().steps
    steps[0]!.when = { field: 'industry', in: ['health'] }
    steps[1]!.afterMinutes = 0
    const campaign = await alone({ steps })
    const { lead, email } = await arrives({ industry: 'retail' })
    office.now += 10 * MINUTE
    await arrived(email, 1)
    expect(mailsTo(email)[0]!.subject).toBe('Two for Ann')
    expect(await ofLead(campaign.id, lead)).toMatchObject({ reason: 'finished', lastStep: 'two', sent: 1 })
  })

  it('[NU1] goes on with the campaign as it is now: switched off it waits, on again it gets the newest', async () => {
    const campaign = await alone()
    const path = `/nurture-campaigns/${campaign.id}`
    const { lead, email } = await arrives()
    await office.central.service('PUT', path, { ...input({ enabled: false }), version: 1 })
    office.now += 10 * MINUTE
    await state(campaign.id, lead, 'campaignOff')
    const changed = input()
    changed.steps[0]!.content.en!.subject = 'New'
    expect((await office.central.service('PUT', path, { ...changed, version: 2 })).status).toBe(200)
    await arrived(email, 1)
    expect(mailsTo(email)[0]!.subject).toBe('New')
  })

  it('[NU16] is stopped and resumed by a command', async () => {
    const campaign = await alone()
    const { lead, email } = await arrives()
    const { id } = (await ofLead(campaign.id, lead))!
    const path = `/nurture-campaigns/${campaign.id}/enrolments/${id}`
    const stopped = await office.central.service('POST', `${path}/stop`)
    expect(await stopped.json()).toMatchObject({ state: 'paused', reason: 'stopped' })
    office.now += 10 * MINUTE
    expect(await (await office.central.service('POST', `${path}/resume`)).json()).toMatchObject({
      state: 'active',
    })
    await arrived(email, 1)
  })

  it('[NU13] merged with another one is written to once', async () => {
    const campaign = await alone()
    const a = await arrives()
    const b = await arrives()
    const merge = { merge: newId(), other: b.lead }
    await a.desk.sync([a.desk.event({ leadId: a.lead, type: 'lead.merged', payload: merge })])
    office.now += 10 * MINUTE
    await until('a mail', () => mailsTo(a.email).length + mailsTo(b.email).length === 1)
    await until('one enrolment', async () => {
      const reasons = (await enrolments(campaign.id)).map((e) => e.reason)
      return reasons.filter((r) => r === 'merged').length === 1
    })
    office.now += 3 * DAY
    await until('the second step', () => mailsTo(a.email).length + mailsTo(b.email).length === 2)
  })
})
