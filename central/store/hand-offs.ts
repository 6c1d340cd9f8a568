import { sql } from 'kysely'
import { v7 } from 'uuid'
import type { RouteId } from '../../shared/lead/route.ts'
import { writeDeliveries } from '../channels/write-deliveries.ts'
import { dealHandOffs } from '../distribution/deal.ts'
import { noteHandOffClocks } from '../escalation/clocks.ts'
import { enrol } from '../nurture/enrol.ts'
import { type Change, isAnchor } from './change.ts'
import type { IngestDeps } from './ingest-types.ts'
import type { Db, Tx } from './schema.ts'

/** What hand-offs there were, as a decision must know it. */
export interface EarlierHandOffs {
  /** The route of the last one. */
  last: RouteId | null
  /** The lead left the call center by one of them. */
  left: boolean
}

/** All hand-offs of leads; those of a component were written for its first part of then. */
export async function earlierHandOffs(tx: Tx, leads: string[]): Promise<Map<string, HandOff[]>> {
  return leads.length === 0 ? new Map() : handOffsOf(tx, leads)
}

/** @param handOffs those of all parts of a component */
export function soFar(handOffs: readonly HandOff[]): EarlierHandOffs {
  const last = [...handOffs].sort(inOrder).at(-1)
  return {
    last: (last?.route as RouteId | undefined) ?? null,
    left: handOffs.some((h) => h.channel !== 'callCenter'),
  }
}

/** A hand-off records the policy, the score and the day it was made by; fading never undoes it. */
export async function writeHandOffs(
  tx: Tx,
  deps: IngestDeps,
  changes: readonly Change[],
  now: number,
): Promise<void> {
  const made = changes.filter(isAnchor).flatMap(({ lead, derived }) => {
    const { handOff, decision, policyVersion, asOf } = derived
    if (!handOff) return []
    const { low, high, expected } = decision
    const at = new Date(now).toISOString()
    return [{ lead, handOff: { id: v7(), ...handOff, policyVersion, low, high, expected, asOf, at } }]
  })
  if (made.length === 0) return
  const rows = made.map(({ lead, handOff: { policyVersion, asOf, ...h } }) => ({
    ...h,
    lead: lead.id,
    policy_version: policyVersion,
    as_of: asOf,
  }))
  const dealt = await dealHandOffs(tx, deps, made, now)
  await sql`
    insert into hand_offs (id, lead, route, channel, policy_version, low, high, expected, as_of, at)
    select * from json_to_recordset(${JSON.stringify(rows)}::json) as r(id uuid, lead uuid, route text, channel text,
      policy_version integer, low integer, high integer, expected double precision, as_of date, at timestamptz)`.execute(
    tx,
  )
  await writeDeliveries(tx, deps, made)
  await enrol(tx, deps, made, now)
  await noteHandOffClocks(tx, deps, [...dealt.keys()], now)
}

export interface HandOff {
  id: string
  route: string
  channel: string
  policyVersion: number
  asOf: string
  at: string
}

/** The order in which they were made. */
export const inOrder = (a: HandOff, b: HandOff): number =>
  a.at === b.at ? (a.id < b.id ? -1 : 1) : a.at < b.at ? -1 : 1

/** All hand-offs of leads, in order. */
export async function handOffsOf(db: Db | Tx, leads: string[]): Promise<Map<string, HandOff[]>> {
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
