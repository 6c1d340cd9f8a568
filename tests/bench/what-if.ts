import type { Lead } from '../../shared/lead/lead.ts'
import { type CompiledPolicy, compile } from '../../shared/policy/compile.ts'
import { DEFAULT_POLICY } from '../../shared/policy/default-policy.ts'
import { encodeAll } from '../../shared/policy/encode.ts'
import { seeded } from '../../shared/policy/fit/random.ts'
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

/** What-if over 100,000 leads, beside encoding and scoring them under both policies and doing nothing with it. Runs take turns. */
export async function whatIfBench(): Promise<Report> {
  const leads = randomLeads(COUNT, 20261122)
  const [before, after] = [compile(DEFAULT_POLICY), compile(DRAFT)]
  const [twice, whole]: [number[], number[]] = [[], []]
  let changed = 0
  for (let i = 0; i <= RUNS; i++) {
    const scoring = timed(() => {
      for (const compiled of [before, after]) scoreAll(compiled, encodeAll(compiled, leads, AS_OF))
    })
    const all = timed(() => {
      changed = run(before, after, leads)
    })
    // The first run compiles and fills caches.
    if (i === 0) continue
    twice.push(scoring)
    whole.push(all)
  }
  const row = (name: string, list: number[]) => [name, digits(median(list) / median(twice)), spread(list)]
  return {
    columns: [`${COUNT.toLocaleString('en')} leads`, 'ratio to scoring twice', 'ms: median (middle half)'],
    rows: [
      row('**what-if: flow, who changes and why, questions, channels**', whole),
      row('encoding and scoring them under both policies', twice),
    ],
    notes: [
      `${RUNS} runs each, in turns, caches filled. ${changed.toLocaleString('en')} leads change their route. What-if takes ${digits(median(whole) - median(twice))} ms more than scoring twice, in chunks of 10,000 leads with progress after each.`,
    ],
  }
}

function run(before: CompiledPolicy, after: CompiledPolicy, leads: readonly Lead[]): number {
  const steps = whatIf(before, after, leads, { asOf: AS_OF, random: seeded(1) })
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value.changed
  }
}
