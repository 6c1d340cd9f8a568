import { sql } from 'kysely'
import { noteMovedLeads } from '../escalation/clocks.ts'
import { writeAssignments } from './assignments.ts'
import { allot, notify } from './feed.ts'
import type { HeldLead } from './ingest-types.ts'
import type { Tx } from './schema.ts'

export interface Command {
  /** Who gave it. */
  actor: string
  reason: string
  /** Epoch milliseconds. */
  now: number
}

/** Gives parts, locked, to a person or the pool: those of a component together. What they were promised (callbacks, notes) goes with them. */
export async function moveLeads(
  tx: Tx,
  parts: readonly HeldLead[],
  to: string | null,
  command: Command,
): Promise<void> {
  if (parts.length === 0) return
  const components = new Set(parts.map((l) => l.component))
  await noteMovedLeads(tx, [...components], to, command.now)
  const { first } = await allot(tx, parts.length)
  const rows = parts.map((l, i) => ({ lead: l.id, change: first + i }))
  await sql`
    update leads l set owner = ${to}, version = version + 1, change = r.change,
      assigned_at = ${new Date(command.now).toISOString()}
    from json_to_recordset(${JSON.stringify(rows)}::json) as r(lead uuid, change bigint) where l.id = r.lead`.execute(
    tx,
  )
  const { actor, reason } = command
  await writeAssignments(
    tx,
    rows.map((r) => ({ ...r, owner: to, actor, reason })),
  )
  await notify(tx, new Set([...parts.map((l) => l.owner), to].filter((o) => o !== null)))
}
