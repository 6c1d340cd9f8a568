import { sql } from 'kysely'
import { isOfTeam, type Viewer } from '../auth/may-see.ts'
import type { Tx } from './schema.ts'

export interface AssignmentChange {
  lead: string
  owner: string | null
  /** The change number from which it holds. */
  change: number
  actor: string
  reason: string
}

/** Ends the leads' current assignments and begins new ones: who held a lead at any change number stays known. */
export async function writeAssignments(tx: Tx, changes: readonly AssignmentChange[]): Promise<void> {
  if (changes.length === 0) return
  const rows = JSON.stringify(changes)
  await sql`
    update assignments a set to_change = r.change
    from json_to_recordset(${rows}::json) as r(lead uuid, change bigint)
    where a.lead = r.lead and a.to_change is null`.execute(tx)
  await sql`
    insert into assignments (lead, owner, from_change, actor, reason)
    select lead, owner, change, actor, reason from json_to_recordset(${rows}::json)
      as r(lead uuid, owner text, change bigint, actor text, reason text)`.execute(tx)
}

/** Since when a person held a lead, and until when: change numbers; `to` null while it lasts. */
export interface Holding {
  lead: string
  from: number
  to: number | null
}

export async function holdingsOf(tx: Tx, person: string, leads: string[]): Promise<Holding[]> {
  return tx
    .selectFrom('assignments')
    .select(['lead', 'from_change as from', 'to_change as to'])
    .where('owner', '=', person)
    .where('lead', '=', sql<string>`any(${leads}::uuid[])`)
    .execute()
}

/** The same of the viewer's team, pooled leads of its campaigns included. */
export async function teamHoldingsOf(tx: Tx, viewer: Viewer, leads: string[]): Promise<Holding[]> {
  return tx
    .selectFrom('assignments as a')
    .innerJoin('leads as l', 'l.id', 'a.lead')
    .select(['a.lead', 'a.from_change as from', 'a.to_change as to'])
    .where('a.lead', '=', sql<string>`any(${leads}::uuid[])`)
    .where(isOfTeam(viewer, 'l', sql.ref('a.owner')))
    .execute()
}
