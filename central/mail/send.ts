import type { MailState } from '../../shared/api/mail.ts'
import { backOff, MAX_ATTEMPTS } from '../channels/back-off.ts'
import { inTransaction } from '../store/database/retry.ts'
import type { Tx } from '../store/database/schema.ts'
import type { IngestDeps } from '../store/leads/ingest-types.ts'
import { noteAddress } from './address-facts.ts'
import { barredBecause } from './barred.ts'
import { listBounced } from './bounced-list.ts'
import { isDead, statusIn } from './enhanced-status.ts'
import { type MailRow, messageOf } from './message.ts'
import { tellOfMail } from './tell-of-mail.ts'
import type { Attempt, MailTransport } from './transport.ts'
import { type MailJob, mailQueue } from './write-mails.ts'

export interface SendDeps extends IngestDeps {
  transport: MailTransport
  /** Epoch milliseconds. */
  now(): number
  /** For one attempt as a whole; below the time after which the queue takes a job for lost. */
  limitMs: number
  /** Seconds to wait after so many failed attempts. */
  backOff(failed: number): number
}

export const SENDING = { limitMs: 25_000, backOff: (failed: number) => backOff(failed, Math.random()) }

/**
 * Makes one attempt, and what follows from it: sent, another one later, refused or failed. A job that comes twice finds the mail another way than it
 * expects, and does nothing; a crash between the server's yes and the note of it sends the same message, under the same Message-ID, again.
 */
export async function sendMail(deps: SendDeps, job: MailJob, stopped: AbortSignal): Promise<void> {
  const mail = await deps.db
    .selectFrom('mails')
    .selectAll()
    .where('id', '=', job.mail)
    .where('state', '=', 'waiting')
    .where('attempts', '=', job.attempts)
    .executeTakeFirst()
  if (!mail) return
  const barred = await barredBecause(deps.db, mail)
  if (barred !== null) return settle(deps, job, mail, barred)
  const limit = AbortSignal.any([stopped, AbortSignal.timeout(deps.limitMs)])
  const attempt = await deps.transport.send(messageOf(mail, deps.mail, deps.links), limit)
  // Broken off because this process ends: no attempt of the server's, and another process makes it anew.
  if (!attempt.sent && stopped.aborted) throw new Error('Sending was broken off')
  await settle(deps, job, mail, attempt)
}

function settle(deps: SendDeps, job: MailJob, mail: MailRow, outcome: Attempt | string): Promise<void> {
  return inTransaction(deps.db, async (tx) => {
    const now = deps.now()
    if (typeof outcome === 'string')
      return end(tx, deps, job, mail, { state: 'cancelled', last_error: outcome }, now)
    const attempts = job.attempts + 1
    if (outcome.sent) {
      const sent_at = new Date(now).toISOString()
      return end(tx, deps, job, mail, { state: 'sent', attempts, sent_at, last_error: null }, now)
    }
    const last_error = outcome.error
    if (outcome.permanent || attempts >= MAX_ATTEMPTS) {
      const state = outcome.permanent ? 'refused' : 'failed'
      await end(tx, deps, job, mail, { state, attempts, last_error }, now)
      if (!outcome.atRecipient || !isDead(statusIn(last_error))) return
      await noteAddress(tx, mail.to_address, 'bounced', now, last_error)
      return listBounced(tx, mail.to_address, true, now)
    }
    const after = deps.backOff(attempts)
    const next_at = new Date(now + after * 1000).toISOString()
    if (!(await note(tx, job, { attempts, last_error, next_at }))) return
    await deps.jobs.send(tx, mailQueue(mail.kind), [
      { data: { mail: job.mail, attempts } satisfies MailJob, after },
    ])
  })
}

type Ended = {
  state: Exclude<MailState, 'waiting'>
  last_error: string | null
  attempts?: number
  sent_at?: string
}

async function end(
  tx: Tx,
  deps: SendDeps,
  job: MailJob,
  mail: MailRow,
  set: Ended,
  now: number,
): Promise<void> {
  if (!(await note(tx, job, { ...set, next_at: null }))) return
  if (set.state === 'sent' || set.state === 'refused')
    await noteAddress(tx, mail.to_address, set.state, now, set.last_error)
  await tellOfMail(tx, deps, { mail: mail.id, kind: mail.kind, lead: mail.lead, state: set.state }, now)
}

/** False when another attempt was first. */
async function note(
  tx: Tx,
  job: MailJob,
  set: Partial<Ended> & { next_at: string | null },
): Promise<boolean> {
  const noted = await tx
    .updateTable('mails')
    .set(set)
    .where('id', '=', job.mail)
    .where('state', '=', 'waiting')
    .where('attempts', '=', job.attempts)
    .returning('id')
    .executeTakeFirst()
  return noted !== undefined
}
