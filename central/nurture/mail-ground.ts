import { sql } from 'kysely'
import type { Lead } from '../../shared/lead/lead.ts'
import { grouped } from '../store/database/grouped.ts'
import type { Tx } from '../store/database/schema.ts'
import { suppressedBy } from '../store/suppressions/suppressions.ts'
import { addressOf, suppressionKeysOf } from './address.ts'

interface SentMail {
  campaign: string
  step: string
  /** Epoch milliseconds. */
  at: number
}

export interface MailGround {
  isSuppressed(address: string): boolean
  /** Nurture mails to an address (suppressionKey) so far, those of all campaigns, the earliest first. */
  sentTo(key: number): SentMail[]
}

/** What there is of the leads' addresses: lists that hold them, and mails they got. Mails to one address wait for each other. */
export async function mailGround(tx: Tx, leads: readonly Lead[]): Promise<MailGround> {
  const addresses = leads.flatMap((lead) => {
    const address = addressOf(lead)
    return address.key === null ? [] : [address]
  })
  const keys = [...new Set(addresses.map((a) => a.key))].sort((a, b) => a - b)
  const suppressed = await suppressedBy(
    tx,
    addresses.flatMap((a) => suppressionKeysOf(a.address)),
  )
  if (keys.length > 0)
    await sql`
      select pg_advisory_xact_lock(hashtextextended('nurture ' || key, 0))
      from (select key from json_array_elements_text(${JSON.stringify(keys)}::json) with ordinality as r(key, n) order by n) as k`.execute(
      tx,
    )
  const sent = await mailsTo(tx, keys)
  return {
    isSuppressed: (address) => suppressionKeysOf(address).some((key) => suppressed.has(key)),
    sentTo: (key) => sent.get(key) ?? [],
  }
}

async function mailsTo(tx: Tx, keys: readonly number[]): Promise<Map<number, SentMail[]>> {
  if (keys.length === 0) return new Map()
  const rows = await tx
    .selectFrom('nurture_mails')
    .select(['address', 'nurture_campaign as campaign', 'step', 'at'])
    .where('address', '=', sql<number>`any(${[...keys]}::bigint[])`)
    .orderBy('at')
    .execute()
  const byAddress = grouped(
    rows,
    (m) => String(m.address),
    ({ campaign, step, at }) => ({ campaign, step, at: Date.parse(at) }),
  )
  return new Map(keys.map((key) => [key, byAddress.get(String(key)) ?? []]))
}
