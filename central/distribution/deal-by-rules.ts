import { sql } from 'kysely'
import type { DealRule } from '../../shared/api/distribution.ts'
import type { Lead } from '../../shared/lead/lead.ts'
import type { HandOffChannel } from '../../shared/lead/route.ts'
import { holds } from '../../shared/policy/holds.ts'
import type { Tx } from '../store/database/schema.ts'
import type { IngestDeps } from '../store/leads/ingest-types.ts'
import type { Dealt } from './deal.ts'
import { allDistributions } from './distributions.ts'
import { pick } from './pick.ts'
import { type Table, tableOf } from './table.ts'

/** Something that is to find its owner. */
export interface ToDeal {
  key: string
  lead: Lead
  channel: HandOffChannel
  policyVersion: number
  /** The expected score. */
  score: number
  /** The day (YYYY-MM-DD) as of which answers count. */
  asOf: string
  /** Who is not to get it: who has it now, and did nothing about it. */
  except?: string
}

/**
 * Deals by the first rule that holds of each; what none holds of is not in the answer. Dealings of one channel wait for each other until
 * the transaction ends: so turns, loads and capacities hold with any number of centrals.
 */
export async function dealByRules(
  tx: Tx,
  deps: IngestDeps,
  items: readonly ToDeal[],
  now: number,
): Promise<Map<string, Dealt>> {
  const dealt = new Map<string, Dealt>()
  const distributions = await allDistributions(tx)
  if (distributions.size === 0) return dealt
  const ruled: { item: ToDeal; distribution: string; rule: DealRule }[] = []
  for (const item of items) {
    const own = `${item.channel}@${item.lead.campaign}`
    const distribution = distributions.has(own) ? own : item.channel
    const { policy } = await deps.policies.version(tx, item.policyVersion)
    const ground = { lead: item.lead, policy, asOf: item.asOf, score: item.score }
    const rule = distributions.get(distribution)?.rules.find((r) => holds(r.when, ground))
    if (rule) ruled.push({ item, distribution, rule })
  }
  const tables = await openTables(tx, ruled, now)
  for (const { item, distribution, rule } of ruled) {
    const team = 'team' in rule.to ? rule.to.team : null
    const table = tables.get(item.channel)
    const owner = rule.by === 'inbox' || !table ? null : ownerBy(table, distribution, rule, rule.by, item)
    const ownTeam = owner === null ? team : (table?.teamOf(owner) ?? team)
    dealt.set(item.key, { team: ownTeam, owner, dealt_by: rule.name })
  }
  for (const table of tables.values()) await table.keepTurns()
  return dealt
}

function ownerBy(
  table: Table,
  distribution: string,
  rule: DealRule,
  by: 'roundRobin' | 'leastLoaded',
  { except }: ToDeal,
): string | null {
  const candidates = table.candidates(distribution, rule).filter((c) => c.id !== except)
  const found = pick(by, candidates)
  if (found) table.give(distribution, rule, found.id)
  return found?.id ?? null
}

/** One for each channel that deals to persons, locked in one order. */
async function openTables(
  tx: Tx,
  ruled: readonly { item: ToDeal; distribution: string; rule: DealRule }[],
  now: number,
): Promise<Map<HandOffChannel, Table>> {
  const dealing = ruled.filter(({ rule }) => rule.by !== 'inbox')
  const channels = [...new Set(dealing.map(({ item }) => item.channel))].sort()
  const tables = new Map<HandOffChannel, Table>()
  for (const channel of channels) {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`deal ${channel}`}, 0))`.execute(tx)
    const rules = dealing.filter(({ item }) => item.channel === channel)
    tables.set(channel, await tableOf(tx, channel, rules, now))
  }
  return tables
}
