import { sql } from 'kysely'
import { combine } from '../../shared/events/combine.ts'
import { dealByRules, type ToDeal } from '../distribution/deal-by-rules.ts'
import { given } from '../hand-offs/pass-on.ts'
import type { HandOffRow } from '../hand-offs/rows.ts'
import type { Tx } from '../store/database/schema.ts'
import { notifyReceivers } from '../store/feed.ts'
import type { IngestDeps } from '../store/leads/ingest-types.ts'
import { moveEach } from '../store/queues/move-leads.ts'
import { noteHandOffClocks } from './clocks.ts'
import { freeHandOff, freeLead, type HeldRow } from './free.ts'
import { leadsOf } from './names.ts'
import type { Raised } from './work-clocks.ts'

/** What is to go to another owner, locked. */
export interface Move {
  /** Who has it now; null: the pool, or the common inbox of the team. */
  to: string | null
  team: string | null
  parts: HeldRow[]
  handOff: HandOffRow | null
}

const ACTOR = 'system:central'
const REASON = 'not acted on in time'

/**
 * Finds who is to get what was not acted on in time: whom the rules of distribution name, but for who has it; else nobody. By the clock's
 * subject. Clocks are locked here before leads, elsewhere after them: so what somebody else holds at this moment is left out.
 */
export async function findMoves(
  tx: Tx,
  deps: IngestDeps,
  raised: readonly Raised[],
  now: number,
): Promise<Map<string, Move>> {
  const moves = new Map<string, Move>()
  const items: ToDeal[] = []
  const leads = await leadsOf(
    tx,
    raised.flatMap(({ clock }) => (clock.hand_off === null ? [] : [clock.lead])),
  )
  for (const { clock } of raised) {
    const parts = clock.hand_off === null ? await freeLead(tx, clock.lead) : []
    const handOff = clock.hand_off === null ? null : await freeHandOff(tx, clock.hand_off)
    if (parts === null || (clock.hand_off !== null && handOff === null)) continue
    moves.set(clock.subject, { to: null, team: clock.team, parts, handOff })
    const except = clock.owner === null ? {} : { except: clock.owner }
    const [anchor] = parts
    const lead = anchor ? combine(parts.map((p) => p.state)) : leads.get(clock.lead)
    if (lead && handOff) items.push({ ...ofHandOff(handOff), lead, ...except })
    else if (lead && anchor) items.push({ ...ofLead(anchor), lead, ...except })
  }
  for (const [subject, { owner, team }] of await dealByRules(tx, deps, items, now)) {
    const move = moves.get(subject)!
    if (owner !== null) moves.set(subject, { ...move, to: owner, team: team ?? move.team })
  }
  return moves
}

const ofHandOff = (row: HandOffRow): Omit<ToDeal, 'lead'> => ({
  key: row.id,
  channel: row.channel,
  policyVersion: row.policy_version,
  score: row.expected,
  asOf: row.as_of,
})

const ofLead = (row: HeldRow): Omit<ToDeal, 'lead'> => ({
  key: row.component,
  channel: 'callCenter',
  policyVersion: row.policyVersion,
  score: row.expected,
  asOf: row.asOf,
})

/** Moves what was found. Last in its transaction: from here on the feed is locked. */
export async function carryOut(tx: Tx, deps: IngestDeps, moves: Iterable<Move>, now: number): Promise<void> {
  const handOffs: string[] = []
  const leads = new Map<string | null, HeldRow[]>()
  for (const { to, team, parts, handOff } of moves) {
    if (handOff) {
      handOffs.push(handOff.id)
      await tx
        .updateTable('hand_offs')
        .set({ ...given(handOff, to), team, dealt_by: ACTOR, version: sql`version + 1` })
        .where('id', '=', handOff.id)
        .execute()
      await notifyReceivers(tx, [handOff, { owner: to, team }])
    } else leads.set(to, [...(leads.get(to) ?? []), ...parts])
  }
  await noteHandOffClocks(tx, deps, handOffs, now)
  await moveEach(tx, leads, { actor: ACTOR, reason: REASON, now })
}
