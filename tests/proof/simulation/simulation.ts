import { type Asked, type Outcome, type Proof, type Size, seedsOf, seedsText } from '../proof.ts'
import { atATime } from '../support/at-a-time.ts'
import { type SimulationSize, simulate } from './simulate.ts'

/** A person's 2,000 operations take minutes a seed: the smaller sizes have fewer people and shorter days, and say so. */
const SIZES: Record<Size, SimulationSize & { seeds: number }> = {
  test: { seeds: 3, agents: 3, supervisors: 1, operations: 20, leads: 6 },
  short: { seeds: 20, agents: 8, supervisors: 2, operations: 60, leads: 10 },
  full: { seeds: 1000, agents: 50, supervisors: 5, operations: 2000, leads: 20 },
}
/** Every so many seeds one is run twice: the same seed gives the same trace. */
const TWICE_EVERY = 10
/** One goes on while the other waits for its database. */
const SEEDS_AT_ONCE = 2

/** [SY57] Real desks, central's real handlers on PostgreSQL; clock, network, storage and randomness are simulated. */
export const simulation: Proof = {
  name: 'simulation',
  async run(asked: Asked): Promise<Outcome> {
    const usual = SIZES[asked.size]
    const size: SimulationSize = {
      agents: asked.sizes.get('agents') ?? usual.agents,
      supervisors: asked.sizes.get('supervisors') ?? usual.supervisors,
      operations: asked.sizes.get('operations') ?? usual.operations,
      leads: asked.sizes.get('leads') ?? usual.leads,
    }
    const seeds = seedsOf(asked, usual.seeds)
    const failures: string[] = []
    const sum = { saved: 0, restarts: 0, faults: 0, refused: 0 }
    await atATime(SEEDS_AT_ONCE, seeds, async (seed, n) => {
      const problems = await runOne(asked, seed, size, n % TWICE_EVERY === 0, sum)
      asked.say(`simulation: seed ${seed}, ${problems.length === 0 ? 'all equal' : problems.join('; ')}`)
      failures.push(...problems.map((p) => `seed ${seed}: ${p}\n  replay: ${replayOf(seed, size)}`))
    })
    return {
      size: `${size.agents} agents, ${size.supervisors} supervisors, ${size.operations} operations each`,
      seeds: seedsText(seeds),
      failures,
      note: `${sum.saved} events saved, ${sum.restarts} restarts, ${sum.faults} network faults, ${sum.refused} refused in sight`,
    }
  },
}

async function runOne(
  { databases }: Asked,
  seed: number,
  size: SimulationSize,
  twice: boolean,
  sum: { saved: number; restarts: number; faults: number; refused: number },
): Promise<string[]> {
  try {
    const found = await simulate(databases, seed, size)
    sum.saved += found.saved
    sum.restarts += found.restarts
    sum.faults += [...found.faults.values()].reduce((a, b) => a + b, 0)
    sum.refused += [...found.parked.values()].reduce((a, b) => a + b, 0)
    if (!twice) return found.problems
    const again = await simulate(databases, seed, size)
    const isSame = again.trace === found.trace
    return isSame ? found.problems : [...found.problems, `traces ${found.trace} and ${again.trace} differ`]
  } catch (error) {
    return [error instanceof Error ? (error.stack ?? error.message) : String(error)]
  }
}

const replayOf = (seed: number, { agents, supervisors, operations, leads }: SimulationSize): string =>
  `npm run proof -- simulation --seed ${seed} --agents ${agents} --supervisors ${supervisors} --operations ${operations} --leads ${leads}`
