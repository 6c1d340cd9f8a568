import { sql } from 'kysely'
import { noteMovedLeads } from '../../escalation/clocks.ts'
import type { Tx } from '../database/schema.ts'
import { allot, notify } from '../feed.ts'
import type { HeldLead } from '../leads/ingest-types.ts'
import { writeAssignments } from './assignments.ts'

export interface Command {
  /** Who gave it. */
  actor: string
  reason: string
  /** Epoch milliseconds. */
  now: number
}

/** Gives parts, locked, to a person or the pool: those of a component together. What they were promised (callbacks, notes) goes with them. */
export const moveLeads = (tx: Tx, parts: readonly HeldLead[], to: string | null, command: Command) =>
  moveEach(tx, new Map([[to, parts]]), command)

/** The same with several at once. Clocks are locked for all before the feed is. @param moves who gets which parts; null: the pool */
export async function moveEach(
  tx: Tx,
  moves: ReadonlyMap<string | null, readonly HeldLead[]>,
  command: Command,
): Promise<void> {
  const all = [...moves].flatMap(([to, parts]) => parts.map((part) => ({ part, to })))
  if (all.length === 0) return
  for (const [to, parts] of moves)
    await noteMovedLeads(tx, [...new Set(parts.map((l) => l.component))], to, command.now)
  const { first } = await allot(tx, all.length)
  const rows = all.map(({ part, to }, i) => ({ lead: part.id, owner: to, change: first + i }))
  await sql`
    update leads l set owner = r.owner, version = version + 1, change = r.change,
      assigned_at = ${new Date(command.now).toISOString()}
    from json_to_recordset(${JSON.stringify(rows)}::json) as r(lead uuid, owner text, change bigint)
    where l.id = r.lead`.execute(tx)
  const { actor, reason } = command
  await writeAssignments(
    tx,
    rows.map((r) => ({ ...r, actor, reason })),
  )
  await notify(tx, new Set(all.flatMap(({ part, to }) => [part.owner, to])))
}
