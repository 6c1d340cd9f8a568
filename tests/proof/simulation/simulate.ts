import { START } from '../../renderer/support/machine.ts'
import type { Databases } from '../support/databases.ts'
import { createRandom, type Random } from '../support/random.ts'
import { createTrace } from '../support/trace.ts'
import { checkAll, type Found } from './check.ts'
import { createNetwork, type Network } from './network.ts'
import { type Said, saidBy } from './said.ts'
import { type SimCentral, simCentral } from './sim-central.ts'
import { type AnyDesk, createSimDesk } from './sim-desk.ts'
import { STEPS } from './steps.ts'
import { fileOf, type Office } from './supervisor-acts.ts'

export interface SimulationSize {
  agents: number
  supervisors: number
  /** Of each person. */
  operations: number
  /** That are there for each agent at the beginning. */
  leads: number
}

/** Everything in a run. */
export interface World {
  time: { now: number }
  random: Random
  central: SimCentral
  network: Network
  desks: AnyDesk[]
  office: Office
  said: Said
}

/** A Tuesday morning in London; the whole run lasts six hours of it. */
const BEGIN = START + 2 * 86_400_000 + 3_600_000
const LASTS_MS = 6 * 3_600_000

/** Desks, central and a network that go wrong in every way; then all is healed and everything is compared. */
export async function simulate(databases: Databases, seed: number, size: SimulationSize): Promise<Found> {
  const database = await databases.create()
  const time = { now: BEGIN }
  const central = await simCentral(database.url, () => time.now)
  const random = createRandom(seed)
  const trace = createTrace()
  const said = saidBy()
  const network = createNetwork(random, trace, central, said.hear)
  const world: World = {
    time,
    random,
    central,
    network,
    said,
    desks: [],
    office: { agents: [], files: new Map(), named: 0 },
  }
  try {
    await settleIn(world, seed, size)
    await work(world, size)
    await heal(world)
    return { ...(await checkAll(world)), trace: trace.hash(), faults: network.faults }
  } finally {
    for (const { running, machine } of world.desks) {
      running.store.db.close()
      await machine.loseDatabase()
    }
    await central.close()
    await database.drop()
  }
}

/** People sign in, and a first file brings everybody's leads. */
async function settleIn(
  world: World,
  seed: number,
  { agents, supervisors, leads }: SimulationSize,
): Promise<void> {
  const { central, network, random, time, desks, office } = world
  for (let index = 0; index < agents + supervisors; index += 1) {
    const role = index < agents ? 'agent' : 'supervisor'
    // Their stores are called after them, and other seeds run beside this one.
    const person = await central.addPerson(`${role}-${index}-of-${seed}`, role)
    if (role === 'agent') office.agents.push(person.id)
    const token = await central.signIn(person)
    const fetch = network.fetchOf(index, () => token)
    desks.push(await createSimDesk({ index, person, random, time, fetch }))
  }
  const token = await central.signIn(desks.at(-1)!.person)
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const file = fileOf(random, office, agents * leads)
  await central.ask({
    method: 'PUT',
    path: `/imports/first?campaign=spring`,
    headers: { ...headers, 'content-type': 'application/octet-stream' },
    body: Buffer.from(await file.arrayBuffer()),
  })
  const rows = await central.db.selectFrom('leads').select(['id', 'version']).orderBy('change').execute()
  for (const [n, agent] of office.agents.entries()) {
    const own = rows.filter((_, i) => i % agents === n)
    const body = JSON.stringify({ leads: own, to: agent })
    if (own.length > 0) await central.ask({ method: 'POST', path: '/assignments', headers, body })
  }
}

async function work(world: World, size: SimulationSize): Promise<void> {
  const { random, time, desks } = world
  const total = desks.length * size.operations
  const stepMs = LASTS_MS / (total * 2)
  const weights = Object.fromEntries(Object.entries(STEPS).map(([name, s]) => [name, s.weight]))
  let done = 0
  while (done < total) {
    time.now += Math.floor(random.next() * 2 * stepMs)
    const desk = random.pick(desks)
    const step = STEPS[random.weighted(weights)]!
    if (await step.take(world, desk)) done += 1
  }
}

/** The network is whole again, all machines run, and everybody syncs until there is no more. */
async function heal(world: World): Promise<void> {
  const { network, desks, central } = world
  for (const desk of desks) {
    desk.file.revive()
    desk.dying = null
  }
  await network.heal()
  await drain(world)
  for (let n = 0; n < 2; n += 1) {
    await central.workBeside()
    for (const desk of desks) {
      desk.begin(desk.round())
      await drain(world)
    }
  }
}

async function drain({ network, desks }: World): Promise<void> {
  while (network.busy()) {
    const heard = await network.step()
    if (heard !== null) await desks[heard]!.settle(network)
  }
}
