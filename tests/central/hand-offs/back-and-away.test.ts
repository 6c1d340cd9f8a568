import { describe, expect, it } from 'vitest'
import { refreshLeads } from '../../../central/store/leads/refresh-leads.ts'
import type { QueuesResponse } from '../../../shared/api/api.ts'
import { newId, newPerson } from '../support.ts'
import { HOT, handingOff, NURTURE } from './handing-off.ts'

const office = handingOff()
const { receivers, now, pass, captured, ask, handOffsOf, lastOf, leadOf, by, act, statusOf, iso } = office

describe('a lead that was sent back', () => {
  it('[HO2] takes no command any more once its person was erased', async () => {
    const made = await lastOf(await captured(HOT))
    const adam = await office.central.signIn(office.central.people.adam)
    const asked = { reason: 'asked by letter', suppress: false }
    const answer = await adam.api('POST', `/leads/${made.lead}/erase`, asked)
    expect(answer.status).toBe(200)
    expect(await statusOf(by('kim'), made, 'return', { reason: 'other' })).toBe(410)
    expect((await by('kim')('GET', `/hand-offs/${made.id}/brief.txt`)).status).toBe(404)
  })

  it('[HO7] is open in the call center again, with the reason, and goes to Sales again only when something is new', async () => {
    const lead = await captured(HOT)
    const made = await lastOf(lead)
    await office.ana.pull()
    await act(by('kim'), made, 'accept')
    const why = { reason: 'noAuthority', note: 'His manager decides' }
    const returned = await act(by('kim'), made, 'return', why)
    expect(returned).toMatchObject({ state: 'returned', returned: { ...why, by: receivers.kim!.person.id } })
    expect(await act(by('kim'), made, 'return', why)).toEqual(returned)
    const { leads } = await office.ana.pull()
    const back = leads.find((l) => l.lead.id === lead)
    expect(back).toMatchObject({ stage: 'open', owner: office.central.people.ana.id })
    expect(back?.lead.returns).toMatchObject([{ handOff: made.id, route: 'hot', ...why }])
    const row = () =>
      office.central.store.db
        .selectFrom('leads')
        .select(['work', 'late_from', 'stage'])
        .where('id', '=', lead)
        .executeTakeFirstOrThrow()
    expect(await row()).toMatchObject({ work: 'call', stage: 'open', late_from: expect.any(String) })

    const note = office.ana.event({
      leadId: lead,
      type: 'note.written',
      payload: { note: newId(), text: 'Hm' },
    })
    await office.ana.sync([note])
    await refreshLeads(office.central.store, now() + 86_400_000)
    expect(await row()).toMatchObject({ work: 'call', stage: 'open' })
    expect(await handOffsOf(lead)).toHaveLength(1)

    pass()
    await office.ana.sync([office.ana.answered(lead, 'jobTitle', 'Managing director')])
    expect(await row()).toMatchObject({ stage: 'handedOff' })
    const [again, before] = await handOffsOf(lead)
    expect(before).toEqual({ ...made, ...returned, person: expect.anything() })
    expect(again).toMatchObject({ route: 'hot', state: 'delivered' })
  })
})

it('[AU21] a supervisor of Sales reads what came back, and gives it to nobody: it is the call center’s again', async () => {
  const lead = await captured(HOT)
  const made = await lastOf(lead)
  await act(by('kim'), made, 'return', { reason: 'noAuthority', note: '' })
  const { team } = receivers.kim!.person
  const boss = { name: 'chief', email: 'chief@example.com', role: 'supervisor' as const, team }
  const { api, person } = await office.central.signIn(await newPerson(office.central.store.db, boss))
  const { version } = await ask<{ version: number }>(api, 'GET', `/leads/${lead}`)
  const leads = [{ id: lead, version }]
  const given = await ask(api, 'POST', '/assignments', { leads, to: person })
  expect(given).toMatchObject({ assigned: [], conflicts: [{ id: lead }] })
  const which = { leads }
  const moved = await ask(api, 'POST', '/reassignments', { id: newId(), which, to: { how: 'pool' } })
  expect(moved).toMatchObject({ moved: 0, kept: [{ why: 'changed', leads: [lead] }] })
  const { owner } = await ask<{ owner: string }>(api, 'GET', `/leads/${lead}`)
  expect(owner).toBe(office.central.people.ana.id)
})

