import { afterAll, beforeAll, expect, test } from 'vitest'
import { leadwright, Refused } from '../../docs/api-client/client.ts'
import { CAMPAIGN, type TestCentral, testCentral } from './support.ts'

let central: TestCentral
beforeAll(async () => {
  central = await testCentral()
})
afterAll(() => central.dispose())

const scan = {
  id: 'scan-1',
  campaign: CAMPAIGN,
  channel: 'expo',
  label: 'Booth 214',
  fields: { 'First Name': 'Ana', 'Last Name': 'Prado', 'E-Mail': 'ana@oak.example', Mood: 'sunny' },
} as const

test('[AP8] the client of docs/ hands a response in, once, and reads route and hand-offs of its lead', async () => {
  const client = leadwright(central.url, central.serviceToken)
  const first = await client.respond(scan)
  expect(first).toMatchObject({ outcome: 'added', problems: [{ pointer: '/fields/Mood' }] })
  expect(await client.respond(scan)).toMatchObject({ outcome: 'unchanged', lead: first.lead })
  expect(await client.lead(first.lead)).toMatchObject({ stage: 'open', handOffs: [] })

  await client.respond({ ...scan, id: 'form-2', channel: 'web', fields: { ...scan.fields, Employees: 12 } })
  const lead = await client.lead(first.lead)
  expect(lead).toMatchObject({ route: 'partner', stage: 'handedOff' })
  expect(lead.handOffs).toMatchObject([{ route: 'partner', channel: 'partner' }])
  expect(lead.score.low).toBeLessThanOrEqual(lead.score.high)
})

test('[AP8] it accepts a hand-off, records what came of it, and sends one back', async () => {
  const client = leadwright(central.url, central.serviceToken)
  const handedOff = async (n: number) => {
    const person = { 'Last Name': 'Prado', 'E-Mail': `p${n}@oak.example`, Employees: 12 }
    const { lead } = await client.respond({ ...scan, id: `shop-${n}`, fields: person })
    return client.handOff((await client.lead(lead)).handOffs[0]!.id)
  }
  const first = await handedOff(1)
  const accepted = await client.accept(first)
  expect(accepted).toMatchObject({ state: 'accepted', version: 2 })
  await expect(client.settle(first, { outcome: 'lost' })).rejects.toMatchObject({ status: 409 })
  const won = await client.settle(accepted, { outcome: 'won', value: 950.5, currency: 'EUR' })
  expect(won).toMatchObject({ state: 'won', steps: { outcomeAt: expect.any(String) } })

  const returned = await client.sendBack(await handedOff(2), 'wrongTerritory', 'Theirs is the north')
  expect(returned.state).toBe('returned')
  expect(await client.lead(returned.lead)).toMatchObject({ stage: 'open' })
})

test('[AP8] it says what central refuses, and where', async () => {
  const client = leadwright(central.url, central.serviceToken)
  const nobody = client.respond({ ...scan, id: 'scan-2', fields: { 'E-Mail': 'no-mail' } })
  await expect(nobody).rejects.toBeInstanceOf(Refused)
  await expect(nobody).rejects.toMatchObject({
    status: 400,
    errors: [{ pointer: '/fields/E-Mail' }, { pointer: '/fields' }],
  })
  await expect(leadwright(central.url, 'wrong').lead(central.people.ana.id)).rejects.toMatchObject({
    status: 401,
  })
})
