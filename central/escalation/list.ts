import { sql } from 'kysely'
import type { Escalation, EscalationsPage } from '../../shared/api/escalations.ts'
import type { Lead } from '../../shared/lead/lead.ts'
import type { Viewer } from '../auth/may-see.ts'
import { Fail } from '../fail.ts'
import type { Db, Tx } from '../store/database/schema.ts'
import { mayReadClock } from './may-read.ts'
import { companyOf, leadsOf, nameOf } from './names.ts'
import type { Clock } from './tables.ts'

export interface EscalationFilter {
  state?: Escalation['state'] | undefined
  level?: Escalation['level'] | undefined
  campaign?: string | undefined
  /** A person's id, 'me' or 'none'. */
  owner?: string | undefined
  /** As the page before gave it. */
  cursor?: string | undefined
  limit: number
}

/** The escalations a viewer may see, those that came to their level last first. */
export async function listEscalations(
  db: Db,
  viewer: Viewer,
  filter: EscalationFilter,
): Promise<EscalationsPage> {
  const found = await escalationRows(db, viewer, filter).execute()
  const rows = found.slice(0, filter.limit)
  const last = rows.at(-1)
  return {
    escalations: await shownAll(db, rows),
    total: await countOf(db, viewer, filter),
    next: found.length > rows.length && last ? `${last.level_at}~${last.id}` : null,
  }
}

/** The clocks of a page, and one more where there is another page. */
export function escalationRows(db: Db, viewer: Viewer, { cursor, limit, ...filter }: EscalationFilter) {
  let query = matching(db, viewer, filter)
    .selectAll()
    .orderBy('level_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
  if (cursor) {
    const [at, id] = cursor.split('~')
    query = query.where(sql<boolean>`(level_at, id) < (${at}::timestamptz, ${id}::uuid)`)
  }
  return query
}

async function countOf(db: Db, viewer: Viewer, filter: EscalationFilter): Promise<number> {
  const counted = matching(db, viewer, filter).select(({ fn }) => fn.countAll<number>().as('n'))
  return (await counted.executeTakeFirstOrThrow()).n
}

function matching(
  db: Db,
  viewer: Viewer,
  { state, level, campaign, owner }: Omit<EscalationFilter, 'limit'>,
) {
  let query = visible(db, viewer)
  if (state) query = query.where('state', '=', state)
  if (level) query = query.where('level', '=', level)
  if (campaign) query = query.where('campaign', '=', campaign)
  if (owner === 'none') query = query.where('owner', 'is', null)
  else if (owner) query = query.where('owner', '=', owner === 'me' ? viewer.id : owner)
  return query
}

/** Throws as if there were none where the viewer may not see it. */
export async function readEscalation(db: Db | Tx, viewer: Viewer, id: string): Promise<Escalation> {
  const [shown] = await shownAll(db, [await clockOf(db, viewer, id)])
  return shown!
}

/** The clock behind an escalation. Throws as if there were none where the viewer may not see it. */
export async function clockOf(db: Db | Tx, viewer: Viewer, id: string): Promise<Clock> {
  const row = await visible(db, viewer).selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) throw new Fail('notFound', 'There is no such escalation')
  return row
}

const visible = (db: Db | Tx, viewer: Viewer) =>
  db.selectFrom('clocks').where('level', 'is not', null).where(mayReadClock(viewer))

async function shownAll(db: Db | Tx, rows: readonly Clock[]): Promise<Escalation[]> {
  const leads = await leadsOf(
    db,
    rows.map((r) => r.lead),
  )
  return rows.map((row) => shown(row, leads.get(row.lead)))
}

function shown(row: Clock, lead: Lead | undefined): Escalation {
  const { id, step, route, campaign, owner, team, state, version } = row
  return {
    id,
    lead: row.lead,
    handOff: row.hand_off,
    campaign,
    name: lead ? nameOf(lead) : '',
    company: lead ? companyOf(lead) : '',
    route,
    step,
    owner,
    team,
    startedAt: row.started_at,
    dueAt: row.due_at,
    level: row.level!,
    at: row.level_at!,
    state,
    acknowledged: row.acknowledged_by === null ? null : { by: row.acknowledged_by, at: row.acknowledged_at! },
    resolved:
      row.resolved_by === null
        ? null
        : { by: row.resolved_by, at: row.resolved_at!, reason: row.resolved_because! },
    version,
  }
}
