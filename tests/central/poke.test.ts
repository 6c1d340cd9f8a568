import { afterAll, beforeAll, expect, it } from 'vitest'
import { newId, type TestCentral, type TestDevice, testCentral, until } from './support.ts'

let central: TestCentral
beforeAll(async () => {
  central = await testCentral()
})
afterAll(() => central.dispose())

/** Counts the pokes that reach a device. */
async function listen(device: TestDevice) {
  const stop = new AbortController()
  const response = await fetch(`${device.url}/api/v1/poke`, {
    headers: { authorization: `Bearer ${device.token}` },
    signal: stop.signal,
  })
  const line = { pokes: 0, open: true, close: () => stop.abort(), headers: response.headers }
  void (async () => {
    try {
      for await (const chunk of response.body!) {
        line.pokes += Buffer.from(chunk).toString().split('event: poke').length - 1
      }
    } catch (error) {
      if ((error as Error).name !== 'AbortError') throw error
    } finally {
      line.open = false
    }
  })()
  return line
}

it('[SY28] a poke reaches those whose view changed, and only them, within a second', async () => {
  const { people } = central
  const [ana, ben, sue] = [
    await central.signIn(people.ana),
    await central.signIn(people.ben),
    await central.signIn(people.sue),
  ]
  for (const d of [ana, ben, sue]) await d.sync()
  const [a, b, s] = [await listen(ana), await listen(ben), await listen(sue)]
  expect(a.headers.get('content-type')).toBe('text/event-stream')
  const lead = newId()
  const began = Date.now()
  await ana.sync([ana.captured(lead)])
  await until('pokes', () => a.pokes === 1 && s.pokes === 1)
  expect(Date.now() - began).toBeLessThan(1000)
  expect(b.pokes).toBe(0)
  await sue.api('POST', '/assignments', { leads: [{ id: lead, version: 1 }], to: ben.person })
  await until('both owners are poked', () => a.pokes === 2 && b.pokes === 1)

  const queues = async () => (await (await sue.api('GET', '/queues')).json()).queues
  const online = async () =>
    (await queues()).find((q: { person: { id: string } | null }) => q.person?.id === ben.person).device.online
  await until('the line is seen', online)
  b.close()
  await until('the line is seen closed', async () => !(await online()))
  a.close()
  s.close()
})

it('[AU4] a poke line needs a session', async () => {
  expect((await fetch(`${central.url}/api/v1/poke`)).status).toBe(401)
})
