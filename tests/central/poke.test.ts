import { afterAll, beforeAll, expect, it } from 'vitest'
import { devicesOf } from '../../central/store/device-summary.ts'
import { notePokeLines, noteRounds } from '../../central/store/devices.ts'
import { newId, newPerson, type TestCentral, type TestDevice, testCentral, until } from './support.ts'

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

it('[SY28] a poke reaches those whose view changed, and only them, within a second; not the device that did it', async () => {
  const { people } = central
  const made = await central.service('POST', '/teams', { name: 'South', kind: 'agents', campaigns: null })
  const { id: team } = (await made.json()) as { id: string }
  const lea = await newPerson(central.store.db, {
    name: 'lea',
    email: 'lea@example.com',
    role: 'supervisor',
    team,
  })
  const [ana, ben, sue, other] = [
    await central.signIn(people.ana),
    await central.signIn(people.ben),
    await central.signIn(people.sue),
    await central.signIn(lea),
  ]
  for (const d of [ana, ben, sue, other]) await d.sync()
  const [s, o, a, b] = [await listen(sue), await listen(other), await listen(ana), await listen(ben)]
  const atHome = await listen(await central.signIn(people.ana))
  // Who looks after agents is told that they are in reach.
  await until('the lines are told of', () => s.pokes >= 2)
  await new Promise((done) => setTimeout(done, 100))
  const [aBefore, sBefore, homeBefore] = [a.pokes, s.pokes, atHome.pokes]
  expect(a.headers.get('content-type')).toBe('text/event-stream')
  const lead = newId()
  await ana.sync([ana.captured(lead)])
  await until('pokes', () => atHome.pokes === homeBefore + 1 && s.pokes > sBefore)
  expect(a.pokes).toBe(aBefore)
  expect(b.pokes).toBe(0)
  // A busy machine may keep one waiting.
  const took: number[] = []
  for (let i = 0; i < 3; i += 1) {
    const [before, began] = [atHome.pokes, performance.now()]
    await ana.sync([ana.captured(newId())])
    await until('one more', () => atHome.pokes > before)
    took.push(performance.now() - began)
  }
  expect(Math.min(...took)).toBeLessThan(1000)
  await sue.api('POST', '/assignments', { leads: [{ id: lead, version: 1 }], to: ben.person })
  await until('both owners are poked', () => a.pokes === aBefore + 1 && b.pokes === 1)
  expect(o.pokes).toBe(0)

  const queues = async () => (await (await sue.api('GET', '/queues')).json()).queues
  const online = async () =>
    (await queues()).find((q: { person: { id: string } | null }) => q.person?.id === ben.person).device.online
  await until('the line is seen', online)
  b.close()
  await until('the line is seen closed', async () => !(await online()))
  a.close()
  atHome.close()
  s.close()
  o.close()
})

it('[SY68] whose line is open and who is silent for two minutes is out of reach, since they were last heard', async () => {
  const cut = await newPerson(central.store.db, {
    name: 'cut',
    email: 'cut@example.com',
    role: 'agent',
    team: null,
  })
  const { db } = central.store
  const heard = Date.now()
  const id = newId()
  const device = {
    person: cut.id,
    team: null,
    id,
    state: 'onCall' as const,
    waiting: 3,
    parked: 0,
    cursor: null,
  }
  await noteRounds(db, [{ ...device, now: heard }])
  // Its other end is gone, and central has not noticed: the line is kept up.
  await notePokeLines(db, [{ person: cut.id, device: id }], heard, heard + 600_000)
  const at = async (now: number) => (await devicesOf(db, [cut.id], now)).get(cut.id)?.device
  expect(await at(heard + 119_000)).toMatchObject({ online: true, state: 'onCall', waiting: 3 })
  const silent = await at(heard + 121_000)
  expect(silent).toMatchObject({ online: false, waiting: 3 })
  expect(Date.parse(silent!.seenAt)).toBe(heard)
  await noteRounds(db, [{ ...device, now: heard + 130_000 }])
  expect(await at(heard + 131_000)).toMatchObject({ online: true })
})

it('[SY61] each line waits another time when it breaks, so that not all come back at one moment', async () => {
  const ana = await central.signIn(central.people.ana)
  const waits = await Promise.all(
    Array.from({ length: 8 }, async () => {
      const stop = new AbortController()
      const headers = { authorization: `Bearer ${ana.token}` }
      const { body } = await fetch(`${central.url}/api/v1/poke`, { headers, signal: stop.signal })
      const { value } = await body!.getReader().read()
      stop.abort()
      return Number(/^retry: (\d+)$/m.exec(Buffer.from(value!).toString())?.[1])
    }),
  )
  for (const wait of waits) expect(wait).toBeGreaterThanOrEqual(1000)
  expect(Math.max(...waits)).toBeLessThan(4000)
  expect(new Set(waits).size).toBeGreaterThan(4)
})

it('[AU4] a poke line needs a session', async () => {
  expect((await fetch(`${central.url}/api/v1/poke`)).status).toBe(401)
})
