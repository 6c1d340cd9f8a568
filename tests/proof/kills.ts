import { setTimeout as sleep } from 'node:timers/promises'
import { embeddedServer } from '../../central/postgres/embedded.ts'
import { placeOf } from '../../central/postgres/place.ts'
import { type Receiver, receiver } from '../central/channels/receiver.ts'
import { type CentralProcess, centralProcess } from '../central/story/central-process.ts'
import { until } from '../central/support.ts'
import { type Asked, type Outcome, type Proof, type Size, seedsOf, seedsText } from './proof.ts'
import type { Office } from './simulation/supervisor-acts.ts'
import { checkWork } from './support/check-work.ts'
import { killPostgres } from './support/kill-postgres.ts'
import { liveDesk } from './support/live-desk.ts'
import { settled, workUntil } from './support/live-work.ts'
import {
  besideCentral,
  deviceOf,
  firstLeads,
  MORNING,
  peopleOf,
  serviceOf,
} from './support/office-on-wire.ts'
import { createRandom, type Random } from './support/random.ts'
import { type AskingCentral, handsOff, imports, type Noted, reassigns } from './support/work-at-central.ts'

interface KillsSize {
  kills: number
  agents: number
  /** That each has at the start. */
  leads: number
  /** Of each file. */
  rows: number
  /** Hand-offs leave by a webhook, whose jobs a killed central leaves behind for half a minute. */
  delivers: boolean
}
const SIZES: Record<Size, KillsSize> = {
  test: { kills: 2, agents: 2, leads: 40, rows: 100, delivers: false },
  short: { kills: 20, agents: 4, leads: 200, rows: 600, delivers: true },
  full: { kills: 200, agents: 4, leads: 200, rows: 600, delivers: true },
}
/** Jobs of a killed process are another's after half a minute, and are looked for every ten seconds. */
const ENDED_MS = 90_000

/** [SY29] [SY60] SIGKILL of central and of PostgreSQL, in turns, amid rounds, imports, reassignments and hand-offs. */
export const kills: Proof = {
  name: 'kills',
  async run(asked: Asked): Promise<Outcome> {
    const usual = SIZES[asked.size]
    const size = { ...usual, kills: asked.sizes.get('times') ?? usual.kills }
    const seeds = seedsOf(asked, 1)
    const failures: string[] = []
    const notes: string[] = []
    for (const seed of seeds) {
      const { problems, note } = await killed(seed, size, asked.say)
      const replay = `\n  replay: npm run proof -- kills --seed ${seed} --times ${size.kills}`
      failures.push(...problems.map((p) => `seed ${seed}: ${p}${replay}`))
      notes.push(note)
    }
    return {
      size: `${size.kills} kills, central and PostgreSQL in turns`,
      seeds: seedsText(seeds),
      failures,
      note: notes.join('; '),
    }
  },
}

async function killed(seed: number, size: KillsSize, say: Asked['say']) {
  // Of its own data folder: its database is killed, too.
  const central = await centralProcess({ clock: MORNING, env: { DATABASE_URL: '' } })
  const server = await embeddedServer(central.dataDir, await placeOf(central.dataDir))
  const beside = await besideCentral(server.url, central.now())
  const hook = await receiver()
  const random = createRandom(seed)
  const office: Office = { agents: [], files: new Map(), named: 0 }
  const people = await peopleOf(beside.db, size.agents, 1)
  office.agents.push(...people.slice(0, size.agents).map((p) => p.id))
  const at = { db: beside.db, url: central.url, token: await central.token() }
  await firstLeads(at, office, random, size.leads)
  if (size.delivers) await deliverTo(hook, at)
  const desks = []
  for (const [n, person] of people.entries()) {
    const { url, now } = central
    desks.push(await liveDesk({ central: at.db, person, url, now, random: createRandom(seed * 1000 + n) }))
  }
  const said: Noted = {
    imported: new Set(),
    reassigned: new Set(),
    handedOff: new Set(),
    statuses: new Set(),
  }
  const device = await deviceOf(at, people.at(-1)!, central.now)
  let isOver = false
  const asking: AskingCentral = {
    device,
    office,
    rows: size.rows,
    said,
    isOver: () => isOver,
    service: async (method, path, body) => serviceOf(central.url, await central.token())(method, path, body),
    upload: async (path, body) =>
      fetch(`${central.url}/api/v1${path}`, {
        method: 'PUT',
        headers: {
          authorization: `Bearer ${await central.token()}`,
          'content-type': 'application/octet-stream',
        },
        body,
        duplex: 'half',
      } as RequestInit),
  }
  try {
    const [problems] = await Promise.all([
      Promise.all(desks.map((d, n) => workUntil(asking.isOver, d, createRandom(seed * 1000 + n), office))),
      imports(asking, createRandom(seed * 1000 + 100)),
      reassigns(asking),
      handsOff(asking),
      killAgainAndAgain(central, size.kills, said, random, say).finally(() => {
        isOver = true
      }),
    ])
    await server.ensure()
    const end = performance.now() + ENDED_MS
    problems.push(await checkWork(at.db, said, size.delivers ? hook : null, end))
    problems.push((await settled(desks, at.db, end)).problems)
    const saved = desks.reduce((sum, d) => sum + d.saved.size, 0)
    return {
      problems: problems.flat(),
      note: `${saved} events saved at desks, ${said.imported.size} people of files, ${said.reassigned.size} reassignments and ${said.handedOff.size} hand-offs said accepted`,
    }
  } finally {
    isOver = true
    for (const desk of desks) await desk.close()
    await beside.close()
    await hook.close()
    await central.dispose()
  }
}

/** In the middle of something each time: something was taken in since the last kill, and the next is under way. */
async function killAgainAndAgain(
  central: CentralProcess,
  times: number,
  said: Noted,
  random: Random,
  say: Asked['say'],
): Promise<void> {
  for (let n = 0; n < times; n += 1) {
    const before = said.handedOff.size
    await until('work goes on', () => said.handedOff.size > before, 120_000)
    await sleep(random.next() * 800)
    await (n % 2 === 0 ? central.kill() : killPostgres(central.dataDir))
    say(`kills: ${n + 1} of ${times}`)
  }
}

async function deliverTo({ url }: Receiver, { url: central, token }: { url: string; token: string }) {
  const channel = { kind: 'webhook', url, allowPrivate: true }
  const answer = await serviceOf(central, token)('PUT', '/channels/sales', channel)
  if (!answer.ok) throw new Error(`the channel: ${answer.status} ${await answer.text()}`)
}
