import type { MailKind } from '../../shared/api/mail.ts'
import type { Tx } from '../store/database/schema.ts'
import type { IngestDeps } from '../store/leads/ingest-types.ts'
import type { Mailbox } from './settings.ts'

export interface NewMail {
  /** UUIDv7; the mail's Message-ID is made of it, so that a second sending is the same mail. */
  id: string
  kind: MailKind
  to: Mailbox
  /** Left out: the sender of the settings. */
  from?: Mailbox
  subject: string
  text: string
  /** null: text only. */
  html: string | null
  /** Any part's id; null: about no lead. */
  lead: string | null
  /** An address for one-click unsubscription (RFC 8058; `unsubscribeUrl`): the List-Unsubscribe headers are set. */
  unsubscribe?: string
}

/** One attempt that is to be made. `attempts`: how many there were before. */
export interface MailJob {
  mail: string
  attempts: number
}

/** A campaign's thousand mails keep no hand-off and no escalation waiting. */
export const mailQueue = (kind: MailKind): string => (kind === 'nurture' ? 'mail-nurture' : 'mail')
export const MAIL_QUEUES = ['mail', 'mail-nurture']

const PARTS = 1000

/** Puts mails into the outbox, with the jobs that send them, within the transaction that causes them. One whose id is there already is left as it is. */
export async function writeMails(
  tx: Tx,
  deps: Pick<IngestDeps, 'jobs'>,
  mails: readonly NewMail[],
  now: number,
): Promise<void> {
  const at = new Date(now).toISOString()
  for (let from = 0; from < mails.length; from += PARTS) {
    const rows = mails.slice(from, from + PARTS).map((mail) => ({
      id: mail.id,
      kind: mail.kind,
      to_name: mail.to.name,
      to_address: mail.to.address,
      from_name: mail.from?.name ?? null,
      from_address: mail.from?.address ?? null,
      subject: mail.subject,
      body: mail.text,
      html: mail.html,
      lead: mail.lead,
      unsubscribe: mail.unsubscribe ?? null,
      at,
      next_at: at,
    }))
    const written = await tx
      .insertInto('mails')
      .values(rows)
      .onConflict((c) => c.column('id').doNothing())
      .returning(['id', 'kind'])
      .execute()
    for (const queue of MAIL_QUEUES) {
      const due = written.filter((mail) => mailQueue(mail.kind) === queue)
      await deps.jobs.send(
        tx,
        queue,
        due.map(({ id }) => ({ data: { mail: id, attempts: 0 } satisfies MailJob })),
      )
    }
  }
}
