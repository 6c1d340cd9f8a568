import { USUAL_ECONOMICS } from '../../renderer/flow/what-if/economics.ts'
import { type CompiledPolicy, compile } from '../../shared/policy/compile.ts'
import { DEFAULT_POLICY } from '../../shared/policy/default-policy.ts'
import { encodeAll } from '../../shared/policy/encode-all.ts'
import { seeded } from '../../shared/policy/fit/random.ts'
import { type Gathered, gather } from '../../shared/policy/gather.ts'
import type { Policy } from '../../shared/policy/policy.ts'
import { scoreAll } from '../../shared/policy/score-all.ts'
import { whatIf } from '../../shared/policy/what-if.ts'
import { AS_OF } from '../policy/lead-of.ts'
import { randomLeads } from './score/random-leads.ts'
import { digits, median, spread, timed } from './support/measure.ts'
import type { Report } from './support/report.ts'

const COUNT = 100_000
const RUNS = 9

/** A draft that sends some 6% of the leads elsewhere. */
export const DRAFT: Policy = {
  ...DEFAULT_POLICY,
  version: 2,
  dimensions: DEFAULT_POLICY.dimensions.map((d) => (d.id === 'timing' ? { ...d, weight: 40 } : d)),
}

/**
 * What-if over 100,000 leads, beside scoring them under both policies and doing nothing with it. Runs take turns. A policy that is tried is
 * compiled in each run, and starts without anything worked out; the one in force is kept, but for the first draft.
 */
export async function whatIfBench(): Promise<Report> {
  const leads = randomLeads(COUNT, 20261122)
  const all = gather(leads)
  const kept = compile(DEFAULT_POLICY)
  const laps = { twice: [] as number[], first: [] as number[], column: [] as number[], next: [] as number[] }
  let changed = 0
  for (let i = 0; i <= RUNS; i++) {
    const lap = {
      twice: timed(() => {
        const taken = gather(leads)
        for (const policy of [DEFAULT_POLICY, DRAFT]) scored(compile(policy), taken)
      }),
      first: timed(() => {
        changed = run(compile(DEFAULT_POLICY), compile(DRAFT), gather(leads))
      }),
      column: timed(() => {
        for (const compiled of [kept, compile(DRAFT)]) scored(compiled, all)
      }),
      next: timed(() => {
        run(kept, compile(DRAFT), all)
      }),
    }
    // The first run compiles the program's code.
    if (i > 0) for (const name of Object.keys(laps) as (keyof typeof laps)[]) laps[name].push(lap[name])
  }
  const row = (name: string, list: number[], beside: number[]) => [
    name,
    digits(median(list) / median(beside)),
    spread(list),
  ]
  return {
    columns: [`${COUNT.toLocaleString('en')} leads`, 'ratio to scoring twice', 'ms: median (middle half)'],
    rows: [
      row('**the first draft, leads as they are stored** (goal: 1.3)', laps.first, laps.twice),
      row('scoring them under both policies', laps.twice, laps.twice),
      row('**each following draft, leads taken in before**', laps.next, laps.column),
      row('scoring them under both policies', laps.column, laps.column),
    ],
    notes: [
      `${RUNS} runs each, in turns. What-if: flow, who changes and why, questions, cost and pay-off of channels, with progress after every 20,000 leads; ${changed.toLocaleString('en')} leads change their route. Leads are taken in once for both policies, what a policy may ask of them as columns; at the desk each lead is taken in as it arrives at the worker, so that its first draft costs what a following one does, and compiling the policy in force.`,
    ],
  }
}

const scored = (compiled: CompiledPolicy, leads: Gathered) =>
  scoreAll(compiled, encodeAll(compiled, leads, AS_OF))

function run(before: CompiledPolicy, after: CompiledPolicy, leads: Gathered): number {
  const options = { asOf: AS_OF, random: seeded(1), economics: USUAL_ECONOMICS }
  const steps = whatIf(before, after, leads, options)
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value.changed
  }
}
