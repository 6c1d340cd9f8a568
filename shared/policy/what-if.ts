import type { Lead } from '../lead/lead.ts'
import { HAND_OFF_CHANNELS, type HandOffChannel, ROUTES, type RouteId } from '../lead/route.ts'
import type { CompiledPolicy } from './compile.ts'
import { type Columns, encodeAll } from './encode.ts'
import { type Scores, STATES, scoreAll } from './score-all.ts'
import { type Change, changeOf } from './what-if-change.ts'
import { luckBy, questionsNeeded } from './what-if-questions.ts'

/** What a lead is worth and costs, in any one unit of money. */
export interface Economics {
  /** Of a lead that is won. */
  value: number
  /** By channel: what one lead costs there, and which share of those that would buy buys there. */
  channels: Record<HandOffChannel, { cost: number; share: number }>
  /** Chance that a lead would buy = 1 / (1 + e^-(slope x expected score + shift)), by policy. */
  chance: { before: { slope: number; shift: number }; after: { slope: number; shift: number } }
}

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

export interface ChannelSum {
  leads: number
  cost: number
  /** What their leads are expected to bring, cost not yet taken off. */
  payOff: number
}

export interface PolicySums {
  routes: Record<RouteId, number>
  states: Record<(typeof STATES)[number], number>
  channels: Record<HandOffChannel, ChannelSum>
  /** Questions until a lead that needs information is decided: the mean over leads that were drawn; null where none needs any. */
  questions: number | null
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

const CHUNK = 10_000
const EXAMPLES = 200

/**
 * What another policy would do with these leads. A generator, for a worker: it yields after every chunk, and whoever no longer wants
 * the answer stops asking.
 */
export function* whatIf(
  before: CompiledPolicy,
  after: CompiledPolicy,
  leads: readonly Lead[],
  options: WhatIfOptions,
): Generator<Progress, WhatIf> {
  const { asOf, chunk = CHUNK, examples = EXAMPLES, economics } = options
  const flow = record(ROUTES, () => record(ROUTES, () => 0))
  const [sumsBefore, sumsAfter] = [noSums(), noSums()]
  const result: WhatIf = {
    leads: leads.length,
    flow,
    changed: 0,
    why: { points: 0, rules: 0, questions: 0, byHand: 0 },
    byField: {},
    examples: [],
    before: sumsBefore,
    after: sumsAfter,
  }
  const told: Change[] = []
  for (let from = 0; from < leads.length; from += chunk) {
    const part = leads.slice(from, from + chunk)
    const [old, now] = [sideOf(before, part, asOf), sideOf(after, part, asOf)]
    add(sumsBefore, before, old.scores, economics?.chance.before, economics)
    add(sumsAfter, after, now.scores, economics?.chance.after, economics)
    for (let i = 0; i < part.length; i++) {
      const [a, b] = [old.scores.route[i]!, now.scores.route[i]!]
      flow[ROUTES[a]!][ROUTES[b]!]++
      if (a === b) continue
      result.changed++
      const change = changeOf(part[i]!.id, before, after, old, now, i)
      result.why[change.why]++
      const field = change.fields[0]?.field
      if (field !== undefined) result.byField[field] = (result.byField[field] ?? 0) + 1
      if (told.length < examples) told.push(change)
    }
    yield { done: from + part.length, of: leads.length }
  }
  const luck = luckBy(options.random)
  sumsBefore.questions = questionsNeeded(before, leads, asOf, luck)
  sumsAfter.questions = questionsNeeded(after, leads, asOf, luck)
  return { ...result, examples: told }
}

export interface Side {
  columns: Columns
  scores: Scores
}

function sideOf(compiled: CompiledPolicy, leads: readonly Lead[], asOf: string): Side {
  const columns = encodeAll(compiled, leads, asOf)
  return { columns, scores: scoreAll(compiled, columns) }
}

function add(
  sums: PolicySums,
  { policy }: CompiledPolicy,
  { route, state, expected }: Scores,
  chance: Economics['chance']['before'] | undefined,
  economics: Economics | undefined,
): void {
  for (let i = 0; i < route.length; i++) {
    const id = ROUTES[route[i]!]!
    sums.routes[id]++
    sums.states[STATES[state[i]!]!]++
    const { channel } = policy.routes[id]
    const sum = sums.channels[channel]
    sum.leads++
    if (!economics || !chance) continue
    const { cost, share } = economics.channels[channel]
    sum.cost += cost
    sum.payOff += (share * economics.value) / (1 + Math.exp(-(chance.slope * expected[i]! + chance.shift)))
  }
}

const noSums = (): PolicySums => ({
  routes: record(ROUTES, () => 0),
  states: record(STATES, () => 0),
  channels: record(HAND_OFF_CHANNELS, () => ({ leads: 0, cost: 0, payOff: 0 })),
  questions: null,
})

const record = <K extends string, V>(keys: readonly K[], of: () => V): Record<K, V> =>
  Object.fromEntries(keys.map((k) => [k, of()])) as Record<K, V>
