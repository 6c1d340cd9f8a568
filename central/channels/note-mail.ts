import type { MailState } from '../../shared/api/mail.ts'
import { noteDelivered } from '../hand-offs/note-delivered.ts'
import type { Tx } from '../store/database/schema.ts'
import type { IngestDeps } from '../store/leads/ingest-types.ts'

/** States in which a mail has not reached its receiver, and will not by itself; in words. */
const LOST: Partial<Record<MailState, string>> = {
  refused: 'The mail was refused',
  bounced: 'The mail came back',
  failed: 'The mail could not be sent',
  cancelled: 'The mail was not to be sent any more',
}

/** What became of a mail, for the delivery that it carries: sent, the hand-off is delivered; lost, the delivery is dead and can be replayed. */
export async function noteDeliveryMail(
  tx: Tx,
  deps: IngestDeps,
  mail: { id: string; state: MailState },
  now: number,
): Promise<void> {
  const at = new Date(now).toISOString()
  if (mail.state === 'sent') {
    const sent = await tx
      .updateTable('deliveries')
      .set({ state: 'delivered', next_at: null, delivered_at: at, last_error: null })
      .set((eb) => ({ attempts: eb('attempts', '+', 1) }))
      .where('mail', '=', mail.id)
      .where('state', '=', 'waiting')
      .returning('hand_off')
      .execute()
    return noteDelivered(
      tx,
      deps,
      sent.flatMap((d) => d.hand_off ?? []),
      at,
    )
  }
  const lost = LOST[mail.state]
  if (lost !== undefined)
    await tx
      .updateTable('deliveries')
      .set({ state: 'dead', next_at: null, delivered_at: null, last_error: lost })
      .where('mail', '=', mail.id)
      .execute()
}
