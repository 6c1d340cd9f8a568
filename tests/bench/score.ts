import type { Lead } from '../../shared/lead/lead.ts'
import { compile } from '../../shared/policy/compile.ts'
import { DEFAULT_POLICY } from '../../shared/policy/default-policy.ts'
import { encodeAll } from '../../shared/policy/encode.ts'
import { emptyScores, scoreAll } from '../../shared/policy/score-all.ts'
import { AS_OF } from '../policy/lead-of.ts'
import { scoreByHand } from './score/hand-written.ts'
import { loadEngine, routeWith } from './score/json-rules-engine.ts'
import { randomLeads } from './score/random-leads.ts'
import { differences } from './score/same-answers.ts'
import { digits, median, spread, timed } from './support/measure.ts'
import type { Report } from './support/report.ts'

const COUNT = 100_000
const RUNS = 31
const PEER_RUNS = 5
const PEER_COUNT = 2000

/**
 * Bounds, possible routes, score and route of 100,000 leads: the core beside a straight-line function written by hand for the
 * default policy, and beside json-rules-engine. Runs take turns. Throws when the two do not give the same answers.
 */
export async function score(): Promise<Report> {
  const leads = randomLeads(COUNT, 20261122)
  const compiled = compile(DEFAULT_POLICY)
  encodeAll(compiled, leads.slice(0, 1), AS_OF)
  let columns = encodeAll(compiled, [], AS_OF)
  const encoding = timed(() => {
    columns = encodeAll(compiled, leads, AS_OF)
  })
  let scores = emptyScores(0)
  const first = timed(() => {
    scores = scoreAll(compiled, columns)
  })
  const byHand = emptyScores(COUNT)
  const firstByHand = timed(() => scoreByHand(columns, byHand))
  const differing = differences(scores, byHand)
  if (differing.length > 0) throw new Error(`the answers differ:\n${differing.join('\n')}`)

  const core: number[] = []
  const hand: number[] = []
  for (let i = 0; i < RUNS; i++) {
    core.push(timed(() => scoreAll(compiled, columns)))
    hand.push(timed(() => scoreByHand(columns, emptyScores(COUNT))))
  }
  const engine = await engineRuns(leads.slice(0, PEER_COUNT), scores.expected)
  const [ours, theirs] = [median(core), median(hand)]
  const row = (name: string, list: number[]) => [
    name,
    digits(median(list) / theirs),
    spread(list),
    `${(COUNT / median(list) / 1000).toFixed(median(list) > 1000 ? 3 : 1)} M`,
  ]
  return {
    columns: [
      `${COUNT.toLocaleString('en')} leads`,
      'ratio to hand-written',
      'ms: median (middle half)',
      'leads/s',
    ],
    rows: [
      row('**core: bounds, possible routes, score, route** (goal: 1.5)', core),
      row('hand-written for this one policy: the same', hand),
      ...(engine ? [row('json-rules-engine: route only, score given', engine)] : []),
    ],
    notes: [
      `Answers are identical for all ${COUNT.toLocaleString('en')} leads. ${RUNS} runs each, in turns, over leads as columns and with the core's caches filled; making the columns takes ${digits(encoding)} ms for either, and the first pass, with code not compiled yet and nothing cached, took ${digits(first)} ms (hand-written ${digits(firstByHand)} ms).`,
      engine
        ? `json-rules-engine was run ${PEER_RUNS} times on ${PEER_COUNT} of the leads, one after the other; its time is scaled to all. The core takes 1/${Math.round(median(engine) / ours)} of it.`
        : 'json-rules-engine was skipped: `npm install` in tests/bench brings it.',
    ],
  }
}

/** Milliseconds for as many leads as the others have; null where the engine is not installed. */
async function engineRuns(leads: readonly Lead[], expected: ArrayLike<number>): Promise<number[] | null> {
  const engine = await loadEngine()
  if (!engine) return null
  const runs: number[] = []
  for (let i = 0; i < PEER_RUNS; i++) {
    const start = performance.now()
    await routeWith(engine, leads, expected)
    runs.push(((performance.now() - start) * COUNT) / leads.length)
  }
  return runs
}
