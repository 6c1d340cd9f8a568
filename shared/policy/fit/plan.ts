import { type Additive, addTo, type Coded } from './additive.ts'
import { partOfAuc, ranksOf } from './ranks.ts'

/** What is best asked next, learned from leads with an outcome: by how many questions were asked and where the score stands. */
export interface QuestionPlan {
  rounds: readonly Round[]
}

interface Round {
  /** Ascending: a score of at least edges[b - 1] and below edges[b] lies in band b. */
  edges: readonly number[]
  /** Of each band and field: what asking it is expected to add to the order of all leads (part of the AUC), per question. */
  gain: readonly Float64Array[]
}

/** Leads of the field's gain in all bands that each band is given on top, so that what was seen on few leads counts for little. */
const CAUTION = 50

/** More rows than these are thinned out evenly: a plan has few gains to learn. */
const MOST_ROWS = 30_000

/**
 * Plays the questions through on leads whose answers and outcomes are known: in each round and band of the score the field that
 * brought the won and the lost furthest apart is asked next. A question that many leave unanswered gains accordingly less.
 * `ask`: indexes of the fields that are asked; the others are known from the start.
 */
export function learnPlan(
  model: Additive,
  coded: Coded,
  won: Uint8Array,
  ask: readonly number[],
  bands = 10,
): QuestionPlan {
  if (won.length > MOST_ROWS) {
    const every = Math.ceil(won.length / MOST_ROWS)
    const keep = (_: unknown, i: number) => i % every === 0
    return learnPlan(
      model,
      coded.map((c) => c.filter(keep)),
      won.filter(keep),
      ask,
      bands,
    )
  }
  const scores = startScores(model, coded, ask, won.length)
  const open = Array.from(scores, () => new Set(ask))
  const rounds: Round[] = []
  for (let k = 0; k < ask.length; k++) {
    const edges = edgesOf(scores, bands)
    const round = { edges, gain: gainsOf(model, coded, won, scores, open, ask, edges) }
    rounds.push(round)
    for (let i = 0; i < scores.length; i++) {
      const field = bestOf(round, scores[i]!, open[i]!)
      open[i]!.delete(field)
      scores[i]! += pointsOf(model, coded, field, i)
    }
  }
  return { rounds }
}

/** The field of `open` to ask a lead that was asked `asked` questions, and what it is expected to gain. Not to be called with nothing open. */
export function nextOf(
  plan: QuestionPlan,
  asked: number,
  score: number,
  open: ReadonlySet<number>,
): { field: number; gain: number } {
  const round = plan.rounds[asked]!
  const field = bestOf(round, score, open)
  return { field, gain: round.gain[bandOf(round.edges, score)]![field]! }
}

/** The intercept and the points of the fields that are not asked. */
export function startScores(
  model: Additive,
  coded: Coded,
  ask: readonly number[],
  count: number,
): Float64Array {
  const scores = new Float64Array(count).fill(model.intercept)
  for (const [f, { points }] of model.fields.entries()) if (!ask.includes(f)) addTo(scores, coded[f]!, points)
  return scores
}

export function pointsOf(model: Additive, coded: Coded, field: number, row: number): number {
  const c = coded[field]![row]!
  return c < 0 ? 0 : model.fields[field]!.points[c]!
}

function gainsOf(
  model: Additive,
  coded: Coded,
  won: Uint8Array,
  scores: Float64Array,
  open: readonly ReadonlySet<number>[],
  ask: readonly number[],
  edges: readonly number[],
): Float64Array[] {
  const now = ranksOf(scores, won)
  const band = Uint8Array.from(scores, (s) => bandOf(edges, s))
  const before = scores.map((s, i) => partOfAuc(now, s, won[i]!))
  const gain = Array.from({ length: edges.length + 1 }, () => new Float64Array(model.fields.length).fill(-1))
  for (const f of ask) {
    const after = scores.map((s, i) => (open[i]!.has(f) ? s + pointsOf(model, coded, f, i) : s))
    const then = ranksOf(after, won)
    const [sum, rows] = [new Float64Array(edges.length + 1), new Float64Array(edges.length + 1)]
    for (let i = 0; i < after.length; i++) {
      if (!open[i]!.has(f)) continue
      rows[band[i]!]! += 1
      sum[band[i]!]! += partOfAuc(then, after[i]!, won[i]!) - before[i]!
    }
    const overall = total(sum) / Math.max(1, total(rows))
    for (let b = 0; b < rows.length; b++)
      if (rows[b]! > 0) gain[b]![f] = (sum[b]! + CAUTION * overall) / (rows[b]! + CAUTION)
  }
  return gain
}

function bestOf(round: Round, score: number, open: ReadonlySet<number>): number {
  const gain = round.gain[bandOf(round.edges, score)]!
  let best = -1
  for (const f of open) if (best < 0 || gain[f]! > gain[best]!) best = f
  return best
}

const total = (list: Float64Array) => list.reduce((s, x) => s + x, 0)

const bandOf = (edges: readonly number[], score: number) => edges.filter((e) => score >= e).length

function edgesOf(scores: Float64Array, bands: number): number[] {
  const sorted = scores.slice().sort()
  const edges = Array.from(
    { length: bands - 1 },
    (_, b) => sorted[Math.floor(((b + 1) * sorted.length) / bands)]!,
  )
  return [...new Set(edges)].filter((e) => e > sorted[0]!)
}
