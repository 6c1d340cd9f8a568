import { sql } from 'kysely'
import { noteHandOffClocks } from '../escalation/clocks.ts'
import type { Tx } from '../store/database/schema.ts'
import type { IngestDeps } from '../store/leads/ingest-types.ts'

/**
 * The receiver has these hand-offs (ids). Told again, or late, it changes nothing: the first time counts, and a hand-off that went on
 * meanwhile stays as it is. The version is not raised: commands of who saw it waiting still hold.
 * @param at ISO instant
 */
export async function noteDelivered(
  tx: Tx,
  deps: IngestDeps,
  handOffs: readonly string[],
  at: string,
): Promise<void> {
  if (handOffs.length === 0) return
  const noted = await sql<{ id: string }>`
    update hand_offs set delivered_at = ${at}, state = case state when 'waiting' then 'delivered' else state end
    where id = any(${[...handOffs]}::uuid[]) and delivered_at is null returning id`.execute(tx)
  await noteHandOffClocks(
    tx,
    deps,
    noted.rows.map((r) => r.id),
    Date.parse(at),
  )
}
