import { sql } from 'kysely'
import { isOfTeam, type Viewer } from '../../auth/may-see.ts'
import type { Tx } from '../database/schema.ts'

export interface AssignmentChange {
  lead: string
  owner: string | null
  /** The change number from which it holds. */
  change: number
  actor: string
  reason: string
  /** The lead is made with it: there is none to end. */
  isFirst?: boolean
}

/** Ends the leads' current assignments and begins new ones: who held a lead at any change number stays known. */
export async function writeAssignments(tx: Tx, changes: readonly AssignmentChange[]): Promise<void> {
  if (changes.length === 0) return
  const rows = JSON.stringify(changes)
  if (!changes.every((c) => c.isFirst))
    await sql`
    update assignments a set to_change = r.change
    from json_to_recordset(${rows}::json) as r(lead uuid, change bigint)
    where a.lead = r.lead and a.to_change is null`.execute(tx)
  await sql`
    insert into assignments (lead, owner, from_change, actor, reason)
    select lead, owner, change, actor, reason from json_to_recordset(${rows}::json)
      as r(lead uuid, owner text, change bigint, actor text, reason text)`.execute(tx)
}

/**
 * Leads that were somebody else's as soon as they were made (promised to anyone, merged, dealt): for that moment their maker held them,
 * whose desk has them and must be told that they left.
 */
export async function writePassed(
  tx: Tx,
  passed: readonly Pick<AssignmentChange, 'lead' | 'owner' | 'change'>[],
): Promise<void> {
  if (passed.length === 0) return
  await sql`
    insert into assignments (lead, owner, from_change, to_change, actor, reason)
    select lead, owner, change - 1, change, 'system:central', 'captured'
      from json_to_recordset(${JSON.stringify(passed)}::json) as r(lead uuid, owner text, change bigint)`.execute(
    tx,
  )
}

/** Since when a person held a lead, and until when: change numbers; `to` null while it lasts. */
export interface Holding {
  lead: string
  from: number
  to: number | null
}

export async function holdingsOf(tx: Tx, person: string, leads: string[]): Promise<Holding[]> {
  if (leads.length === 0) return []
  return tx
    .selectFrom('assignments')
    .select(['lead', 'from_change as from', 'to_change as to'])
    .where('owner', '=', person)
    .where('lead', '=', sql<string>`any(${leads}::uuid[])`)
    .execute()
}

/** The same of the viewer's team, pooled leads of its campaigns included. */
export async function teamHoldingsOf(tx: Tx, viewer: Viewer, leads: string[]): Promise<Holding[]> {
  if (leads.length === 0) return []
  return tx
    .selectFrom('assignments as a')
    .innerJoin('leads as l', 'l.id', 'a.lead')
    .select(['a.lead', 'a.from_change as from', 'a.to_change as to'])
    .where('a.lead', '=', sql<string>`any(${leads}::uuid[])`)
    .where(isOfTeam(viewer, 'l', sql.ref('a.owner')))
    .execute()
}
