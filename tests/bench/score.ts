import type { Lead } from '../../shared/lead/lead.ts'
import { type CompiledPolicy, compile } from '../../shared/policy/compile.ts'
import { DEFAULT_POLICY } from '../../shared/policy/default-policy.ts'
import { encodeAll } from '../../shared/policy/encode-all.ts'
import { explain } from '../../shared/policy/explain.ts'
import { gather } from '../../shared/policy/gather.ts'
import { emptyScores, scoreAll } from '../../shared/policy/score-all.ts'
import { AS_OF } from '../policy/lead-of.ts'
import { explainByHand } from './score/explain-by-hand.ts'
import { scoreByHand } from './score/hand-written.ts'
import { loadJsonLogic, routeWithLogic } from './score/json-logic.ts'
import { loadEngine, routeWith } from './score/json-rules-engine.ts'
import { randomLeads } from './score/random-leads.ts'
import { differences } from './score/same-answers.ts'
import { digits, median, spread, timed } from './support/measure.ts'
import type { Report } from './support/report.ts'

const COUNT = 100_000
const RUNS = 31
const PEER_RUNS = 5
const PEER_COUNT = 2000
const EXPLAINED_RUNS = 5

/**
 * Bounds, possible routes, score and route of 100,000 leads: the core beside a straight-line function written by hand for the
 * default policy, and beside json-rules-engine. Runs take turns. Throws when the two do not give the same answers.
 */
export async function score(): Promise<Report> {
  const leads = randomLeads(COUNT, 20261122)
  const compiled = compile(DEFAULT_POLICY)
  encodeAll(compiled, gather(leads.slice(0, 1)), AS_OF)
  let columns = encodeAll(compiled, gather([]), AS_OF)
  const encoding = timed(() => {
    columns = encodeAll(compiled, gather(leads), AS_OF)
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
  const explained = explainedRuns(compiled, leads)
  const peers = await peerRuns(leads.slice(0, PEER_COUNT), scores.expected)
  const [ours, theirs] = [median(core), median(hand)]
  const row = (name: string, list: number[], beside = theirs) => [
    name,
    digits(median(list) / beside),
    spread(list),
    millions(COUNT / median(list)),
  ]
  const byHandExplained = median(explained.hand)
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
      ...Object.entries(peers).map(([name, list]) => row(`${name}: route only, score given`, list)),
      row('core with explanation, lead by lead', explained.core, byHandExplained),
      row('hand-written with explanation', explained.hand, byHandExplained),
    ],
    notes: [
      `Answers are identical for all ${COUNT.toLocaleString('en')} leads. ${RUNS} runs each, in turns, over leads as columns and with the core's caches filled; making the columns takes ${digits(encoding)} ms for either, and the first pass, with code not compiled yet and nothing cached, took ${digits(first)} ms (hand-written ${digits(firstByHand)} ms).`,
      `With explanation: ${EXPLAINED_RUNS} runs each, in turns, from leads as they are stored. Both say the points of each field and the deciding rule in words; the core says besides what to ask next and where each answer would lead.`,
      ...Object.entries(peers).map(
        ([name, list]) =>
          `${name} was run ${PEER_RUNS} times on ${PEER_COUNT} of the leads, one after the other; its time is scaled to all. The core takes 1/${Math.round(median(list) / ours)} of it.`,
      ),
      ...(Object.keys(peers).length === 2
        ? []
        : ['Peers were skipped: `npm install` in tests/bench brings them.']),
    ],
  }
}

const millions = (perMs: number) => `${(perMs / 1000).toFixed(perMs < 1000 ? 3 : 1)} M`

function explainedRuns(compiled: CompiledPolicy, leads: readonly Lead[]) {
  const laps = { core: [] as number[], hand: [] as number[] }
  for (let run = 0; run <= EXPLAINED_RUNS; run += 1) {
    // What is said is counted, so that nobody may leave it out.
    let said = 0
    const core = timed(() => {
      for (const lead of leads) said += explain(compiled, lead, AS_OF).because.length
    })
    const hand = timed(() => {
      const columns = encodeAll(compiled, gather(leads), AS_OF)
      const scores = emptyScores(leads.length)
      scoreByHand(columns, scores)
      for (let i = 0; i < leads.length; i++) said += explainByHand(columns, scores, i).because.length
    })
    if (said === 0) throw new Error('nothing was explained')
    // The first turn compiles code.
    if (run === 0) continue
    laps.core.push(core)
    laps.hand.push(hand)
  }
  return laps
}

/** Milliseconds for as many leads as the others have, of each engine that is installed. Throws when they differ in a route. */
async function peerRuns(
  leads: readonly Lead[],
  expected: ArrayLike<number>,
): Promise<Record<string, number[]>> {
  const [engine, logic] = [await loadEngine(), await loadJsonLogic()]
  const works: Record<string, () => Promise<string[]> | string[]> = {
    ...(engine ? { 'json-rules-engine': () => routeWith(engine, leads, expected) } : {}),
    ...(logic ? { 'json-logic-js': () => routeWithLogic(logic, leads, expected) } : {}),
  }
  const runs: Record<string, number[]> = {}
  const answers = new Set<string>()
  for (let i = 0; i < PEER_RUNS; i++)
    for (const [name, work] of Object.entries(works)) {
      const start = performance.now()
      const routes = await work()
      runs[name] = [...(runs[name] ?? []), ((performance.now() - start) * COUNT) / leads.length]
      answers.add(routes.join())
    }
  if (answers.size > 1) throw new Error('the peers route differently')
  return runs
}
