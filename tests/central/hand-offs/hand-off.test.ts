import { describe, expect, it } from 'vitest'
import { noteDelivered } from '../../../central/hand-offs/note-delivered.ts'
import type { LeadPage } from '../../../shared/api/api.ts'
import type { HandOffListed, HandOffsPage } from '../../../shared/api/hand-offs.ts'
import { type Api, api, CAMPAIGN, newId, newPerson } from '../support.ts'
import { HOT, handingOff } from './handing-off.ts'

const office = handingOff()
const { receivers, pass, captured, ask, handOffsOf, lastOf, leadOf, by, act, statusOf, iso, listen } = office

describe('a hand-off', () => {
  it('[HO13] is there for its receivers at once, and so is what another of them does to it', async () => {
    const lou = await listen(receivers.lou!.person)
    const lead = await captured(HOT)
    expect(await lou.next()).toContain('event: poke')
    await act(by('kim'), await lastOf(lead), 'accept')
    expect(await lou.next()).toContain('event: poke')
    lou.stop()
  })

  it('[HO1] keeps the rule that sent it and the time of every step until its outcome', async () => {
    const lead = newId()
    pass()
    const call = newId()
    const start = office.ana.event({
      leadId: lead,
      type: 'call.started',
      payload: { call, phone: '+1', at: iso() },
    })
    const first = iso()
    await office.ana.sync([
      office.ana.captured(lead, { ...HOT, lastName: 'Silva', company: 'Bright Harbor' }),
      start,
    ])
    expect(await handOffsOf(lead)).toEqual([])
    pass(3)
    const flags = {
      humanAnswered: true,
      rightParty: true,
      unworkable: false,
      doNotCall: false,
      completed: true,
    }
    const end = { call, at: iso(), disposition: 'spoke', flags }
    await office.ana.sync([office.ana.event({ leadId: lead, type: 'call.finished', payload: end })])
    const made = await lastOf(lead)
    expect(made).toMatchObject({
      lead,
      campaign: CAMPAIGN,
      route: 'hot',
      channel: 'sales',
      rule: { index: 1, text: expect.stringContaining('is within 3 months') },
      policyVersion: 1,
      state: 'delivered',
      version: 1,
      owner: null,
      team: receivers.kim!.person.team,
      steps: { capturedAt: first, firstAttemptAt: first, decidedAt: iso(), deliveredAt: iso() },
      person: { name: 'Silva', company: 'Bright Harbor' },
    })

    const accepted = await act(by('kim'), made, 'accept', { version: 1 })
    expect(accepted).toMatchObject({ state: 'accepted', version: 2, owner: receivers.kim!.person.id })
    const acceptedAt = iso()
    const acted = await act(by('kim'), made, 'actions', { kind: 'meeting', note: 'Tuesday at 10' })
    const actedAt = iso()
    expect(await ask(by('lou'), 'GET', `/hand-offs/${made.id}`)).toMatchObject({
      actions: [{ kind: 'meeting', note: 'Tuesday at 10', by: receivers.kim!.person.id, at: actedAt }],
    })
    const won = { outcome: 'won', value: 18_500, currency: 'EUR', reason: 'best offer' }
    const done = await act(by('kim'), made, 'outcome', { version: acted.version, ...won })
    expect(done).toMatchObject({ state: 'won', outcome: { ...won, by: receivers.kim!.person.id, at: iso() } })
    expect(done.steps).toMatchObject({ acceptedAt, firstActionAt: actedAt, outcomeAt: iso() })
    expect((await leadOf(lead)).lead.outcomes).toMatchObject([{ handOff: made.id, ...won, at: iso() }])
  })

  it('[HO1] a route set by hand names its reason instead of a rule', async () => {
    const lead = await captured({ timeline: 'later' })
    const set = { route: 'hot', reason: 'knows the owner' }
    await office.sue.sync([office.sue.event({ leadId: lead, type: 'route.set', payload: set })])
    expect(await lastOf(lead)).toMatchObject({
      rule: { index: null, text: 'Set by hand: knows the owner' },
      steps: { firstAttemptAt: null },
    })
  })

  it('[HO2] commands may come twice, but not after another one: a stale version is a conflict', async () => {
    const made = await lastOf(await captured(HOT))
    const accepted = await act(by('kim'), made, 'accept', { version: 1 })
    expect(await act(by('kim'), made, 'accept', { version: 1 })).toEqual(accepted)
    expect(await statusOf(by('lou'), made, 'accept', { version: 1 })).toBe(409)
    expect(await statusOf(by('kim'), made, 'return', { version: 1, reason: 'noBudget' })).toBe(409)
    const at = iso()
    const acted = await act(by('kim'), made, 'actions', { kind: 'call', at })
    expect(await act(by('kim'), made, 'actions', { kind: 'call', at })).toEqual(acted)
    const lost = { outcome: 'lost', reason: 'went elsewhere', version: acted.version }
    const done = await act(by('kim'), made, 'outcome', lost)
    expect(await act(by('kim'), made, 'outcome', lost)).toEqual(done)
    const won = await act(by('kim'), made, 'outcome', { outcome: 'won', value: 900, currency: 'USD' })
    expect(won).toMatchObject({ state: 'won', version: done.version + 1 })
    expect(await statusOf(by('kim'), made, 'return', { reason: 'other' })).toBe(409)
    expect((await leadOf(made.lead)).lead.outcomes.map((o) => o.outcome)).toEqual(['lost', 'won'])
  })

  it('[HO3] [HO11] is there, with the brief, for its team and owner alone: another partner does not learn that it exists', async () => {
    const lead = await captured({ territory: 'partner', timeline: 'within3' })
    const made = await lastOf(lead)
    expect(made).toMatchObject({ channel: 'partner', team: null })
    // Two partners: nobody has it until somebody gives it to one.
    const to = receivers.pam!.person.id
    expect(await act(office.central.service, made, 'pass-on', { version: 1, to })).toMatchObject({
      owner: to,
      team: receivers.pam!.person.team,
      version: 2,
    })
    const seen = async (api: Api) =>
      (await ask<HandOffsPage>(api, 'GET', '/hand-offs')).handOffs.some((h) => h.id === made.id)
    expect(await seen(by('pam'))).toBe(true)
    expect(await ask<HandOffListed>(by('pam'), 'GET', `/hand-offs/${made.id}`)).toMatchObject({
      person: { name: 'Silva' },
    })
    for (const name of ['pit', 'kim']) {
      expect(await seen(by(name))).toBe(false)
      for (const path of ['', '/brief.html', '/brief.txt', '/brief.json'])
        expect((await by(name)('GET', `/hand-offs/${made.id}${path}`)).status).toBe(404)
      for (const what of ['accept', 'return', 'outcome', 'actions', 'pass-on']) {
        const body = { reason: 'other', outcome: 'won', kind: 'call', to: null }
        const own = {
          accept: [],
          return: ['reason'],
          outcome: ['outcome'],
          actions: ['kind'],
          'pass-on': ['to'],
        }
        const keys = own[what as keyof typeof own] as (keyof typeof body)[]
        const said = Object.fromEntries(keys.map((k) => [k, body[k]]))
        expect(await statusOf(by(name), made, what, said)).toBe(404)
      }
      expect((await by(name)('GET', `/leads/${lead}/brief.html`)).status).toBe(404)
    }
    for (const [form, type] of [
      ['html', 'text/html'],
      ['txt', 'text/plain'],
      ['json', 'application/json'],
    ]) {
      const brief = await by('pam')('GET', `/hand-offs/${made.id}/brief.${form}`)
      expect(brief.headers.get('content-type')).toContain(type)
      expect(await brief.text()).toContain('Silva')
    }
    expect((await office.ana.api('GET', '/hand-offs')).status).toBe(403)
  })

  it('[HO3] nobody learns of a lead what others were handed of it, or said', async () => {
    const lead = await captured({ territory: 'partner' })
    const pams = await lastOf(lead)
    await act(office.central.service, pams, 'pass-on', { to: receivers.pam!.person.id })
    await act(by('pam'), pams, 'return', { reason: 'other', note: 'Not for Harbor' })
    await office.ana.sync([office.ana.answered(lead, 'jobTitle', 'Buyer')])
    const pits = await lastOf(lead)
    await act(office.central.service, pits, 'pass-on', { to: null })
    await office.central.store.db
      .updateTable('hand_offs')
      .set({ team: receivers.pit!.person.team, owner: null })
      .where('id', '=', pits.id)
      .execute()
    const scopes = ['leads:read', 'handOffs:read']
    const key = { name: 'Bay', scopes, team: receivers.pit!.person.team }
    const adam = await office.central.signIn(office.central.people.adam)
    const { key: token } = await ask<{ key: string }>(adam.api, 'POST', '/api-keys', key)
    const bay = api(office.central.url, { authorization: `Bearer ${token}` })
    const seen = await ask<LeadPage['leads'][number]>(bay, 'GET', `/leads/${lead}`)
    expect(seen.handOffs.map((h) => h.id)).toEqual([pits.id])
    expect(seen.lead.returns).toEqual([])
    const all = await Promise.all(
      [`/leads/${lead}/events`, `/leads/${lead}/brief.json`, `/hand-offs?lead=${lead}`].map(async (path) =>
        (await bay('GET', path)).text(),
      ),
    )
    expect(all.join()).not.toMatch(new RegExp(`Not for Harbor|${pams.id}`))
    expect((await leadOf(lead)).lead.returns).toHaveLength(1)
  })

  it('[HO4] is passed on within its team, to be accepted anew, or back to the common inbox', async () => {
    const made = await lastOf(await captured(HOT))
    await act(by('kim'), made, 'accept')
    expect(await statusOf(by('lou'), made, 'pass-on', { to: receivers.lou!.person.id })).toBe(403)
    expect(await statusOf(by('kim'), made, 'pass-on', { to: receivers.pam!.person.id })).toBe(400)
    expect(await statusOf(by('kim'), made, 'pass-on', { to: office.central.people.ana.id })).toBe(400)
    const lous = await act(by('kim'), made, 'pass-on', { to: receivers.lou!.person.id })
    expect(lous).toMatchObject({
      state: 'delivered',
      owner: receivers.lou!.person.id,
      steps: { acceptedAt: null },
    })
    expect(await act(by('lou'), made, 'pass-on', { to: null })).toMatchObject({ owner: null })
    expect(await act(by('kim'), made, 'accept')).toMatchObject({ owner: receivers.kim!.person.id })
  })

  it('[HO12] who goes to another team takes nothing along, sees nothing of it any more and gets it back from nobody', async () => {
    const { team } = receivers.kim!.person
    const named = { name: 'max', email: 'max@example.com' }
    const max = await newPerson(office.central.store.db, { ...named, role: 'inbox', team })
    const desk = (await office.central.signIn(max)).api
    const open = await lastOf(await captured(HOT))
    const settled = await lastOf(await captured(HOT))
    for (const made of [open, settled]) await act(desk, made, 'accept')
    await act(desk, settled, 'outcome', { outcome: 'lost' })
    const bay = receivers.pit!.person.team
    await ask(office.central.service, 'PATCH', `/people/${max.id}`, { team: bay })
    for (const { id, lead } of [open, settled]) {
      expect((await desk('GET', `/hand-offs/${id}`)).status).toBe(404)
      expect((await desk('GET', `/leads/${lead}/brief.json`)).status).toBe(404)
    }
    expect(await ask(by('lou'), 'GET', `/hand-offs/${open.id}`)).toMatchObject({
      state: 'delivered',
      owner: null,
      team,
      steps: { acceptedAt: null },
    })
    expect(await act(by('kim'), open, 'accept')).toMatchObject({ owner: receivers.kim!.person.id })
    pass()
    await office.ana.sync([
      office.ana.captured(settled.lead, { email: 'again@harbor.example', timeline: 'within3' }),
    ])
    expect(await lastOf(settled.lead)).toMatchObject({ state: 'delivered', team, owner: null })
  })

  it('[HO12] what somebody had who is switched off lies in the common inbox again', async () => {
    const { team } = receivers.kim!.person
    const named = { name: 'mia', email: 'mia@example.com' }
    const mia = await newPerson(office.central.store.db, { ...named, role: 'inbox', team })
    const made = await lastOf(await captured(HOT))
    await act((await office.central.signIn(mia)).api, made, 'accept')
    await ask(office.central.service, 'PATCH', `/people/${mia.id}`, { active: false })
    expect(await lastOf(made.lead)).toMatchObject({ state: 'delivered', team, owner: null })
    expect(await act(by('kim'), made, 'accept')).toMatchObject({ state: 'accepted' })
  })

  it('[HO5] is delivered once; what went on meanwhile stays as it is', async () => {
    const made = await lastOf(await captured(HOT))
    await office.central.store.db
      .updateTable('hand_offs')
      .set({ state: 'waiting', delivered_at: null })
      .where('id', '=', made.id)
      .execute()
    const deliver = (at: string) =>
      office.central.store.db
        .transaction()
        .execute((tx) => noteDelivered(tx, office.central.store, [made.id], at))
    const at = iso()
    await deliver(at)
    pass()
    await deliver(iso())
    expect(await lastOf(made.lead)).toMatchObject({
      state: 'delivered',
      version: 1,
      steps: { deliveredAt: at },
    })
  })

  it('[HO6] lists come newest first, in pages, by state, owner, channel and lead', async () => {
    const leads = [await captured(HOT), await captured(HOT), await captured(HOT)]
    const page = (query: string, api = by('kim')) => ask<HandOffsPage>(api, 'GET', `/hand-offs?${query}`)
    const first = await page('state=waiting,delivered&owner=none&channel=sales&limit=2')
    expect(first.handOffs.map((h) => h.lead)).toEqual([leads[2], leads[1]])
    const second = await page(`state=waiting,delivered&owner=none&limit=2&cursor=${first.next}`)
    expect(second.handOffs[0]?.lead).toBe(leads[0])
    await act(by('kim'), first.handOffs[0]!, 'accept')
    expect((await page('state=accepted&owner=me')).handOffs[0]?.lead).toBe(leads[2])
    expect((await page('state=accepted&owner=me', by('lou'))).handOffs).toEqual([])
    expect((await by('kim')('GET', '/hand-offs?state=gone')).status).toBe(400)
  })

  it('[HO6] or by what is to be done first, in pages, too; what has no limit comes last', async () => {
    const leads = [await captured(HOT), await captured(HOT), await captured(HOT), await captured(HOT)]
    const made = await Promise.all(leads.map(lastOf))
    const limit = (n: number, set: { due_at: string } | { stopped_at: string }) =>
      office.central.store.db.updateTable('clocks').set(set).where('hand_off', '=', made[n]!.id).execute()
    await limit(2, { due_at: '2026-01-01T10:00:00.000Z' })
    await limit(0, { due_at: '2026-01-01T11:00:00.000Z' })
    await limit(3, { stopped_at: iso() })
    const listed: string[] = []
    let cursor: string | null = null
    do {
      const query: string = `state=waiting,delivered&sort=due&limit=2${cursor ? `&cursor=${cursor}` : ''}`
      const page: HandOffsPage = await ask(by('kim'), 'GET', `/hand-offs?${query}`)
      listed.push(...page.handOffs.map((h) => h.lead))
      cursor = page.next
    } while (cursor !== null)
    expect(new Set(listed).size).toBe(listed.length)
    const order = (n: number) => listed.indexOf(leads[n]!)
    expect([order(2), order(0)]).toEqual([0, 1])
    expect(order(1)).toBeGreaterThan(1)
    expect(order(3)).toBeGreaterThan(order(1))
  })
})
