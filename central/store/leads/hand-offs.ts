import { sql } from 'kysely'
import type { HandOffState } from '../../../shared/api/hand-offs.ts'
import type { HandOffChannel, RouteId } from '../../../shared/lead/route.ts'
import type { Db, Tx } from '../database/schema.ts'

export interface HandOff {
  id: string
  route: RouteId
  channel: HandOffChannel
  state: HandOffState
  policyVersion: number
  asOf: string
  at: string
}

/** What hand-offs there were, as a decision must know it. */
export interface EarlierHandOffs {
  /** The route of the last one; null: there was none, or it was sent back or withdrawn. */
  last: RouteId | null
  /** Those to other channels than the call center, in order; withdrawn ones left out. */
  away: readonly HandOff[]
}

/** @param handOffs those of all parts of a component */
export function soFar(handOffs: readonly HandOff[]): EarlierHandOffs {
  const sorted = [...handOffs].sort(inOrder)
  const last = sorted.at(-1)
  return {
    last: last && last.state !== 'returned' && last.state !== 'withdrawn' ? last.route : null,
    away: sorted.filter((h) => h.channel !== 'callCenter' && h.state !== 'withdrawn'),
  }
}

/** The order in which they were made. */
export const inOrder = (a: HandOff, b: HandOff): number =>
  a.at === b.at ? (a.id < b.id ? -1 : 1) : a.at < b.at ? -1 : 1

/** All hand-offs of leads, in order. */
export async function handOffsOf(db: Db | Tx, leads: string[]): Promise<Map<string, HandOff[]>> {
  const rows = await db
    .selectFrom('hand_offs')
    .select([
      'id',
      'lead',
      'route',
      'channel',
      'state',
      'policy_version as policyVersion',
      'as_of as asOf',
      'at',
    ])
    .where('lead', '=', sql<string>`any(${leads}::uuid[])`)
    .orderBy('at')
    .orderBy('id')
    .execute()
  const byLead = new Map<string, HandOff[]>()
  for (const { lead, ...handOff } of rows) byLead.set(lead, [...(byLead.get(lead) ?? []), handOff])
  return byLead
}
