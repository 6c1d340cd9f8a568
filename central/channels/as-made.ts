import { combine } from '../../shared/events/combine.ts'
import type { Lead } from '../../shared/lead/lead.ts'
import type { RouteId } from '../../shared/lead/route.ts'
import type { Db, Tx } from '../store/database/schema.ts'
import { partsOf } from '../store/leads/components.ts'
import type { OutgoingHandOff } from './outgoing.ts'
import { peopleById } from './recipients.ts'

/** A hand-off as it was made, with its lead as it is by now; null: one of the two is gone. */
export async function handOffAsMade(db: Db | Tx, id: string): Promise<OutgoingHandOff | null> {
  const row = await db.selectFrom('hand_offs').selectAll().where('id', '=', id).executeTakeFirst()
  const lead = row && (await leadAsShown(db, row.lead))
  if (!row || !lead) return null
  const owner = row.owner === null ? null : ((await peopleById(db, [row.owner])).get(row.owner) ?? null)
  const { route, channel, low, high, expected, at } = row
  const about = { id, channel, low, high, expected, at, asOf: row.as_of, policyVersion: row.policy_version }
  return { lead, handOff: { ...about, route: route as RouteId }, team: row.team, owner }
}

/** A lead by any part's id, combined; null when there is none. */
export async function leadAsShown(db: Db | Tx, id: string): Promise<Lead | null> {
  const found = await db.selectFrom('leads').select('component').where('id', '=', id).executeTakeFirst()
  const parts = found && (await partsOf(db, [found.component])).get(found.component)
  return parts ? combine(parts) : null
}
