import { sql } from 'kysely'
import type { WorkingCalendar } from '../../shared/calendar/calendar.ts'
import type { Policy } from '../../shared/policy/policy.ts'
import { type Sla, slaOf } from '../../shared/policy/sla.ts'
import { anyOfTexts } from '../store/database/any-of.ts'
import type { Tx } from '../store/database/schema.ts'
import type { IngestDeps } from '../store/leads/ingest-types.ts'
import type { ClockTable } from './tables.ts'
import type { Calendars } from './times.ts'

export interface Owner {
  id: string
  name: string
  email: string
  team: string | null
  calendar: WorkingCalendar | null
}

/** The policies of campaigns (versions), as far as they were read already. */
export interface KnownGround {
  policyVersions: ReadonlyMap<string, number>
}

const NOTHING_KNOWN: KnownGround = { policyVersions: new Map() }

/** What clocks are counted by. */
export interface Ground {
  owner(id: string | null): Owner | null
  policy(campaign: string): Policy
  sla(clock: Pick<ClockTable, 'campaign' | 'route' | 'step'>): Sla | null
  calendars(clock: Pick<ClockTable, 'campaign' | 'owner'>): Calendars
}

/**
 * Reads the policies of their campaigns only: one that is broken is no other campaign's trouble. People are read here, under the locks of
 * their clocks: a change of a calendar that came before was to count these anew.
 */
export async function groundOf(
  tx: Tx,
  deps: Pick<IngestDeps, 'policies'>,
  clocks: readonly Pick<ClockTable, 'campaign' | 'owner'>[],
  known: KnownGround = NOTHING_KNOWN,
): Promise<Ground> {
  const ids = [...new Set(clocks.map((c) => c.owner))].filter((id) => id !== null)
  const byId = new Map((await ownersOf(tx, ids)).map((p) => [p.id, p]))
  const policies = new Map<string, Policy>()
  const campaigns = [...new Set(clocks.map((c) => c.campaign))]
  for (const [id, version] of await versionsOf(tx, campaigns, known))
    policies.set(id, (await deps.policies.version(tx, version)).policy)
  const owner = (id: string | null) => (id === null ? null : (byId.get(id) ?? null))
  return {
    owner,
    policy: (campaign) => policies.get(campaign)!,
    sla: ({ campaign, route, step }) => slaOf(policies.get(campaign)!, route, step),
    calendars: ({ campaign, owner: id }) => [owner(id)?.calendar, policies.get(campaign)?.calendar],
  }
}

async function versionsOf(tx: Tx, campaigns: string[], known: KnownGround) {
  const versions = new Map(campaigns.flatMap((id) => knownVersion(id, known)))
  const unknown = campaigns.filter((id) => !versions.has(id))
  if (unknown.length === 0) return versions
  const rows = await tx
    .selectFrom('campaigns')
    .select(['id', 'policy_version'])
    .where('id', '=', sql<string>`any(${unknown})`)
    .execute()
  for (const { id, policy_version } of rows) versions.set(id, policy_version)
  return versions
}

function knownVersion(campaign: string, { policyVersions }: KnownGround): [string, number][] {
  const version = policyVersions.get(campaign)
  return version === undefined ? [] : [[campaign, version]]
}

/** What is read of people `p` and receivers `r` for an `Owner`, as arguments of json_build_object. */
export const OWNER = sql`'id', p.id, 'name', p.name, 'email', p.email, 'team', p.team, 'calendar', r.calendar`

/** People by their ids, with what clocks need of them. */
export async function ownersOf(tx: Tx, ids: readonly string[]): Promise<Owner[]> {
  if (ids.length === 0) return []
  return tx
    .selectFrom('people as p')
    .leftJoin('receivers as r', 'r.person', 'p.id')
    .select(['p.id', 'p.name', 'p.email', 'p.team', 'r.calendar'])
    .where('p.id', '=', anyOfTexts(ids))
    .execute()
}
