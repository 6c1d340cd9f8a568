import { ROUTES, type RouteId } from '../lead/route.ts'
import type { CompiledPolicy } from './compile.ts'
import { type Columns, encodeAll, type Rows } from './encode-all.ts'
import type { Gathered } from './gather.ts'
import { type Scores, scoreAll } from './score-all.ts'
import { type Change, changeOf, comparisonOf, reasonOf } from './what-if-change.ts'
import { luckBy, questionsNeeded } from './what-if-questions.ts'
import { type Economics, type PolicySums, record, tallyOf } from './what-if-sums.ts'

export interface WhatIfOptions {
  /** The day (YYYY-MM-DD) as of which both score. */
  asOf: string
  economics?: Economics
  /** Leads in a step, after which progress is told and the work may be broken off. */
  chunk?: number
  /** Changed leads that are told one by one. */
  examples?: number
  /** For the leads that are drawn to count questions: a number in [0, 1) each call. */
  random(): number
}

export interface WhatIf {
  leads: number
  /** How many go from the one route (outer) to the other (inner). */
  flow: Record<RouteId, Record<RouteId, number>>
  changed: number
  /** How many change for each reason, and by field those whose points moved most. */
  why: Record<Change['why'], number>
  byField: Record<string, number>
  examples: readonly Change[]
  before: PolicySums
  after: PolicySums
}

export interface Progress {
  done: number
  of: number
}

const CHUNK = 20_000
const EXAMPLES = 200

/**
 * What another policy would do with these leads. A generator, for a worker: it yields after every chunk, and whoever no longer wants
 * the answer stops asking.
 */
export function* whatIf(
  before: CompiledPolicy,
  after: CompiledPolicy,
  leads: Gathered,
  options: WhatIfOptions,
): Generator<Progress, WhatIf> {
  const { asOf, chunk = CHUNK, examples = EXAMPLES, economics } = options
  const [ofBefore, ofAfter] = [
    tallyOf(before, economics, economics?.chance.before),
    tallyOf(after, economics, economics?.chance.after),
  ]
  const comparison = comparisonOf(before, after)
  const flow = ROUTES.map(() => ROUTES.map(() => 0))
  const why: WhatIf['why'] = { points: 0, rules: 0, questions: 0, byHand: 0 }
  const byField: WhatIf['byField'] = {}
  const told: Change[] = []
  let changed = 0
  for (let from = 0; from < leads.count; from += chunk) {
    const rows = { from, to: Math.min(from + chunk, leads.count), every: 1 }
    const [old, now] = [sideOf(before, leads, asOf, rows), sideOf(after, leads, asOf, rows)]
    ofBefore.add(old.scores)
    ofAfter.add(now.scores)
    for (let i = 0; from + i < rows.to; i++) {
      const [a, b] = [old.scores.route[i]!, now.scores.route[i]!]
      flow[a]![b]!++
      if (a === b) continue
      changed++
      const reason = reasonOf(comparison, old, now, i)
      why[reason.why]++
      if (reason.field !== null) byField[reason.field] = (byField[reason.field] ?? 0) + 1
      if (told.length < examples) told.push(changeOf(comparison, leads.ids[from + i]!, old, now, i))
    }
    yield { done: rows.to, of: leads.count }
  }
  const luck = luckBy(options.random)
  return {
    leads: leads.count,
    flow: record(ROUTES, (_, a) => record(ROUTES, (_, b) => flow[a]![b]!)),
    changed,
    why,
    byField,
    examples: told,
    before: ofBefore.sums(questionsNeeded(before, leads, asOf, luck)),
    after: ofAfter.sums(questionsNeeded(after, leads, asOf, luck)),
  }
}

export interface Side {
  columns: Columns
  scores: Scores
}

function sideOf(compiled: CompiledPolicy, leads: Gathered, asOf: string, rows: Rows): Side {
  const columns = encodeAll(compiled, leads, asOf, rows)
  return { columns, scores: scoreAll(compiled, columns) }
}
