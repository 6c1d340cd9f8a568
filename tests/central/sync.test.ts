import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId, type TestCentral, testCentral } from './support.ts'

let central: TestCentral
beforeAll(async () => {
  central = await testCentral()
})
afterAll(() => central.dispose())

describe('events go in', () => {
  it('[SY1] a batch is applied once, however often it is sent', async () => {
    const ana = await central.signIn(central.people.ana)
    const lead = newId()
    const events = [ana.captured(lead, { firstName: 'Kofi' }), ana.answered(lead, 'timeline', 'within3')]
    const first = await ana.sync(events)
    expect(first.verdicts.map((v) => v.verdict)).toEqual(['applied', 'applied'])
    const again = await ana.sync(events)
    expect(again.verdicts.map((v) => v.verdict)).toEqual(['duplicate', 'duplicate'])
    const stored = await (await central.service('GET', `/leads/${lead}/events`)).json()
    expect(stored.events).toEqual(events)
  })
})
