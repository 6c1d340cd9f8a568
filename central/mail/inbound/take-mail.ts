import { createHash } from 'node:crypto'
import type { MailTaken } from '../../../shared/api/mail.ts'
import { Fail } from '../../fail.ts'
import { idOf } from '../../imports/ids.ts'
import { noteNurtureMail } from '../../nurture/mail-outcome.ts'
import { inTransaction } from '../../store/database/retry.ts'
import type { Tx } from '../../store/database/schema.ts'
import type { IngestDeps } from '../../store/leads/ingest-types.ts'
import { noteAddress } from '../address-facts.ts'
import { isToLead, type MailRow } from '../message.ts'
import { respondIn } from '../respond.ts'
import { tellOfMail } from '../tell-of-mail.ts'
import { withdrawMailIn } from '../withdraw-mail.ts'
import { aboutMail } from './about.ts'
import { type DeliveryReport, readBounceText } from './delivery-report.ts'
import { noteBounce } from './note-bounce.ts'
import { MAX_MAIL, type MailRead, readMail } from './read-mail.ts'

/** The envelope that a mail came in; unknown where it was handed over without one. */
export interface InboundEnvelope {
  sender: string | null
  recipients: readonly string[]
}

const NOTHING: MailTaken = { taken: 'nothing', mail: null }

/**
 * Takes a mail in, whatever it is: a bounce, a complaint, an answer, or nothing to do with a mail of ours. What came before changes nothing. Throws
 * `malformed` when it is no mail, `tooLarge` when it is too large.
 */
export async function takeMail(
  deps: IngestDeps,
  raw: Buffer,
  envelope: InboundEnvelope,
  now: number,
): Promise<MailTaken> {
  if (raw.length > MAX_MAIL) throw new Fail('tooLarge', `A mail may have ${MAX_MAIL} bytes`)
  const read = await readMail(raw, envelope.sender).catch(() => {
    throw new Fail('malformed', 'This cannot be read as a mail (message/rfc822)')
  })
  const about = aboutMail(read, envelope.recipients, deps.mail, deps.links)
  if (!about) return NOTHING
  const came = cameAs(read, about.by === 'bounce')
  if (came === null) return NOTHING
  const own = read.messageId || createHash('sha256').update(raw).digest('hex')
  const id = idOf('mail in', about.mail, came.as, own)
  return inTransaction(deps.db, async (tx) => {
    const mail = await tx
      .selectFrom('mails')
      .selectAll()
      .where('id', '=', about.mail)
      .forUpdate()
      .executeTakeFirst()
    // That of an erased person has no address any more.
    if (!mail || mail.to_address === '' || (await hasPlenty(tx, mail.id))) return NOTHING
    const first = await tx
      .insertInto('mails_in')
      .values({ id, kind: came.as, mail: mail.id, at: new Date(now).toISOString() })
      .onConflict((c) => c.doNothing())
      .returning('id')
      .executeTakeFirst()
    if (first && came.as === 'reply') await reply(tx, deps, mail, { id, text: came.text }, now)
    else if (first && came.as === 'complaint') await complain(tx, deps, mail, now)
    else if (first && 'report' in came) await noteBounce(tx, deps, mail, came.report, now)
    return { taken: came.as, mail: mail.id }
  })
}

/** Whoever has a mail can answer it without end. */
const PLENTY = 50

async function hasPlenty(tx: Tx, mail: string): Promise<boolean> {
  const { n } = await tx
    .selectFrom('mails_in')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('mail', '=', mail)
    .executeTakeFirstOrThrow()
  return Number(n) >= PLENTY
}

type Came =
  | { as: 'bounce' | 'softBounce'; report: DeliveryReport }
  | { as: 'complaint' | 'autoReply' }
  | { as: 'reply'; text: string }

function cameAs(read: MailRead, toBounces: boolean): Came | null {
  if (read.kind === 'complaint') return { as: 'complaint' }
  if (read.kind === 'message' && !toBounces)
    return read.automatic ? { as: 'autoReply' } : { as: 'reply', text: read.text }
  const report = read.kind === 'bounce' ? read : readBounceText(read.text)
  if (report.action === 'other') return null
  return { as: report.action === 'failed' && report.permanent ? 'bounce' : 'softBounce', report }
}

async function reply(
  tx: Tx,
  deps: IngestDeps,
  mail: MailRow,
  { id, text }: { id: string; text: string },
  now: number,
): Promise<void> {
  // What a sales person answers to a hand-off is no word of the lead's.
  if (mail.lead === null || !isToLead(mail.kind)) return
  const label = `Replied to "${mail.subject}"`
  // First: after the response the feed is locked.
  if (mail.kind === 'nurture') await noteNurtureMail(tx, mail.id, 'replied', now)
  await respondIn(tx, deps, { id, lead: mail.lead, channel: 'email', label, at: now, note: text }, now)
}

async function complain(tx: Tx, deps: IngestDeps, mail: MailRow, now: number): Promise<void> {
  await tx
    .updateTable('mails')
    .set({ state: 'complained', next_at: null })
    .where('id', '=', mail.id)
    .execute()
  await noteAddress(tx, mail.to_address, 'complained', now)
  await tellOfMail(tx, deps, { mail: mail.id, kind: mail.kind, lead: mail.lead, state: 'complained' }, now)
  const said = { basis: 'complaint', text: 'Called a mail spam, by the mail provider’s button' }
  // What a sales person calls spam is no word of the lead's: it counts for their own address.
  const lead = isToLead(mail.kind) ? mail.lead : null
  await withdrawMailIn(tx, deps, { lead, mail: mail.id, ...said }, now)
}
