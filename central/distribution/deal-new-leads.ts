import type { Tx } from '../store/database/schema.ts'
import { type Change, isAnchor } from '../store/leads/change.ts'
import type { IngestDeps } from '../store/leads/ingest-types.ts'
import { dealByRules } from './deal-by-rules.ts'

/**
 * Deals the call center's new leads that came to the pool to agents, by its rules. By lead: the agent, and the rule. Those that no rule
 * holds of, or whose rule has nobody with room, stay in the pool.
 */
export async function dealNewLeads(
  tx: Tx,
  deps: IngestDeps,
  changes: readonly Change[],
  now: number,
): Promise<Map<string, { owner: string; rule: string }>> {
  const old = new Set(changes.filter((c) => c.before !== null).map((c) => c.lead.id))
  const fresh = changes.filter(
    (c) =>
      isAnchor(c) &&
      !old.has(c.lead.id) &&
      c.owner === null &&
      c.derived.stage === 'open' &&
      !c.derived.toPool,
  )
  if (fresh.length === 0) return new Map()
  const aside = await asideAmong(
    tx,
    fresh.map((c) => c.lead.campaign),
  )
  const items = fresh
    .filter((c) => !aside.has(c.lead.campaign))
    .map(({ lead, derived: { decision, policyVersion, asOf } }) => ({
      key: lead.id,
      lead,
      channel: 'callCenter' as const,
      policyVersion,
      score: decision.expected,
      asOf,
    }))
  const dealt = await dealByRules(tx, deps, items, now)
  return new Map(
    [...dealt].flatMap(([lead, { owner, dealt_by }]) =>
      owner === null ? [] : [[lead, { owner, rule: dealt_by ?? '' }] as const],
    ),
  )
}

/** Of these campaigns those that are put aside: nobody is dealt their leads. */
async function asideAmong(tx: Tx, campaigns: readonly string[]): Promise<Set<string>> {
  const rows = await tx
    .selectFrom('campaigns')
    .select('id')
    .where('id', 'in', [...new Set(campaigns)])
    .where('archived_at', 'is not', null)
    .execute()
  return new Set(rows.map((r) => r.id))
}
