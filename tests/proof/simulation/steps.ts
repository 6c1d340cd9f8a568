import { agentAct } from './agent-acts.ts'
import { diskFull } from './refusals.ts'
import type { AnyDesk } from './sim-desk.ts'
import type { World } from './simulate.ts'
import { supervisorAct } from './supervisor-acts.ts'

/** What may happen next, how likely, and to whom. Resolves to true when a person did something. */
interface Step {
  weight: number
  take(world: World, desk: AnyDesk): Promise<boolean>
}

export const STEPS: Record<string, Step> = {
  operate: { weight: 48, take: operate },
  operateOnBadDisk: { weight: 0.8, take: operateOnBadDisk },
  network: { weight: 36, take: network },
  round: { weight: 13, take: round },
  /** The machine will die in its next write to the journal. */
  doom: {
    weight: 0.6,
    async take({ random }, desk) {
      desk.dying ??= desk.file.dieIn(random.next())
      return false
    },
  },
  crash: {
    weight: 0.6,
    async take(world, desk) {
      await restart(world, desk)
      return false
    },
  },
  wrongClock: {
    weight: 0.2,
    async take({ random }, desk) {
      desk.setClock(random)
      return false
    },
  },
  centralWorksBeside: {
    weight: 0.1,
    async take({ central }) {
      await central.workBeside()
      return false
    },
  },
}

async function operate(world: World, desk: AnyDesk): Promise<boolean> {
  const { random, office, network } = world
  if (desk.person.role === 'supervisor' && !desk.task && random.chance(0.6)) {
    const act = supervisorAct(desk.online, random, office)
    if (!act) return false
    desk.begin(act())
    return goOn(world, desk, await desk.settle(network))
  }
  const act = agentAct(desk.offline, random)
  if (!act) return false
  return goOn(world, desk, await desk.operate(act))
}

async function operateOnBadDisk(world: World, desk: AnyDesk): Promise<boolean> {
  const act = agentAct(desk.offline, world.random)
  if (!act) return false
  const { outbox } = desk.running.store.db
  const fail = () => {
    throw diskFull()
  }
  const isJournal = world.random.chance(0.5)
  if (isJournal) desk.file.failWith = diskFull()
  else outbox.hook('creating', fail)
  const outcome = await desk.operate(act)
  desk.file.failWith = null
  outbox.hook('creating').unsubscribe(fail)
  return goOn(world, desk, outcome)
}

async function network(world: World): Promise<boolean> {
  if (!world.network.busy()) return false
  const heard = await world.network.step()
  if (heard !== null) await goOn(world, world.desks[heard]!, await world.desks[heard]!.settle(world.network))
  return false
}

async function round(world: World, desk: AnyDesk): Promise<boolean> {
  if (desk.task) return false
  desk.begin(desk.round())
  await desk.settle(world.network)
  return false
}

async function goOn(world: World, desk: AnyDesk, outcome: 'lives' | 'died'): Promise<boolean> {
  if (outcome === 'died') await restart(world, desk)
  return true
}

const LOSSES = { nothing: 4, database: 2, journal: 2, tail: 1, flip: 1 } as const

/** Off and on again, one of the two stores perhaps damaged or gone: then the person is told. */
async function restart({ random, network }: World, desk: AnyDesk): Promise<void> {
  network.forget(desk.index)
  await desk.die()
  const { file, machine } = desk
  const loss = random.weighted(LOSSES)
  const bytes = file.bytes
  if (loss === 'database') await machine.loseDatabase()
  if (loss === 'journal') file.bytes = null
  if (loss === 'tail' && bytes)
    file.bytes = bytes.slice(0, bytes.length - random.below(Math.min(200, bytes.length)))
  if (loss === 'flip' && bytes) {
    const at = random.below(bytes.length)
    bytes[at] = bytes[at]! ^ (1 + random.below(255))
    file.bytes = bytes
  }
  if (random.chance(0.1)) desk.setClock(random)
  const said = await desk.start()
  const isNoticed = said === 'storage'
  if ((loss === 'database' || loss === 'journal' || loss === 'flip') && !isNoticed)
    throw new Error(`a machine lost its ${loss}, and its person was told ${said ?? 'nothing'}`)
}
