import { sql } from 'kysely'
import type { Db, Tx } from '../store/database/schema.ts'

/** The suppression list of who was erased and wants no contact. */
export const ERASED_LIST = 'erased'

/** Of these leads those that were erased on request. */
export async function erasedAmong(tx: Db | Tx, leads: readonly string[]): Promise<Set<string>> {
  if (leads.length === 0) return new Set()
  const rows = await tx
    .selectFrom('erased_leads')
    .select('lead')
    .where('lead', '=', sql<string>`any(${[...new Set(leads)]}::uuid[])`)
    .execute()
  return new Set(rows.map((r) => r.lead))
}

/** Leads erased after one change number up to another: every desk is told, whatever it holds. */
export async function erasedBetween(tx: Tx, from: number, upTo: number) {
  const rows = await tx
    .selectFrom('erased_leads')
    .select('lead')
    .where('change', '>', from)
    .where('change', '<=', upTo)
    .orderBy('lead')
    .execute()
  return rows.map(({ lead }) => ({ id: lead, to: null, stage: 'closed' as const, erased: true }))
}
