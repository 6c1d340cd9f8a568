import { type RawBuilder, sql } from 'kysely'
import type { Lead } from '../../../shared/lead/lead.ts'
import { jsonArray } from '../database/json-array.ts'
import { StartOver } from '../database/retry.ts'
import type { Tx } from '../database/schema.ts'

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
  state: Lead
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
  /** What reports ask, of the part: ISO instant of its first response (null: it is not captured yet), that response's channel, whether a call came to the person meant. */
  captured_at: string | null
  source: string | null
  reached: boolean
}

/** The states of leads that were written together, as JSON: the first has the change number `first`, and so on. */
export interface Written {
  first: number
  states: readonly string[]
  /** The same as they were before they were JSON. */
  leads: readonly Lead[]
}

export const NOTHING_WRITTEN: Written = { first: 0, states: [], leads: [] }

/** Without the state, which is by far the most of a row. */
const COLUMNS =
  sql.raw(`id uuid, component uuid, campaign text, owner text, stage text, version integer, assigned_at timestamptz, change bigint,
  route text, decision text, low integer, high integer, expected double precision, work text, due timestamptz,
  not_before timestamptz, late_from timestamptz, policy_version integer, as_of date, captured_at text, source text, reached boolean,
  is_new boolean`)
const NAMES =
  sql.raw(`id, component, campaign, owner, stage, version, assigned_at, change, route, decision, low, high, expected, work, due, not_before,
  late_from, policy_version, as_of, captured_at, source, reached`)
const SET =
  sql.raw(`component = r.component, campaign = r.campaign, owner = r.owner, stage = r.stage, version = r.version,
  assigned_at = r.assigned_at, route = r.route, decision = r.decision, low = r.low, high = r.high,
  expected = r.expected, work = r.work, due = r.due, not_before = r.not_before, late_from = r.late_from,
  policy_version = r.policy_version, as_of = r.as_of, captured_at = r.captured_at, source = r.source, reached = r.reached`)

/** Writes leads anew whose states stay. */
export async function updateLeads(tx: Tx, rows: readonly LeadWrite[]): Promise<void> {
  if (rows.length === 0) return
  await sql`update leads l set change = r.change, ${SET}
    from json_to_recordset(${withoutStates(rows)}::json) as r(${COLUMNS}) where l.id = r.id`.execute(tx)
}

/**
 * Allots change numbers, writes changed and new leads with them, and tells who looks, in one statement: from here on the feed is locked.
 * Throws StartOver when another transaction made one of the new leads first.
 * @param rows `change` counts from 1: its place among the numbers allotted
 * @param tell evaluated with it, as of `telling`
 */
export async function writeLeads(
  tx: Tx,
  rows: readonly (LeadWrite & { is_new: boolean })[],
  tell: RawBuilder<unknown>,
): Promise<Written> {
  const states = rows.map((r) => JSON.stringify(r.state))
  const fresh = rows.filter((r) => r.is_new).length
  // The number as a scalar: joined, it has every state copied once more, to disk where there are many.
  const change = sql`(select before from allotted) + r.change`
  const changed = sql`, changed as (
      update leads l set change = ${change}, state = r.state, ${SET} from written r where l.id = r.id and not r.is_new
    )`
  const made = sql`, made as (
      insert into leads (${NAMES}, state)
      select id, component, campaign, owner, stage, version, assigned_at, ${change}, route, decision, low, high, expected, work, due,
        not_before, late_from, policy_version, as_of, captured_at, source, reached, state from written r where is_new
      on conflict (id) do nothing returning id
    )`
  // What is written is looked at once where all of it is new, or nothing: then it is not kept in between.
  const done = await sql<{ before: number; made: number }>`
    with allotted as (update feed set change = change + ${rows.length} returning change - ${rows.length} as before),
    written as (select * from rows from (
      json_to_recordset(${withoutStates(rows)}::json) as (${COLUMNS}), unnest(${jsonArray(states)}::json[])
    ) as r(${NAMES}, is_new, state))${fresh < rows.length ? changed : sql``}${fresh > 0 ? made : sql``}
    select before, ${fresh > 0 ? sql`(select count(*) from made)` : sql`0`} as made, ${tell} from allotted`.execute(
    tx,
  )
  const { before, made: inserted } = done.rows[0]!
  if (inserted !== fresh) throw new StartOver('another transaction made the lead')
  return { first: before + 1, states, leads: rows.map((r) => r.state) }
}

const withoutStates = (rows: readonly LeadWrite[]) =>
  JSON.stringify(rows.map((r) => ({ ...r, state: undefined })))
