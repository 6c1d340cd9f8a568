import { HAND_OFF_CHANNELS, type HandOffChannel, ROUTES, type RouteId } from '../lead/route.ts'
import type { CompiledPolicy } from './compile.ts'
import { type Scores, STATES } from './score-all.ts'

/** What a lead is worth and costs, in any one unit of money. */
export interface Economics {
  /** Of a lead that is won. */
  value: number
  /** By channel: what one lead costs there, and which share of those that would buy buys there. */
  channels: Record<HandOffChannel, { cost: number; share: number }>
  /** Chance that a lead would buy = 1 / (1 + e^-(slope x expected score + shift)), by policy. */
  chance: { before: Chance; after: Chance }
}

export interface Chance {
  slope: number
  shift: number
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

export interface Tally {
  add(scores: Scores): void
  sums(questions: number | null): PolicySums
}

/** Counts a policy's decisions. Expected scores are whole tenths: leads are counted by route and tenth, and money is made of that at the end. */
export function tallyOf(
  { policy, lowest, size }: CompiledPolicy,
  economics: Economics | undefined,
  chance: Chance | undefined,
): Tally {
  const states = STATES.map(() => 0)
  const byTenth = ROUTES.map(() => new Int32Array(size * 10))

  return {
    add({ route, state, expected }) {
      for (let i = 0; i < route.length; i++) {
        states[state[i]!]!++
        byTenth[route[i]!]![Math.round((expected[i]! - lowest) * 10)]!++
      }
    },
    sums(questions) {
      const channels = record(HAND_OFF_CHANNELS, () => ({ leads: 0, cost: 0, payOff: 0 }))
      const routes = byTenth.map((counts) => counts.reduce((sum, n) => sum + n, 0))
      for (const [i, id] of ROUTES.entries()) {
        const { channel } = policy.routes[id]
        const sum = channels[channel]
        sum.leads += routes[i]!
        if (!economics || !chance) continue
        const { cost, share } = economics.channels[channel]
        sum.cost += cost * routes[i]!
        sum.payOff += share * economics.value * buyersAmong(byTenth[i]!, lowest, chance)
      }
      return {
        routes: record(ROUTES, (_, i) => routes[i]!),
        states: record(STATES, (_, i) => states[i]!),
        channels,
        questions,
      }
    },
  }
}

/** How many of them are expected to buy at all. */
function buyersAmong(byTenth: Int32Array, lowest: number, { slope, shift }: Chance): number {
  return byTenth.reduce((sum, leads, tenth) => {
    if (leads === 0) return sum
    return sum + leads / (1 + Math.exp(-(slope * (lowest + tenth / 10) + shift)))
  }, 0)
}

export const record = <K extends string, V>(
  keys: readonly K[],
  of: (key: K, index: number) => V,
): Record<K, V> => Object.fromEntries(keys.map((k, i) => [k, of(k, i)])) as Record<K, V>
