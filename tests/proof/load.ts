import { setTimeout as sleep } from 'node:timers/promises'
import type { Db } from '../../central/store/database/schema.ts'
import { type CentralProcess, centralProcess } from '../central/story/central-process.ts'
import type { TestDevice } from '../central/support.ts'
import type { Asked, Outcome, Proof, Size } from './proof.ts'
import { comingBack } from './support/coming-back.ts'
import { batchOf, hitsOf, sent } from './support/hits.ts'
import { besideCentral, deviceOf, MORNING, peopleOf } from './support/office-on-wire.ts'

const DEVICES: Record<Size, number> = { test: 25, short: 200, full: 500 }
const EVENTS = 20
/** Devices that have nothing to send, on a database with nothing in it. */
const IDLE = 25
/** Of its requests a device may repeat so many: what is more is a storm. */
const MOST_REQUESTS = 4
const DOWN_MS = 3000

/** [SY20] [SY54] All devices come back with 20 events each, at one moment and as their engines do it: everything is accepted once, no storm. */
export const load: Proof = {
  name: 'load',
  async run({ size, databases, sizes }: Asked): Promise<Outcome> {
    const count = sizes.get('agents') ?? DEVICES[size]
    const database = await databases.create()
    const central = await centralProcess({ clock: MORNING, env: { DATABASE_URL: database.url } })
    const beside = await besideCentral(() => database.url, central.now())
    try {
      const devices = await devicesOf(beside.db, central, count)
      const empty = await atOnce(devices.slice(0, IDLE), 0)
      const start = await atOnce(devices, EVENTS)
      const back = await afterKill(central, devices)
      const replay = `\n  replay: npm run proof -- load --agents ${count}`
      const { length } = await beside.db.selectFrom('events').select('id').execute()
      const failures = [...start.problems, ...back.problems]
      if (length !== count * EVENTS * 2) failures.push(`${length} events of ${count * EVENTS * 2} are there`)
      return {
        size: `${count} devices, ${EVENTS} events each, twice`,
        seeds: '-',
        failures: failures.map((f) => f + replay),
        note: `at one moment: p95 ${start.p95} ms from the start, ${start.requests} requests; as engines come back: p95 of a request ${back.p95} ms, of all being in ${back.all} ms, ${back.requests} requests, ${back.unreached} tries in vain; ${IDLE} idle devices on an empty database: p95 ${empty.p95} ms`,
      }
    } finally {
      await beside.close()
      await central.dispose()
      await database.drop()
    }
  },
}

async function devicesOf(db: Db, { url, now }: CentralProcess, count: number): Promise<TestDevice[]> {
  const devices: TestDevice[] = []
  for (const person of await peopleOf(db, count, 0)) devices.push(await deviceOf({ db, url }, person, now))
  // They were here before: what comes back knows the people and the policy.
  for (const device of devices) await device.sync()
  return devices
}

/** All begin at one moment; what is refused is sent again. */
async function atOnce(devices: readonly TestDevice[], events: number) {
  const hits = hitsOf()
  const batches = devices.map((device) => batchOf(device, events))
  await Promise.all(
    devices.map(async (device, n) => {
      while (!(await sent(device, batches[n]!, hits)));
    }),
  )
  return { ...hits.summary(), problems: problemsOf(hits.summary(), devices.length) }
}

/** Central dies, everybody goes on working, central is back: engines notice by themselves. */
async function afterKill(central: CentralProcess, devices: readonly TestDevice[]) {
  const hits = hitsOf()
  const engines = devices.map((device, n) => comingBack(device, n, hits))
  await Promise.all(engines.map((e) => e.ready))
  await central.die()
  for (const engine of engines) engine.save(EVENTS)
  await sleep(DOWN_MS)
  hits.forget()
  await central.start()
  const began = performance.now()
  await Promise.all(engines.map((e) => e.empty))
  const all = Math.round(performance.now() - began)
  for (const engine of engines) await engine.stop()
  return { ...hits.summary(), all, problems: problemsOf(hits.summary(), devices.length) }
}

function problemsOf(
  { requests, rejected }: { requests: number; rejected: number },
  devices: number,
): string[] {
  const problems: string[] = []
  if (rejected > 0) problems.push(`${rejected} events were not applied`)
  if (requests > devices * MOST_REQUESTS) problems.push(`${requests} requests of ${devices} devices`)
  return problems
}
