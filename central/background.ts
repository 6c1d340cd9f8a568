import { dropOldAnswers } from './auth/kept-answers.ts'
import { DELIVERING, type DeliverDeps } from './channels/deliver.ts'
import { DELIVERY_QUEUES } from './channels/send-out.ts'
import { workDeliveries } from './channels/work-deliveries.ts'
import { daily } from './daily.ts'
import { emptyDiscarded } from './devices/quarantine.ts'
import { ENRICH_QUEUE, type EnrichJob, enrich } from './enrich/enrich.ts'
import { workClocks } from './escalation/work-clocks.ts'
import { UNDO_IMPORT_QUEUE, type UndoImportJob, undoImport } from './imports/undo.ts'
import type { Jobs } from './jobs/jobs.ts'
import { writeLostJobs } from './lost-jobs.ts'
import { cleanOutbox } from './mail/clean-outbox.ts'
import { SENDING, sendMail } from './mail/send.ts'
import type { MailTransport } from './mail/transport.ts'
import { MAIL_QUEUES, type MailJob } from './mail/write-mails.ts'
import { judgeClick } from './nurture/clicks.ts'
import { workDue } from './nurture/work-due.ts'
import { REDECIDE_QUEUE, type RedecideJob, redecide } from './policies/redecide.ts'
import { REASSIGN_QUEUE, type ReassignJob, workReassignment } from './reassign/work.ts'
import { repeat } from './repeat.ts'
import type { IngestDeps } from './store/leads/ingest-types.ts'

/** What central does beside answering requests. A line each: queues here, their workers and what is done by the clock below. */
export const QUEUES = [
  ...DELIVERY_QUEUES,
  ENRICH_QUEUE,
  ...MAIL_QUEUES,
  REDECIDE_QUEUE,
  UNDO_IMPORT_QUEUE,
  REASSIGN_QUEUE,
]

/** How often to look for what is due by central's clock. */
const LOOK_EVERY_MS = 1000
const HOUR_MS = 3_600_000

export interface BackgroundDeps extends IngestDeps {
  jobs: Jobs
  transport: MailTransport
  /** The folder that mails become files in where there is no mail server. */
  outbox: string
  /** Epoch milliseconds. */
  now(): number
  onError(error: Error): void
  /** How often to look for what is due by central's clock, other than usual: for tests. */
  lookEveryMs?: number | undefined
  /** How hand-offs and mails are delivered, other than usual: for tests. */
  delivering?: Partial<Pick<DeliverDeps, 'limitMs' | 'backOff'>> | undefined
}

/** Returns what ends the work that goes by central's clock; the jobs end with their queue. */
export async function startBackground(deps: BackgroundDeps): Promise<() => Promise<void>> {
  const delivering = { ...deps, ...DELIVERING, ...deps.delivering }
  const lookForChannels = await workDeliveries(delivering)
  const mailing = { ...deps, ...SENDING, ...deps.delivering }
  for (const queue of MAIL_QUEUES)
    await deps.jobs.work<MailJob>(queue, (job, stopped) => sendMail(mailing, job, stopped))
  const { now, onError } = deps
  await deps.jobs.work<EnrichJob>(ENRICH_QUEUE, (job, stopped) => enrich(deps, job, stopped))
  await deps.jobs.work<RedecideJob>(REDECIDE_QUEUE, (job, stopped) => redecide(deps, job, stopped))
  await deps.jobs.work<ReassignJob>(REASSIGN_QUEUE, (job, stopped) => workReassignment(deps, job, stopped))
  await deps.jobs.work<UndoImportJob>(UNDO_IMPORT_QUEUE, (job, stopped) => undoImport(deps, job, stopped))
  const every = deps.lookEveryMs ?? LOOK_EVERY_MS
  const repeated: (() => Promise<void>)[] = [
    repeat(() => dropOldAnswers(deps.db, now()), HOUR_MS, onError),
    repeat(() => emptyDiscarded(deps.db, now()), HOUR_MS, onError),
    repeat(() => cleanOutbox(deps.db, deps.outbox).then(() => false), HOUR_MS, onError),
    repeat(lookForChannels, every, onError),
    repeat(() => workClocks(deps, now()), every, onError),
    repeat(() => workDue(deps, now()), every, onError),
    repeat(() => judgeClick(deps, now()), every, onError),
    daily(() => writeLostJobs(deps, now()), now, onError),
  ]
  return async () => {
    await Promise.all(repeated.map((end) => end()))
  }
}
