import type { Tx } from '../../store/database/schema.ts'
import type { IngestDeps } from '../../store/leads/ingest-types.ts'
import { noteAddress } from '../address-facts.ts'
import { listBounced } from '../bounced-list.ts'
import { isDead } from '../enhanced-status.ts'
import type { MailRow } from '../message.ts'
import { tellOfMail } from '../tell-of-mail.ts'
import type { DeliveryReport } from './delivery-report.ts'

/**
 * A mail came back. For good: it is 'bounced', and where that lies at the address, the address is on the list `bounced`. For now: it is counted. A complaint,
 * which came later in the mail's life, stands.
 */
export async function noteBounce(
  tx: Tx,
  deps: IngestDeps,
  mail: MailRow,
  { action, permanent, status, said }: DeliveryReport,
  now: number,
): Promise<void> {
  const isLost = action === 'failed' && permanent
  const isGone = isLost && isDead(status)
  const set = isLost ? { state: 'bounced' as const, next_at: null } : {}
  await tx
    .updateTable('mails')
    .set({ ...set, last_error: said })
    .where('id', '=', mail.id)
    .where('state', '<>', 'complained')
    .execute()
  await noteAddress(tx, mail.to_address, isGone ? 'bounced' : isLost ? 'refused' : 'soft', now, said)
  if (isLost)
    await tellOfMail(tx, deps, { mail: mail.id, kind: mail.kind, lead: mail.lead, state: 'bounced' }, now)
  if (isGone) await listBounced(tx, mail.to_address, true, now)
}
