import { sql } from 'kysely'
import { v7 } from 'uuid'
import type { HandOff } from '../../shared/api/hand-offs.ts'
import type { EventOf, LeadEvent } from '../../shared/events/event.ts'
import { hybridClock } from '../../shared/events/stamp.ts'
import type { Viewer } from '../auth/may-see.ts'
import { noteHandOffClocks } from '../escalation/clocks.ts'
import { Fail } from '../fail.ts'
import { inTransaction } from '../store/database/retry.ts'
import type { Tx } from '../store/database/schema.ts'
import { ingestIn } from '../store/events/ingest.ts'
import { notifyReceivers } from '../store/feed.ts'
import { lockComponents } from '../store/leads/components.ts'
import type { HeldLead, IngestDeps } from '../store/leads/ingest-types.ts'
import { notThere, shownIn, visible } from './list.ts'
import { mayAct } from './may-act.ts'
import type { HandOffRow } from './rows.ts'

export interface CommandDeps extends IngestDeps {
  /** Epoch milliseconds. */
  now(): number
}

type Told = EventOf<'handOff.returned'> | EventOf<'outcome.recorded'>

/** What a command makes of a hand-off. */
export interface Step {
  set: Partial<Omit<HandOffRow, 'id' | 'lead' | 'version'>>
  /** What the lead is told of it. */
  event?: Pick<Told, 'type' | 'payload'>
  /** Other rows that go with it. */
  also?: (tx: Tx) => Promise<unknown>
}

interface Command {
  id: string
  /** As the client saw it; left out: whatever it is. */
  version?: number | undefined
}

/**
 * Carries a command out, once: `step` says what changes; null: it was carried out before, and nothing does. Throws a conflict for a
 * version that is no longer the present one.
 */
export function command(
  deps: CommandDeps,
  viewer: Viewer,
  { id, version }: Command,
  step: (row: HandOffRow, tx: Tx, at: string) => Promise<Step | null> | Step | null,
): Promise<HandOff> {
  const now = deps.now()
  return inTransaction(deps.db, async (tx) => {
    const found = await visible(tx, viewer).where('hand_offs.id', '=', id).executeTakeFirst()
    if (!found) throw notThere()
    // Leads before hand-offs, as everywhere.
    const parts = await lockComponents(tx, [found.lead])
    if (parts.size === 0) throw new Fail('erased', 'The person was erased: nothing is kept of them any more')
    const row = await tx
      .selectFrom('hand_offs')
      .selectAll()
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst()
    if (!row) throw notThere()
    const done = await step(row, tx, new Date(now).toISOString())
    if (done === null) return shownIn(tx, id)
    if (version !== undefined && version !== row.version)
      throw new Fail('conflict', 'The hand-off changed meanwhile: read it again')
    if (!mayAct(viewer, row)) throw new Fail('notYours', 'Somebody else has this hand-off')
    await tx
      .updateTable('hand_offs')
      .set({ ...done.set, version: row.version + 1 })
      .where('id', '=', id)
      .execute()
    await done.also?.(tx)
    await noteHandOffClocks(tx, deps, [id], now)
    await notifyReceivers(tx, [row, { ...row, ...done.set }])
    if (done.event) await tell(tx, deps, row.lead, parts, viewer, done.event, now)
    return shownIn(tx, id)
  })
}

/** Writes the event under a stamp later than everything the lead has heard of: what was known before it is nothing new. */
async function tell(
  tx: Tx,
  deps: IngestDeps,
  leadId: string,
  parts: ReadonlyMap<string, HeldLead>,
  { id: actor }: Viewer,
  event: NonNullable<Step['event']>,
  now: number,
): Promise<void> {
  const { rows } = await sql<{ stamp: string | null }>`
    select max(coalesce(effective, stamp) collate "C") as stamp from events
    where lead = any(${[...parts.keys()]}::uuid[])`.execute(tx)
  const stamp = hybridClock('central', rows[0]?.stamp ?? '').next(now)
  const told = { id: v7(), leadId, stamp, actor, device: 'central', ...event } as LeadEvent
  const [verdict] = await ingestIn(tx, deps, { events: [told], now, ownerOfNew: () => null })
  if (verdict?.verdict !== 'applied')
    throw new Error(`${told.type} was not taken: ${JSON.stringify(verdict)}`)
}
