import { sql } from 'kysely'
import type { WorkingCalendar } from '../../shared/calendar/calendar.ts'
import type { Policy } from '../../shared/policy/policy.ts'
import { type Sla, slaOf } from '../../shared/policy/sla.ts'
import type { IngestDeps } from '../store/ingest-types.ts'
import type { Tx } from '../store/schema.ts'
import type { ClockTable } from './tables.ts'
import type { Calendars } from './times.ts'

interface Owner {
  id: string
  name: string
  email: string
  team: string | null
  calendar: WorkingCalendar | null
}

/** What clocks are counted by. */
export interface Ground {
  owner(id: string | null): Owner | null
  policy(campaign: string): Policy
  sla(clock: Pick<ClockTable, 'campaign' | 'route' | 'step'>): Sla | null
  calendars(clock: Pick<ClockTable, 'campaign' | 'owner'>): Calendars
}

/** Reads the policies of their campaigns only: one that is broken is no other campaign's trouble. */
export async function groundOf(
  tx: Tx,
  deps: Pick<IngestDeps, 'policies'>,
  clocks: readonly Pick<ClockTable, 'campaign' | 'owner'>[],
): Promise<Ground> {
  const ids = [...new Set(clocks.map((c) => c.owner))].filter((id) => id !== null)
  const people = await ownersOf(tx, ids)
  const byId = new Map(people.map((p) => [p.id, p]))
  const policies = new Map<string, Policy>()
  const campaigns = await tx
    .selectFrom('campaigns')
    .select(['id', 'policy_version'])
    .where('id', '=', sql<string>`any(${[...new Set(clocks.map((c) => c.campaign))]})`)
    .execute()
  for (const { id, policy_version } of campaigns)
    policies.set(id, (await deps.policies.version(tx, policy_version)).policy)
  const owner = (id: string | null) => (id === null ? null : (byId.get(id) ?? null))
  return {
    owner,
    policy: (campaign) => policies.get(campaign)!,
    sla: ({ campaign, route, step }) => slaOf(policies.get(campaign)!, route, step),
    calendars: ({ campaign, owner: id }) => [owner(id)?.calendar, policies.get(campaign)?.calendar],
  }
}

/** People by their ids, with what clocks need of them. */
export async function ownersOf(tx: Tx, ids: readonly string[]): Promise<Owner[]> {
  if (ids.length === 0) return []
  return tx
    .selectFrom('people as p')
    .leftJoin('receivers as r', 'r.person', 'p.id')
    .select(['p.id', 'p.name', 'p.email', 'p.team', 'r.calendar'])
    .where('p.id', '=', sql<string>`any(${[...ids]})`)
    .execute()
}
