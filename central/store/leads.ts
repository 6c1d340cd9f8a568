import type { LeadPage } from '../../shared/api/api.ts'
import { handOffsOf } from './hand-offs.ts'
import type { Db } from './schema.ts'
import { SNAPSHOT, snapshotOf } from './snapshots.ts'

export interface LeadFilter {
  campaign?: string | undefined
  /** A person's id, or 'pool'. */
  owner?: string | undefined
  stage?: string | undefined
  id?: string
  /** The last lead's id of the page before. */
  cursor?: string | undefined
  limit: number
}

/** Leads in the order of their ids, with what central made of them. */
export async function listLeads(db: Db, filter: LeadFilter): Promise<LeadPage> {
  let query = db
    .selectFrom('leads')
    .select([...SNAPSHOT, 'route', 'low', 'high', 'expected'])
    .orderBy('id')
    .limit(filter.limit + 1)
  if (filter.id) query = query.where('id', '=', filter.id)
  if (filter.campaign) query = query.where('campaign', '=', filter.campaign)
  if (filter.owner === 'pool') query = query.where('owner', 'is', null)
  else if (filter.owner) query = query.where('owner', '=', filter.owner)
  if (filter.stage) query = query.where('stage', '=', filter.stage as 'open')
  if (filter.cursor) query = query.where('id', '>', filter.cursor)
  const found = await query.execute()
  const rows = found.slice(0, filter.limit)
  const handOffs = await handOffsOf(
    db,
    rows.map((r) => r.id),
  )
  return {
    leads: rows.map((r) => ({
      ...snapshotOf(r),
      route: r.route,
      score: { low: r.low, high: r.high, expected: r.expected },
      handOffs: handOffs.get(r.id) ?? [],
    })),
    next: found.length > rows.length ? rows.at(-1)!.id : null,
  }
}

/** A lead's events as they were sent, in the order in which they arrived. */
export async function eventsOf(db: Db, lead: string): Promise<object[]> {
  const rows = await db
    .selectFrom('events')
    .select(['id', 'lead', 'stamp', 'effective', 'actor', 'device', 'type', 'payload'])
    .where('lead', '=', lead)
    .orderBy('no')
    .execute()
  return rows.map(({ lead: leadId, effective, ...e }) => ({
    leadId,
    ...e,
    ...(effective ? { effective } : {}),
  }))
}
