import type { Mail, MailKind, MailListed, MailState } from '../../shared/api/mail.ts'
import { suppressionKey } from '../../shared/lead/suppression.ts'
import { Fail } from '../fail.ts'
import { inTransaction } from '../store/database/retry.ts'
import type { Db, Tx } from '../store/database/schema.ts'
import type { IngestDeps } from '../store/leads/ingest-types.ts'
import { listBounced } from './bounced-list.ts'
import { type MailJob, mailQueue } from './write-mails.ts'

const PAGE = 200

const LISTED = [
  'id',
  'kind',
  'state',
  'to_address as to',
  'subject',
  'lead',
  'at',
  'sent_at as sentAt',
  'attempts',
  'last_error as lastError',
] as const

export interface MailFilter {
  kind?: MailKind | undefined
  state?: MailState | undefined
  /** The lead as the mail named it. */
  lead?: string | undefined
  /** The last id of the page before. */
  cursor?: string | undefined
}

/** Mails, the latest first. */
export async function listMails(
  db: Db,
  { kind, state, lead, cursor }: MailFilter,
): Promise<{ mails: MailListed[]; next: string | null }> {
  let query = db
    .selectFrom('mails')
    .select(LISTED)
    .orderBy('id', 'desc')
    .limit(PAGE + 1)
  if (kind !== undefined) query = query.where('kind', '=', kind)
  if (state !== undefined) query = query.where('state', '=', state)
  if (lead !== undefined) query = query.where('lead', '=', lead)
  if (cursor !== undefined) query = query.where('id', '<', cursor)
  const rows = await query.execute()
  const mails = rows.slice(0, PAGE)
  return { mails, next: rows.length > PAGE ? mails.at(-1)!.id : null }
}

/** Throws notFound. */
export async function getMail(db: Db | Tx, id: string): Promise<Mail> {
  const found = await db
    .selectFrom('mails')
    .select([...LISTED, 'body as text', 'html'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!found) throw new Fail('notFound', 'There is no such mail')
  return found
}

const DEAD: readonly MailState[] = ['refused', 'failed', 'bounced', 'cancelled']

/**
 * Sends a dead mail again, under its own id; its address comes off the list of those that bounce. Throws notFound; a conflict when it is not dead.
 * What forbade it (a consent withdrawn) forbids it again.
 */
export function sendAgain(deps: Pick<IngestDeps, 'db' | 'jobs'>, id: string, now: number): Promise<Mail> {
  return inTransaction(deps.db, async (tx) => {
    const found = await tx
      .selectFrom('mails')
      .select(['state', 'kind', 'to_address'])
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst()
    if (!found) throw new Fail('notFound', 'There is no such mail')
    if (!DEAD.includes(found.state)) throw new Fail('conflict', `It is not dead but ${found.state}`)
    const next_at = new Date(now).toISOString()
    await tx
      .updateTable('mails')
      .set({ state: 'waiting', attempts: 0, next_at })
      .where('id', '=', id)
      .execute()
    await tx
      .updateTable('mail_addresses')
      .set({ bounced_at: null })
      .where('key', '=', suppressionKey('email', found.to_address))
      .execute()
    await deps.jobs.send(tx, mailQueue(found.kind), [{ data: { mail: id, attempts: 0 } satisfies MailJob }])
    const mail = await getMail(tx, id)
    await listBounced(tx, found.to_address, false, now)
    return mail
  })
}
