import { compile } from '../../shared/policy/compile.ts'
import { DEFAULT_POLICY } from '../../shared/policy/default-policy.ts'
import { encodeAll } from '../../shared/policy/encode.ts'
import { emptyScores, scoreAll } from '../../shared/policy/score-all.ts'
import { AS_OF } from '../policy/lead-of.ts'
import { scoreByHand } from './score/hand-written.ts'
import { loadEngine, routeWith } from './score/json-rules-engine.ts'
import { randomLeads } from './score/random-leads.ts'
import { differences } from './score/same-answers.ts'

/**
 * Bounds, possible routes, score and route of 100,000 leads: the core beside a straight-line function written by hand for the
 * default policy, and beside json-rules-engine. Runs take turns; medians are printed, the ratio first.
 */
const COUNT = 100_000
const RUNS = 31
const PEER_COUNT = 2000

const ms = (run: () => void) => {
  const start = performance.now()
  run()
  return performance.now() - start
}
const median = (list: number[]) => list.sort((a, b) => a - b)[list.length >> 1]!
const perSecond = (count: number, time: number) =>
  `${Math.round(count / time).toLocaleString('en')} k leads/s`

const leads = randomLeads(COUNT, 20261122)
const compiled = compile(DEFAULT_POLICY)
let columns = encodeAll(compiled, leads.slice(0, 1), AS_OF)
const encoding = ms(() => {
  columns = encodeAll(compiled, leads, AS_OF)
})

let scores = emptyScores(0)
const first = ms(() => {
  scores = scoreAll(compiled, columns)
})
const byHand = emptyScores(COUNT)
scoreByHand(columns, byHand)
const differing = differences(scores, byHand)
if (differing.length > 0) throw new Error(`the answers differ:\n${differing.join('\n')}`)

const core: number[] = []
const hand: number[] = []
for (let i = 0; i < RUNS; i++) {
  core.push(ms(() => scoreAll(compiled, columns)))
  hand.push(ms(() => scoreByHand(columns, emptyScores(COUNT))))
}
const [ours, theirs] = [median(core), median(hand)]
console.log(
  `core / hand-written: ${(ours / theirs).toFixed(2)} (goal: at most 1.5; answers identical for ${COUNT} leads)`,
)
console.log(
  `  core ${ours.toFixed(1)} ms (${perSecond(COUNT, ours)}), hand-written ${theirs.toFixed(1)} ms (${perSecond(COUNT, theirs)})`,
)
console.log(`  core with empty caches ${first.toFixed(1)} ms; leads to columns ${encoding.toFixed(0)} ms`)

const peer = await loadEngine()
if (!peer) console.log('json-rules-engine: skipped, not installed (npm install in tests/bench brings it)')
else {
  const some = leads.slice(0, PEER_COUNT)
  const start = performance.now()
  await routeWith(peer, some, scores.expected)
  const each = (performance.now() - start) / PEER_COUNT
  console.log(
    `json-rules-engine / core: ${Math.round(each / (ours / COUNT))} (routes only, no bounds; ${perSecond(1, each)})`,
  )
}
