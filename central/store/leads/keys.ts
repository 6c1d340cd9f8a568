import { sql } from 'kysely'
import { identityKeys } from '../../../shared/lead/identity.ts'
import { fieldValue, type Lead } from '../../../shared/lead/lead.ts'
import type { Db, Tx } from '../database/schema.ts'
import { type Change, touches } from './change.ts'

const KEY_FIELDS = ['email', 'phone', 'mobile', 'externalId'] as const

/** The keys under which a lead is found again, as they follow from the values that stand. */
export function keysOf(lead: Lead): string[] {
  const of = (id: (typeof KEY_FIELDS)[number]) => fieldValue(lead, id)
  return identityKeys({
    email: of('email'),
    phone: of('phone'),
    mobile: of('mobile'),
    externalId: of('externalId'),
  })
}

/** Adds the keys that parts gained and removes those they lost: a merged lead is found by the keys of all its parts. */
export async function writeKeys(tx: Tx, changes: readonly Change[]): Promise<void> {
  const gained: { key: string; lead: string }[] = []
  const lost: { key: string; lead: string }[] = []
  for (const { before, part } of changes.filter((c) => touches(c, KEY_FIELDS))) {
    const old = before ? keysOf(before.state) : []
    const now = keysOf(part)
    for (const key of now) if (!old.includes(key)) gained.push({ key, lead: part.id })
    for (const key of old) if (!now.includes(key)) lost.push({ key, lead: part.id })
  }
  if (gained.length > 0) {
    await sql`
      insert into lead_keys (key, lead)
      select key, lead from json_to_recordset(${JSON.stringify(gained)}::json) as r(key text, lead uuid)
      on conflict do nothing`.execute(tx)
  }
  if (lost.length > 0) {
    await sql`
      delete from lead_keys k using json_to_recordset(${JSON.stringify(lost)}::json) as r(key text, lead uuid)
      where k.key = r.key and k.lead = r.lead`.execute(tx)
  }
}

/** For each key that a lead of the campaign has, that lead (the oldest by id where several share it). */
export async function leadsByKeys(
  tx: Db | Tx,
  campaign: string,
  keys: string[],
): Promise<Map<string, string>> {
  const rows = await tx
    .selectFrom('lead_keys as k')
    .innerJoin('leads as l', 'l.id', 'k.lead')
    .select(['k.key', 'k.lead'])
    .where('k.key', '=', sql<string>`any(${keys}::text[])`)
    .where('l.campaign', '=', campaign)
    .orderBy('k.lead', 'desc')
    .execute()
  return new Map(rows.map((r) => [r.key, r.lead]))
}
