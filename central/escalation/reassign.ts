import { sql } from 'kysely'
import { given } from '../hand-offs/pass-on.ts'
import type { HandOffRow } from '../hand-offs/rows.ts'
import type { HeldLead, IngestDeps } from '../store/ingest-types.ts'
import { moveLeads } from '../store/move-leads.ts'
import type { Tx } from '../store/schema.ts'
import { noteHandOffClocks } from './clocks.ts'
import type { Raised } from './work-clocks.ts'

/** What is to be taken away from its owner, locked; by the clock's subject. */
type Moving = Map<string, { parts: HeldLead[] } | { handOff: HandOffRow }>

const ACTOR = 'system:central'
const REASON = 'not acted on in time'

/**
 * Takes away what was not acted on in time: a lead of the call center goes back to the pool, a hand-off to the common inbox of its team.
 * Clocks are locked here before leads, elsewhere after them: so what somebody else holds at this moment is passed over.
 */
export const reassign = { prepare, carryOut }

async function prepare(tx: Tx, raised: readonly Raised[]): Promise<Moving> {
  const moving: Moving = new Map()
  for (const { clock } of raised) {
    if (clock.hand_off === null) {
      const parts = await partsIfFree(tx, clock.lead)
      if (parts) moving.set(clock.subject, { parts })
      continue
    }
    const handOff = await tx
      .selectFrom('hand_offs')
      .selectAll()
      .where('id', '=', clock.hand_off)
      .forUpdate()
      .skipLocked()
      .executeTakeFirst()
    if (handOff) moving.set(clock.subject, { handOff })
  }
  return moving
}

/** All parts of a component; null: somebody else is changing it. */
async function partsIfFree(tx: Tx, component: string): Promise<HeldLead[] | null> {
  const parts = await tx
    .selectFrom('leads')
    .select(['id', 'component', 'owner', 'stage', 'version', 'assigned_at as assignedAt', 'change', 'state'])
    .where('component', '=', component)
    .orderBy('id')
    .forUpdate()
    .skipLocked()
    .execute()
  const { count } = await tx
    .selectFrom('leads')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('component', '=', component)
    .executeTakeFirstOrThrow()
  return parts.length === count && count > 0 ? parts : null
}

async function carryOut(tx: Tx, deps: IngestDeps, moving: Moving, now: number): Promise<void> {
  const leads: HeldLead[] = []
  const handOffs: string[] = []
  for (const moved of moving.values()) {
    if ('parts' in moved) {
      leads.push(...moved.parts)
      continue
    }
    const { handOff } = moved
    handOffs.push(handOff.id)
    await tx
      .updateTable('hand_offs')
      .set({ ...given(handOff, null), dealt_by: ACTOR, version: handOff.version + 1 })
      .where('id', '=', handOff.id)
      .execute()
  }
  await noteHandOffClocks(tx, deps, handOffs, now)
  await moveLeads(tx, leads, null, { actor: ACTOR, reason: REASON, now })
}
