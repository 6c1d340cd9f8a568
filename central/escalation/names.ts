import { sql } from 'kysely'
import { combine } from '../../shared/events/combine.ts'
import { fieldValue, type Lead } from '../../shared/lead/lead.ts'
import type { Db, Tx } from '../store/database/schema.ts'
import { partsOf } from '../store/leads/components.ts'

/** Leads by any part's id, combined. */
export async function leadsOf(db: Db | Tx, ids: readonly string[]): Promise<Map<string, Lead>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('leads')
    .select(['id', 'component'])
    .where('id', '=', sql<string>`any(${[...new Set(ids)]}::uuid[])`)
    .execute()
  const parts = await partsOf(db, [...new Set(rows.map((r) => r.component))])
  return new Map(rows.map(({ id, component }) => [id, combine(parts.get(component)!)]))
}

export const nameOf = (lead: Lead): string =>
  ['firstName', 'lastName']
    .map((field) => fieldValue(lead, field as 'firstName') ?? '')
    .join(' ')
    .trim()

export const companyOf = (lead: Lead): string => String(fieldValue(lead, 'company') ?? '')

/** 'Maya Chen (Northwind)', by lead. */
export async function namesOf(db: Db | Tx, ids: readonly string[]): Promise<Map<string, string>> {
  const leads = await leadsOf(db, ids)
  return new Map(
    [...leads].map(([id, lead]) => {
      const company = companyOf(lead)
      const name = nameOf(lead) || 'A lead without a name'
      return [id, company ? `${name} (${company})` : name]
    }),
  )
}
