import { sql } from 'kysely'
import type { HeldLead } from './ingest-types.ts'
import type { Tx } from './schema.ts'

/** Locks leads in the order of their ids, so that two batches that touch the same ones wait for each other and never deadlock. */
export async function lockLeads(tx: Tx, ids: string[]): Promise<Map<string, HeldLead>> {
  const rows = await tx
    .selectFrom('leads')
    .select(['id', 'owner', 'stage', 'version', 'assigned_at', 'state'])
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .orderBy('id')
    .forUpdate()
    .execute()
  return new Map(
    rows.map((r) => [
      r.id,
      {
        id: r.id,
        owner: r.owner,
        stage: r.stage,
        version: r.version,
        assignedAt: r.assigned_at,
        state: r.state,
      },
    ]),
  )
}
