import { v7 } from 'uuid'
import type { EventOf } from '../../shared/events/event.ts'
import { hybridClock } from '../../shared/events/stamp.ts'
import { identityKeys } from '../../shared/lead/identity.ts'
import { compareFacts } from '../../shared/lead/lead.ts'
import { inTransaction } from '../store/database/retry.ts'
import type { Tx } from '../store/database/schema.ts'
import { ingestIn } from '../store/events/ingest.ts'
import { lockComponents } from '../store/leads/components.ts'
import type { HeldLead, IngestDeps } from '../store/leads/ingest-types.ts'

export interface Withdrawal {
  /** Any part's id; null: the mail was about none. */
  lead: string | null
  /** The mail that told of it. */
  mail: string
  basis: string
  text: string
}

/** More leads with one address than this are no person's. */
const MAX_LEADS = 100

/**
 * Records that a person wants no more e-mails: on the lead, and on every other lead with the address that the mail went to, in whatever campaign.
 * Where that is on record already nothing changes; a lead that is gone has no consent left to withdraw.
 */
export function withdrawMail(deps: IngestDeps, withdrawal: Withdrawal, now: number): Promise<void> {
  return inTransaction(deps.db, (tx) => withdrawMailIn(tx, deps, withdrawal, now))
}

/** The same inside a transaction that `inTransaction` began, as the last thing it does. */
export async function withdrawMailIn(
  tx: Tx,
  deps: IngestDeps,
  withdrawal: Withdrawal,
  now: number,
): Promise<void> {
  const named = withdrawal.lead === null ? [] : [withdrawal.lead]
  const ids = [...named, ...(await leadsOfAddress(tx, withdrawal.mail))]
  const parts = await lockComponents(tx, ids)
  const components = new Set(ids.flatMap((id) => parts.get(id)?.component ?? []))
  const events = [...components].flatMap((component) => {
    const held = [...parts.values()].filter((part) => part.component === component)
    return withdrawn(held, withdrawal, now) ?? []
  })
  if (events.length > 0) await ingestIn(tx, deps, { events, now, ownerOfNew: () => null })
}

async function leadsOfAddress(tx: Tx, mail: string): Promise<string[]> {
  const sent = await tx.selectFrom('mails').select('to_address').where('id', '=', mail).executeTakeFirst()
  const [key] = sent ? identityKeys({ email: sent.to_address }) : []
  if (!key) return []
  const rows = await tx
    .selectFrom('lead_keys')
    .select('lead')
    .where('key', '=', key)
    .limit(MAX_LEADS)
    .execute()
  return rows.map((row) => row.lead)
}

function withdrawn(
  parts: readonly HeldLead[],
  { lead, mail, basis, text }: Withdrawal,
  now: number,
): EventOf<'consent.recorded'> | null {
  const last = parts
    .flatMap((part) => part.state.consents.filter((consent) => consent.for === 'email'))
    .sort(compareFacts)
    .at(-1)
  if (last?.given === false) return null
  const id = v7()
  const part = parts.find((p) => p.id === lead) ?? parts[0]!
  return {
    id,
    leadId: part.id,
    // After what it withdraws, whatever clock that had.
    stamp: hybridClock('mail', last?.stamp).next(now),
    actor: 'system:mail',
    device: 'mail',
    type: 'consent.recorded',
    payload: {
      consent: id,
      for: 'email',
      given: false,
      basis,
      text,
      at: new Date(now).toISOString(),
      source: `mail ${mail}`,
    },
  }
}
