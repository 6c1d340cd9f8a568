import { sql } from 'kysely'
import { v7 } from 'uuid'
import { fieldValue, type Lead } from '../../shared/lead/lead.ts'
import { unsubscribeUrl } from '../mail/unsubscribe-url.ts'
import type { NewMail } from '../mail/write-mails.ts'
import { addressOf, suppressionKeysOf } from '../nurture/address.ts'
import { withTextFooter } from '../nurture/footer.ts'
import { consentOf, refusesContact } from '../nurture/permission.ts'
import type { Tx } from '../store/database/schema.ts'
import type { IngestDeps } from '../store/leads/ingest-types.ts'
import { suppressedBy } from '../store/suppressions/suppressions.ts'

/** The mail that brings a person the link to the shop; null: the person did not agree to e-mail, or cannot be written to. */
export async function linkMail(
  tx: Tx,
  deps: IngestDeps,
  lead: Lead,
  { subject, text, link }: { subject: string; text: string; link: string },
  now: number,
): Promise<NewMail | null> {
  const to = addressOf(lead)
  if (to.key === null || refusesContact(lead)) return null
  if (consentOf(lead, new Date(now).toISOString()) !== 'given') return null
  const keys = suppressionKeysOf(to.address)
  if ((await suppressedBy(tx, keys)).size > 0 || (await isLost(tx, to.key))) return null
  const id = v7()
  const unsubscribe = unsubscribeUrl(deps.links, lead.id, id)
  const name = (['firstName', 'lastName'] as const).map((field) => String(fieldValue(lead, field) ?? ''))
  const footer = {
    language: String(fieldValue(lead, 'language') ?? 'en'),
    postalAddress: deps.mail.postalAddress ?? '',
    unsubscribe,
  }
  return {
    id,
    kind: 'link',
    to: { name: name.filter((part) => part !== '').join(' '), address: to.address },
    subject,
    text: withTextFooter(`${text.trimEnd()}\n\n${link}\n`, footer),
    html: null,
    lead: lead.id,
    unsubscribe,
  }
}

/** True for an address that bounced, or whose holder complained. */
async function isLost(tx: Tx, key: number): Promise<boolean> {
  const found = await tx
    .selectFrom('mail_addresses')
    .select('key')
    .where('key', '=', key)
    .where(sql<boolean>`(bounced_at is not null or complained_at is not null)`)
    .executeTakeFirst()
  return found !== undefined
}
