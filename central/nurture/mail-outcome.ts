import type { Tx } from '../store/database/schema.ts'
import type { NurtureOutcome } from './tables.ts'

/** A later word takes the place of a lesser one. */
const RANK: readonly NurtureOutcome[] = ['refused', 'bounced', 'replied', 'complained']

/**
 * What became of a mail after it was sent; of one that is no nurture mail nothing is noted. It ends the enrolment; after a reply only once
 * it is seen where the lead goes by it.
 */
export async function noteNurtureMail(
  tx: Tx,
  mail: string,
  outcome: NurtureOutcome,
  now: number,
): Promise<void> {
  const sent = await tx
    .selectFrom('nurture_mails')
    .select(['enrolment', 'outcome'])
    .where('id', '=', mail)
    .forUpdate()
    .executeTakeFirst()
  if (!sent) return
  const before = sent.outcome === null ? -1 : RANK.indexOf(sent.outcome)
  if (RANK.indexOf(outcome) <= before) return
  await tx.updateTable('nurture_mails').set({ outcome }).where('id', '=', mail).execute()
  const at = new Date(now).toISOString()
  const reason = outcome === 'refused' ? 'bounced' : outcome
  await tx
    .updateTable('nurture_enrolments')
    .set(
      outcome === 'replied'
        ? { state: 'paused', reason, next_at: at }
        : { state: 'ended', reason, next_at: null, ended_at: at },
    )
    .where('id', '=', sent.enrolment)
    .where('state', '<>', 'ended')
    .execute()
}
