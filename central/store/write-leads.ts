import { sql } from 'kysely'
import type { Tx } from './schema.ts'

/** A lead's row as it is written. */
export interface LeadWrite {
  id: string
  component: string
  campaign: string
  owner: string | null
  stage: string
  version: number
  assigned_at: string
  change: number
  state: object
  route: string
  decision: string
  low: number
  high: number
  expected: number
  work: string
  due: string | null
  not_before: string | null
  late_from: string | null
  policy_version: number
  as_of: string
}

const NAMES =
  sql.raw(`id, component, campaign, owner, stage, version, assigned_at, change, state, route, decision, low, high, expected, work,
  due, not_before, late_from, policy_version, as_of`)
const COLUMNS =
  sql.raw(`id uuid, component uuid, campaign text, owner text, stage text, version integer, assigned_at timestamptz, change bigint,
  state json, route text, decision text, low integer, high integer, expected double precision, work text, due timestamptz,
  not_before timestamptz, late_from timestamptz, policy_version integer, as_of date`)

/** False when another transaction made one of these leads first: nothing of this one may then stand. */
export async function insertLeads(tx: Tx, rows: readonly LeadWrite[]): Promise<boolean> {
  if (rows.length === 0) return true
  const done = await sql`
    insert into leads (${NAMES}) select * from json_to_recordset(${JSON.stringify(rows)}::json) as r(${COLUMNS})
    on conflict (id) do nothing`.execute(tx)
  return Number(done.numAffectedRows ?? 0) === rows.length
}

export async function updateLeads(tx: Tx, rows: readonly LeadWrite[]): Promise<void> {
  if (rows.length === 0) return
  await sql`
    update leads l set component = r.component, campaign = r.campaign, owner = r.owner, stage = r.stage, version = r.version,
      assigned_at = r.assigned_at, change = r.change, state = r.state, route = r.route, decision = r.decision, low = r.low,
      high = r.high, expected = r.expected, work = r.work, due = r.due, not_before = r.not_before,
      late_from = r.late_from, policy_version = r.policy_version, as_of = r.as_of
    from json_to_recordset(${JSON.stringify(rows)}::json) as r(${COLUMNS}) where l.id = r.id`.execute(tx)
}
