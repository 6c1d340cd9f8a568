import { sql } from 'kysely'
import { type DeliveryJob, queueOf } from './channels/send-out.ts'
import { UNDO_IMPORT_QUEUE, type UndoImportJob } from './imports/undo.ts'
import type { Jobs, NewJob } from './jobs/jobs.ts'
import { type MailJob, mailQueue } from './mail/write-mails.ts'
import { REASSIGN_QUEUE, type ReassignJob } from './reassign/work.ts'
import { inTransaction } from './store/database/retry.ts'
import type { Tx } from './store/database/schema.ts'
import type { IngestDeps } from './store/leads/ingest-types.ts'

const PAGE = 500
/** What is due has begun by then. */
const LOST_AFTER_MS = 10 * 60_000

type LostDeps = Pick<IngestDeps, 'db'> & { jobs: Jobs }

/** A job that may be gone. `id`: what it is about. */
interface Due {
  id: string
  queue: string
  job: NewJob
}

/**
 * Writes the jobs anew of deliveries and mails that wait, and of reassignments and undone imports under way, that have none any more: the queue keeps them for a time, and a restored database
 * may be without.
 * @param now epoch milliseconds
 */
export async function writeLostJobs(deps: LostDeps, now: number): Promise<void> {
  await inPages(deps, 'delivery', (tx, after) => dueDeliveries(tx, after, now))
  await inPages(deps, 'mail', (tx, after) => dueMails(tx, after, now))
  await inPages(deps, 'reassignment', (tx, after) => dueReassignments(tx, after, now))
  await inPages(deps, 'id', (tx, after) => dueUndos(tx, after, now))
}

async function inPages(
  { db, jobs }: LostDeps,
  field: keyof DeliveryJob | keyof MailJob | keyof ReassignJob | keyof UndoImportJob,
  page: (tx: Tx, after: string) => Promise<Due[]>,
): Promise<void> {
  const step = (after: string) =>
    inTransaction(db, async (tx) => {
      const due = await page(tx, after)
      for (const queue of new Set(due.map((d) => d.queue))) {
        const ofQueue = due.filter((d) => d.queue === queue)
        const there = await jobs.there(
          tx,
          queue,
          field,
          ofQueue.map((d) => d.id),
        )
        await jobs.send(
          tx,
          queue,
          ofQueue.filter((d) => !there.has(d.id)).map((d) => d.job),
        )
      }
      return due.length < PAGE ? null : due.at(-1)!.id
    })
  for (let after: string | null = FIRST; after !== null; ) after = await step(after)
}

const FIRST = '00000000-0000-0000-0000-000000000000'
const before = (now: number) => new Date(now - LOST_AFTER_MS).toISOString()

/** Those of webhooks: what is mailed waits for its mail. Locked, so that two centrals that start write one job. */
async function dueDeliveries(tx: Tx, after: string, now: number): Promise<Due[]> {
  const rows = await tx
    .selectFrom('deliveries')
    .select(['id', 'channel', 'attempts'])
    .where('state', '=', 'waiting')
    .where('id', '>', after)
    .where('mail', 'is', null)
    .where('next_at', '<', before(now))
    .orderBy('id')
    .limit(PAGE)
    .forUpdate()
    .execute()
  return rows.map(({ id, channel, attempts }) => ({
    id,
    queue: queueOf(channel),
    job: { data: { delivery: id, attempts } satisfies DeliveryJob },
  }))
}

async function dueMails(tx: Tx, after: string, now: number): Promise<Due[]> {
  const rows = await tx
    .selectFrom('mails')
    .select(['id', 'kind', 'attempts'])
    .where('state', '=', 'waiting')
    .where('id', '>', after)
    .where(sql<boolean>`coalesce(next_at, at) < ${before(now)}::timestamptz`)
    .orderBy('id')
    .limit(PAGE)
    .forUpdate()
    .execute()
  return rows.map(({ id, kind, attempts }) => ({
    id,
    queue: mailQueue(kind),
    job: { data: { mail: id, attempts } satisfies MailJob },
  }))
}

async function dueReassignments(tx: Tx, after: string, now: number): Promise<Due[]> {
  const rows = await tx
    .selectFrom('reassignments as r')
    .select('r.id')
    .where('r.id', '>', after)
    .where('r.at', '<', before(now))
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('reassigned_leads as m')
          .select('m.lead')
          .whereRef('m.reassignment', '=', 'r.id')
          .where('m.state', '=', 'planned'),
      ),
    )
    .orderBy('r.id')
    .limit(PAGE)
    .forUpdate('r')
    .execute()
  return rows.map(({ id }) => ({
    id,
    queue: REASSIGN_QUEUE,
    job: { data: { reassignment: id } satisfies ReassignJob },
  }))
}

/** Their ids are the senders' own, which may be any text. */
async function dueUndos(tx: Tx, after: string, now: number): Promise<Due[]> {
  const rows = await tx
    .selectFrom('imports')
    .select('id')
    .where('id', '>', after === FIRST ? '' : after)
    .where(sql<boolean>`undo->>'state' = 'running' and (undo->>'at')::timestamptz < ${before(now)}`)
    .orderBy('id')
    .limit(PAGE)
    .forUpdate()
    .execute()
  return rows.map(({ id }) => ({
    id,
    queue: UNDO_IMPORT_QUEUE,
    job: { data: { id } satisfies UndoImportJob },
  }))
}
