import { sql } from 'kysely'
import { v7 } from 'uuid'
import type { RouteId } from '../../shared/lead/route.ts'
import type { Change } from './change.ts'
import type { Db, Tx } from './schema.ts'

/** The route by which each lead was handed off last. */
export async function lastHandOffs(tx: Tx, leads: string[]): Promise<Map<string, RouteId>> {
  if (leads.length === 0) return new Map()
  const rows = await tx
    .selectFrom('hand_offs')
    .distinctOn('lead')
    .select(['lead', 'route'])
    .where('lead', '=', sql<string>`any(${leads}::uuid[])`)
    .orderBy('lead')
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return new Map(rows.map((r) => [r.lead, r.route as RouteId]))
}

/** A hand-off records the policy, the score and the day it was made by; fading never undoes it. */
export async function writeHandOffs(tx: Tx, changes: readonly Change[], now: number): Promise<void> {
  const rows = changes.flatMap(({ lead, derived }) =>
    derived.handOff
      ? [
          {
            id: v7(),
            lead: lead.id,
            ...derived.handOff,
            policy_version: derived.policyVersion,
            low: derived.decision.low,
            high: derived.decision.high,
            expected: derived.decision.expected,
            as_of: derived.asOf,
            at: new Date(now).toISOString(),
          },
        ]
      : [],
  )
  if (rows.length === 0) return
  await sql`
    insert into hand_offs (id, lead, route, channel, policy_version, low, high, expected, as_of, at)
    select * from json_to_recordset(${JSON.stringify(rows)}::json) as r(id uuid, lead uuid, route text, channel text,
      policy_version integer, low integer, high integer, expected double precision, as_of date, at timestamptz)`.execute(
    tx,
  )
}

export interface HandOff {
  id: string
  route: string
  channel: string
  policyVersion: number
  asOf: string
  at: string
}

/** All hand-offs of leads, in order. */
export async function handOffsOf(db: Db, leads: string[]): Promise<Map<string, HandOff[]>> {
  const rows = await db
    .selectFrom('hand_offs')
    .select(['id', 'lead', 'route', 'channel', 'policy_version as policyVersion', 'as_of as asOf', 'at'])
    .where('lead', '=', sql<string>`any(${leads}::uuid[])`)
    .orderBy('at')
    .orderBy('id')
    .execute()
  const byLead = new Map<string, HandOff[]>()
  for (const { lead, ...handOff } of rows) byLead.set(lead, [...(byLead.get(lead) ?? []), handOff])
  return byLead
}
