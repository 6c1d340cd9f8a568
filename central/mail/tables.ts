import type { Generated } from 'kysely'
import type { MailKind, MailState } from '../../shared/api/mail.ts'

export interface MailTables {
  link_key: { one: Generated<boolean>; key: Buffer }
  mails: {
    id: string
    kind: MailKind
    state: Generated<MailState>
    to_name: string
    to_address: string
    /** null: the sender of the settings. */
    from_name: string | null
    from_address: string | null
    subject: string
    body: string
    html: string | null
    /** Any part's id. */
    lead: string | null
    unsubscribe: string | null
    at: string
    attempts: Generated<number>
    /** null: no attempt is due. */
    next_at: string | null
    sent_at: string | null
    last_error: string | null
  }
  /** What is known of an address that was written to, by its suppression key: no address stands here in the clear. */
  mail_addresses: {
    key: number
    sent: Generated<number>
    refused: Generated<number>
    soft_bounces: Generated<number>
    bounced_at: string | null
    complained_at: string | null
    last_error: string | null
  }
  /** Mails that came in and were taken, by a hash of theirs: what comes twice counts once. */
  mails_in: {
    id: string
    kind: 'bounce' | 'softBounce' | 'complaint' | 'reply' | 'autoReply'
    mail: string
    at: string
  }
}
