import { sql } from 'kysely'
import type { Db, Tx } from './schema.ts'

/**
 * Of these keys (shared/lead/suppression.ts) those on a suppression list, each with the list's name.
 * @param at ISO instant: only what stood on the list by then; left out, what stands on it now
 */
export async function suppressedBy(
  tx: Db | Tx,
  keys: readonly number[],
  at?: string,
): Promise<Map<number, string>> {
  if (keys.length === 0) return new Map()
  let query = tx
    .selectFrom('suppression_keys as k')
    .innerJoin('suppression_lists as l', 'l.id', 'k.list')
    .select(['k.key', 'l.name'])
    .where('k.key', '=', sql<number>`any(${[...keys]}::bigint[])`)
    .where('k.removed', '=', false)
    .orderBy('k.list', 'desc')
  if (at !== undefined) query = query.where('k.at', '<=', at)
  const rows = await query.execute()
  return new Map(rows.map((r) => [r.key, r.name]))
}
