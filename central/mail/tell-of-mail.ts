import type { MailKind, MailState } from '../../shared/api/mail.ts'
import { noteDeliveryMail } from '../channels/note-mail.ts'
import { noteNurtureMail } from '../nurture/mail-outcome.ts'
import type { Tx } from '../store/database/schema.ts'
import type { IngestDeps } from '../store/leads/ingest-types.ts'

export interface MailNews {
  mail: string
  kind: MailKind
  /** Any part's id. */
  lead: string | null
  state: Exclude<MailState, 'waiting'>
}

/** Who waits to hear what became of a mail, in the transaction that notes it: a line for each. The feed is not locked yet. */
export async function tellOfMail(
  tx: Tx,
  deps: IngestDeps,
  { mail, kind, state }: MailNews,
  now: number,
): Promise<void> {
  if (kind === 'nurture' && (state === 'refused' || state === 'bounced' || state === 'complained'))
    await noteNurtureMail(tx, mail, state, now)
  if (kind === 'handOff' || kind === 'link') await noteDeliveryMail(tx, deps, { id: mail, state }, now)
}
