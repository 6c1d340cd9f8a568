import { sql } from 'kysely'
import type { SuppressionChange } from '../../../shared/sync/protocol.ts'
import type { Db, Tx } from '../database/schema.ts'

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

/** Entries a page of changes holds, for each lead it may hold: a lead is about as large as a hundred keys. */
const ENTRIES_PER_LEAD = 100

/**
 * What changed on suppression lists after one change number up to another, in whole batches: those that fit, but at least one.
 * @param page leads that a page of changes holds
 */
export async function suppressionChanges(tx: Tx, from: number, end: number, page: number) {
  const upTo = await whatFits(tx, from, end, page * ENTRIES_PER_LEAD)
  const all = from === 0
  const lists = await tx
    .selectFrom('suppression_lists')
    .select(['id', 'name', 'source', 'imported_at as importedAt'])
    .where('change', '>', from)
    .where('deleted', '=', false)
    .execute()
  const entries = await sql<SuppressionChange>`
    select list, coalesce(json_agg(key) filter (where not removed), '[]') as added,
      coalesce(json_agg(key) filter (where removed), '[]') as removed
    from suppression_keys
    where change > ${from} and change <= ${upTo} and not (removed and ${all}::boolean)
    group by list order by list`.execute(tx)
  return { upTo, lists, entries: entries.rows }
}

async function whatFits(tx: Tx, from: number, end: number, limit: number): Promise<number> {
  const between = tx
    .selectFrom('suppression_keys')
    .select('change')
    .where('change', '>', from)
    .where('change', '<=', end)
    .orderBy('change')
  const beyond = await between.offset(limit).limit(1).executeTakeFirst()
  if (!beyond) return end
  const first = await between.limit(1).executeTakeFirstOrThrow()
  return Math.max(beyond.change - 1, first.change)
}
