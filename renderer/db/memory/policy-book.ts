import type { WorkingCalendar } from '../../../shared/calendar/calendar.ts'
import { type CompiledPolicy, compile } from '../../../shared/policy/compile.ts'
import { DEFAULT_POLICY } from '../../../shared/policy/default-policy.ts'
import type { Policy } from '../../../shared/policy/policy.ts'
import type { Campaign, KnownPerson, SuppressionList, TeamName } from '../../../shared/sync/protocol.ts'

/** What every lead is seen in the light of; comes by sync. */
export interface DeskContext {
  people: KnownPerson[]
  teams: TeamName[]
  campaigns: Campaign[]
  policies: Policy[]
  suppressionLists: SuppressionList[]
}

export const NO_CONTEXT: DeskContext = {
  people: [],
  teams: [],
  campaigns: [],
  policies: [],
  suppressionLists: [],
}

export interface PolicyBook {
  policy(campaign: string): Policy
  compiled(campaign: string): CompiledPolicy
  /** What was compiled, by what it was compiled from. */
  known: ReadonlyMap<Policy, CompiledPolicy>
}

/**
 * Finds a campaign's policy by its version; the default one where central has sent none. Throws PolicyError for a policy that does not compile.
 * @param known what an earlier book compiled
 */
export function createPolicyBook(
  { campaigns, policies }: Pick<DeskContext, 'campaigns' | 'policies'>,
  known?: PolicyBook['known'],
): PolicyBook {
  const all = new Map([DEFAULT_POLICY, ...policies].map((p) => [p, known?.get(p) ?? compile(p)]))
  const byVersion = new Map(policies.map((p) => [p.version, { policy: p, compiled: all.get(p)! }]))
  const fallback = { policy: DEFAULT_POLICY, compiled: all.get(DEFAULT_POLICY)! }
  const byCampaign = new Map(campaigns.map((c) => [c.id, byVersion.get(c.policyVersion) ?? fallback]))
  const find = (campaign: string) => byCampaign.get(campaign) ?? fallback
  return { policy: (c) => find(c).policy, compiled: (c) => find(c).compiled, known: all }
}

/** A context, and what is looked up in it. */
export interface Sight {
  context: DeskContext
  book: PolicyBook
  /** By person; null: around the clock, or not known here. */
  calendars: ReadonlyMap<string | null, WorkingCalendar | null>
}

/** @param earlier the sight that this one follows: of the policies only new ones are compiled */
export const sightOf = (context: DeskContext, earlier?: Sight): Sight => ({
  context,
  book: createPolicyBook(context, earlier?.book.known),
  calendars: new Map(context.people.map((p) => [p.id, p.calendar ?? null])),
})

/** Newer lines replace older ones with the same key. Of policies those stay that a campaign is under. */
export function mergeContext(old: DeskContext, change: DeskContext): DeskContext {
  const campaigns = merge(old.campaigns, change.campaigns, (c) => c.id)
  const inForce = new Set(campaigns.map((c) => c.policyVersion))
  const policies = merge(old.policies, change.policies, (p) => p.version)
  return {
    people: merge(old.people, change.people, (p) => p.id),
    teams: merge(old.teams, change.teams, (t) => t.id),
    campaigns,
    policies: policies.filter((p) => inForce.has(p.version)),
    suppressionLists: merge(old.suppressionLists, change.suppressionLists, (l) => l.id),
  }
}

function merge<T>(old: T[], change: T[], key: (item: T) => unknown): T[] {
  return [...new Map([...old, ...change].map((item) => [key(item), item])).values()]
}
