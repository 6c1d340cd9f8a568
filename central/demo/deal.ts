import type { Lead } from '../../shared/lead/lead.ts'
import type { IngestDeps } from '../store/leads/ingest-types.ts'
import { assign } from '../store/queues/assign.ts'
import { DEMO_SUPERVISOR } from './people.ts'

/** How many of every 327 leads each agent gets: uneven, as queues are. */
export const LOADS = { ana: 128, ben: 42, chloe: 96, deepak: 61 } as const
export type DemoAgent = keyof typeof LOADS
const TOTAL = Object.values(LOADS).reduce((sum, load) => sum + load, 0)
/** Share of today's leads that nobody has yet. */
const POOL = 0.13

const TODAY_MS = 12 * 3_600_000

/** True for a lead that came on one of the days before `now`. */
export const isEarlier = (lead: Lead, now: number): boolean => now - Date.parse(lead.capturedAt) > TODAY_MS

/** Gives the open leads nobody has to the agents, all but today's share of the pool, at the time `at`. Who gets a lead follows from its id. */
export async function deal({ db }: IngestDeps, now: number, at: number): Promise<void> {
  const free = await db
    .selectFrom('leads')
    .select(['id', 'version', 'state'])
    .where('stage', '=', 'open')
    .where('owner', 'is', null)
    .execute()
  const shares = new Map<DemoAgent, { id: string; version: number }[]>()
  for (const { id, version, state } of free) {
    const to = agentOf(id, isEarlier(state, now))
    if (to) shares.set(to, [...(shares.get(to) ?? []), { id, version }])
  }
  for (const [to, leads] of shares)
    await assign(db, DEMO_SUPERVISOR, { leads, to, reason: 'demo campaign' }, at)
}

/** A lead's id is a hash: two runs of its digits are two dice. */
function agentOf(id: string, earlier: boolean): DemoAgent | null {
  if (!earlier && diceOf(id.slice(9, 13)) < POOL) return null
  let left = diceOf(id.slice(0, 4)) * TOTAL
  for (const [agent, load] of Object.entries(LOADS)) {
    left -= load
    if (left < 0) return agent as DemoAgent
  }
  return 'ana'
}

const diceOf = (digits: string): number => Number.parseInt(digits, 16) / 0x10000
