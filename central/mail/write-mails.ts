import type { MailKind } from '../../shared/api/mail.ts'
import type { IngestDeps } from '../store/ingest-types.ts'
import type { Tx } from '../store/schema.ts'

export interface NewMail {
  /** UUIDv7; the mail's Message-ID is made of it, so that a second sending is the same mail. */
  id: string
  kind: MailKind
  to: { name: string; address: string }
  /** Left out: the sender of the settings. */
  from?: { name: string; address: string }
  subject: string
  text: string
  /** null: text only. */
  html: string | null
  /** Any part's id; null: about no lead. */
  lead: string | null
  /** An address for one-click unsubscription (RFC 8058): the List-Unsubscribe headers are set. */
  unsubscribe?: string
}

/** Puts mails into the outbox, with the jobs that send them, within the transaction that causes them. */
export async function writeMails(
  _tx: Tx,
  _deps: IngestDeps,
  _mails: readonly NewMail[],
  _now: number,
): Promise<void> {}
