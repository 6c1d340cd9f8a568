import { centralProcess } from '../central/story/central-process.ts'
import { type Asked, type Outcome, type Proof, type Size, seedsOf, seedsText } from './proof.ts'
import { readCentral } from './simulation/at-central.ts'
import { mailOf, type Office } from './simulation/supervisor-acts.ts'
import { badLine } from './support/bad-line.ts'
import type { Databases } from './support/databases.ts'
import { type LiveDesk, liveDesk } from './support/live-desk.ts'
import { settled, workUntil } from './support/live-work.ts'
import {
  besideCentral,
  type CentralAt,
  firstLeads,
  MORNING,
  peopleOf,
  serviceOf,
} from './support/office-on-wire.ts'
import { createRandom } from './support/random.ts'

interface WireSize {
  seeds: number
  seconds: number
  agents: number
  supervisors: number
}
const SIZES: Record<Size, WireSize> = {
  test: { seeds: 1, seconds: 3, agents: 3, supervisors: 1 },
  short: { seeds: 1, seconds: 60, agents: 18, supervisors: 2 },
  full: { seeds: 1, seconds: 1800, agents: 18, supervisors: 2 },
}
const LEADS_EACH = 10
/** After the network is whole again everything must be in its place by then. */
const HEALED_MS = 30_000

/** [SY59] Desks as in life and a central process, between them TCP lines that drop, delay, repeat, cut and lose answers after the commit. */
export const wire: Proof = {
  name: 'wire',
  async run(asked: Asked): Promise<Outcome> {
    const usual = SIZES[asked.size]
    const size = {
      ...usual,
      seconds: asked.sizes.get('seconds') ?? usual.seconds,
      agents: asked.sizes.get('agents') ?? usual.agents,
      supervisors: asked.sizes.get('supervisors') ?? usual.supervisors,
    }
    const seeds = seedsOf(asked, usual.seeds)
    const failures: string[] = []
    const notes: string[] = []
    for (const seed of seeds) {
      const replay = `\n  replay: npm run proof -- wire --seed ${seed} --seconds ${size.seconds} --agents ${size.agents} --supervisors ${size.supervisors}`
      const found = await overWire(asked.databases, seed, size)
      failures.push(...found.problems.map((p) => `seed ${seed}: ${p}${replay}`))
      notes.push(found.note)
      asked.say(`wire: seed ${seed}, ${found.problems.length === 0 ? found.note : found.problems.join('; ')}`)
    }
    return {
      size: `${size.agents + size.supervisors} desks, ${size.seconds} s`,
      seeds: seedsText(seeds),
      failures,
      note: notes.join('; '),
    }
  },
}

async function overWire(databases: Databases, seed: number, size: WireSize) {
  const database = await databases.create()
  const central = await centralProcess({ clock: MORNING, env: { DATABASE_URL: database.url } })
  const beside = await besideCentral(() => database.url, central.now())
  const random = createRandom(seed)
  const office: Office = { agents: [], files: new Map(), named: 0 }
  const people = await peopleOf(beside.db, size.agents, size.supervisors)
  office.agents.push(...people.slice(0, size.agents).map((p) => p.id))
  const at = { db: beside.db, url: central.url, token: await central.token() }
  await firstLeads(at, office, random, LEADS_EACH)
  const port = Number(new URL(central.url).port)
  const lines = await Promise.all(people.map((_, n) => badLine(port, seed * 1000 + n)))
  const desks: LiveDesk[] = []
  for (const [n, person] of people.entries()) {
    const { url } = lines[n]!
    const { now } = central
    desks.push(await liveDesk({ central: at.db, person, url, now, random: createRandom(seed * 1000 + n) }))
  }
  try {
    const evening = performance.now() + size.seconds * 1000
    const isOver = () => performance.now() > evening
    const works = desks.map((d, n) => workUntil(isOver, d, createRandom(seed * 1000 + n), office))
    const problems = (await Promise.all(works)).flat()
    for (const line of lines) line.heal()
    const healed = performance.now()
    const end = await settled(desks, at.db, healed + HEALED_MS)
    const compared = performance.now()
    problems.push(...end.problems)
    if (end.empty > healed + HEALED_MS) problems.push(`something waited for more than ${HEALED_MS} ms`)
    const after = (at: number) => ((at - healed) / 1000).toFixed(1)
    const saved = desks.reduce((sum, d) => sum + d.saved.size, 0)
    problems.push(...(await twice(desks, at, office)))
    const faults = lines.flatMap((l) => [...l.faults.values()]).reduce((a, b) => a + b, 0)
    const note = `${saved} events saved, ${faults} faults; nothing waited ${after(end.empty)} s after healing, all compared after ${after(compared)} s`
    return { problems, note }
  } finally {
    for (const desk of desks) await desk.close()
    for (const line of lines) await line.close()
    await beside.close()
    await central.dispose()
    await database.drop()
  }
}

/** 0 twice: an event is called applied once, a person of a file is one lead. */
async function twice(desks: readonly LiveDesk[], at: CentralAt, office: Office): Promise<string[]> {
  const problems: string[] = []
  const metrics = await (await serviceOf(at.url, at.token)('GET', '/metrics')).text()
  const applied = Number(/^leadwright_sync_events_total\{verdict="applied"\} (\d+)$/m.exec(metrics)?.[1] ?? 0)
  const central = await readCentral(at.db)
  const stored = desks.flatMap((d) => [...d.saved]).filter((id) => central.events.has(id)).length
  if (applied !== stored)
    problems.push(`${applied} events were called applied, ${stored} of the desks are there`)
  for (let n = 0; n < office.named; n += 1) {
    const leads = central.leadsOfMail.get(mailOf(n))?.size ?? 0
    if (leads > 1) problems.push(`${mailOf(n)} became ${leads} leads`)
  }
  return problems
}