it('[AU8] [AS8] a supervisor of Sales learns of who works what came back no more than who they are', async () => {
  const lead = await captured(HOT)
  const made = await lastOf(lead)
  await act(by('kim'), made, 'accept')
  await act(by('kim'), made, 'return', { reason: 'noAuthority', note: '' })
  const { team } = receivers.kim!.person
  const boss = {
    name: 'boss',
    email: 'boss@example.com',
    role: 'supervisor' as const,
    team,
  }
  const { api } = await office.central.signIn(await newPerson(office.central.store.db, boss))
  const { queues } = await ask<QueuesResponse>(api, 'GET', '/queues')
  const hers = queues.find((q) => q.person?.id === office.ana.person)!
  expect(hers).toMatchObject({
    person: { name: 'ana', email: '' },
    capacity: null,
    told: false,
    signedIn: false,
    device: null,
    absence: null,
  })
  expect(hers.open).toBeGreaterThan(0)
  for (const path of [`/people/${office.ana.person}/receiver`, `/people/${newId()}/receiver`]) {
    expect((await api('GET', path)).status).toBe(404)
    expect((await api('PUT', path, { calendar: null, capacity: 3 })).status).toBe(404)
  }
})

describe('a lead that went away', () => {
  it('[HO8] leaves an automatic channel for another route at once when it answers, never by time', async () => {
    const lead = await captured(NURTURE)
    const first = await lastOf(lead)
    expect(first).toMatchObject({ route: 'nurture', channel: 'nurture', state: 'delivered' })
    await refreshLeads(office.central.store, now() + 400 * 86_400_000)
    await office.ana.sync([
      office.ana.event({ leadId: lead, type: 'note.written', payload: { note: newId(), text: 'x' } }),
      office.ana.answered(lead, 'jobTitle', 'Buyer'),
    ])
    expect(await handOffsOf(lead)).toHaveLength(1)
    pass()
    await office.ana.sync([office.ana.answered(lead, 'timeline', 'within3')])
    expect(await handOffsOf(lead)).toMatchObject([
      { route: 'hot', channel: 'sales', state: 'delivered' },
      { id: first.id, state: 'withdrawn', version: 2 },
    ])
  })

  it('[HO8] is open in the call center where that is its new route, and back at the old channel by a new hand-off', async () => {
    const lead = await captured(NURTURE)
    pass()
    await office.ana.sync([office.ana.answered(lead, 'timeline', 'm3to6')])
    expect(await leadOf(lead)).toMatchObject({ route: 'high', stage: 'open' })
    expect((await handOffsOf(lead)).map((h) => [h.channel, h.state])).toEqual([
      ['callCenter', 'delivered'],
      ['nurture', 'withdrawn'],
    ])
    pass()
    await office.ana.sync([office.ana.answered(lead, 'timeline', 'later')])
    expect((await handOffsOf(lead)).map((h) => h.state)).toEqual(['delivered', 'delivered', 'withdrawn'])
    expect((await leadOf(lead)).stage).toBe('handedOff')
  })

  it('[HO9] stays with Sales whatever it answers, until it is settled; then a new response decides it anew', async () => {
    const lead = await captured(HOT)
    const made = await lastOf(lead)
    pass()
    await office.ana.sync([office.ana.answered(lead, 'timeline', 'later')])
    expect(await leadOf(lead)).toMatchObject({ route: 'nurture', stage: 'handedOff' })
    expect(await handOffsOf(lead)).toHaveLength(1)
    await act(by('kim'), made, 'outcome', { outcome: 'lost' })
    expect(await leadOf(lead)).toMatchObject({ stage: 'handedOff' })
    pass()
    const response = { email: 'silva@harbor.example', timeline: 'within3' }
    await office.ana.sync([office.ana.captured(lead, response)])
    const [again] = await handOffsOf(lead)
    expect(again).toMatchObject({ route: 'hot', state: 'delivered' })
    expect(again?.id).not.toBe(made.id)
  })
})

it('[HO10] only central says what became of a hand-off', async () => {
  const lead = await captured(HOT)
  const { id: handOff } = await lastOf(lead)
  const said = { handOff, route: 'hot', reason: 'other', note: '' }
  const won = { handOff, outcome: 'won', value: null, currency: '', reason: '', at: iso() }
  for (const device of [office.ana, office.sue]) {
    const { verdicts } = await device.sync([
      device.event({ leadId: lead, type: 'handOff.returned', payload: said }),
      device.event({ leadId: lead, type: 'outcome.recorded', payload: won }),
    ])
    expect(verdicts.map((v) => v.verdict === 'rejected' && v.fault.kind)).toEqual(['notYours', 'notYours'])
  }
})
