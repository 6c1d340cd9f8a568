import { sql } from 'kysely'
import { noteHandOffClocks } from '../escalation/clocks.ts'
import type { Tx } from '../store/database/schema.ts'
import type { IngestDeps } from '../store/leads/ingest-types.ts'

/**
 * What somebody has in hand goes back to the common inboxes of its teams, to be accepted anew: they may not work any more, or work elsewhere.
 * Before the feed is locked.
 * @param now epoch milliseconds
 */
export async function leaveHandOffs(
  tx: Tx,
  deps: Pick<IngestDeps, 'policies'>,
  person: string,
  now: number,
): Promise<void> {
  const left = await sql<{ id: string }>`
    update hand_offs set owner = null, dealt_by = 'system:central', version = version + 1,
      accepted_at = case when state = 'accepted' then null else accepted_at end,
      state = case when state = 'accepted' then 'delivered' else state end
    where owner = ${person} and state in ('waiting', 'delivered', 'accepted') returning id`.execute(tx)
  await noteHandOffClocks(
    tx,
    deps,
    left.rows.map((r) => r.id),
    now,
  )
}
