import { sql } from 'kysely'
import { fromKysely, PgBoss } from 'pg-boss'
import type { Tx } from '../store/database/schema.ts'
import { queueDatabase } from './queue-database.ts'

/** A job: what it is about, and when. */
export interface NewJob {
  data: object
  /** Seconds from now; left out: at once. */
  after?: number
}

export interface JobSender {
  /** Writes jobs within the transaction that causes them: they exist if it commits. A queue that is new is made. */
  send(tx: Tx, queue: string, jobs: readonly NewJob[]): Promise<void>
}

export interface Jobs extends JobSender {
  /** Works the jobs of a queue: at least once each, by one process of all. A job that throws is tried again. */
  work<T extends object>(
    queue: string,
    handle: (job: T, stopped: AbortSignal) => Promise<void>,
  ): Promise<void>
  /** Which of these ids a job of the queue that is not done yet names in this field. */
  there(tx: Tx, queue: string, field: string, ids: readonly string[]): Promise<Set<string>>
  /** Breaks off what is under way: it is worked again, by this process or another one. */
  stop(): Promise<void>
}

interface Options {
  url(): string
  onError(error: Error): void
  queues: readonly string[]
  /** How often to look for jobs whose time has come; those for at once are announced. */
  pollSeconds: number
}

const SCHEMA = 'jobs'
const AT_ONCE = 10

/** The queue, on the same database as everything else, in a schema of its own. */
export async function startJobs({ url, onError, queues, pollSeconds }: Options): Promise<Jobs> {
  const db = queueDatabase(url, onError)
  const boss = new PgBoss({
    db,
    schema: SCHEMA,
    schedule: false,
    useListenNotify: true,
    // How soon the jobs of a process that was killed are noticed.
    superviseIntervalSeconds: 10,
    monitorIntervalSeconds: 10,
  })
  boss.on('error', onError)
  const stopped = new AbortController()
  const stop = async () => {
    stopped.abort()
    await boss.stop({ timeout: 5000 })
    await db.close()
  }
  const made = new Set<string>()
  /** Of its own, whatever becomes of a transaction around: that a queue is there harms nothing. */
  const make = async (queue: string) => {
    if (made.has(queue)) return
    await boss.createQueue(queue, QUEUE)
    made.add(queue)
  }
  try {
    await boss.start()
    for (const name of queues) await make(name)
  } catch (error) {
    await stop()
    throw error
  }
  return {
    async send(tx, queue, jobs) {
      if (jobs.length === 0) return
      await make(queue)
      const rows = jobs.map(({ data, after }) => ({
        data,
        ...(after === undefined ? {} : { startAfter: after }),
      }))
      await boss.insert(queue, rows, { db: fromKysely(tx) })
    },
    async work<T extends object>(
      queue: string,
      handle: (job: T, stopped: AbortSignal) => Promise<void>,
    ): Promise<void> {
      await make(queue)
      const options = {
        batchSize: AT_ONCE,
        localConcurrency: 2,
        burstWhenBatchFull: true,
        pollingIntervalSeconds: pollSeconds,
        notifyPollingIntervalSeconds: pollSeconds,
        perJobResults: true as const,
      }
      await boss.work<T, unknown, typeof options>(queue, options, (jobs) =>
        Promise.all(
          jobs.map(async ({ id, data }) => {
            try {
              await handle(data, stopped.signal)
              return { id, status: 'completed' as const }
            } catch (error) {
              if (!stopped.signal.aborted) onError(error as Error)
              return { id, status: 'failed' as const }
            }
          }),
        ),
      )
    },
    async there(tx, queue, field, ids) {
      const { rows } = await sql<{ id: string }>`
        select data->>${field}::text as id from ${sql.table(`${SCHEMA}.job`)}
        where name = ${queue} and state < 'completed' and data->>${field}::text = any(${[...ids]}::text[])`.execute(
        tx,
      )
      return new Set(rows.map((r) => r.id))
    },
    stop,
  }
}

/** A job is tried until it is done; that of a process that was killed is another one's after `expireInSeconds`. */
const QUEUE = {
  notify: true,
  retryLimit: 100_000,
  retryDelay: 1,
  retryBackoff: true,
  retryDelayMax: 60,
  expireInSeconds: 30,
  retentionSeconds: 14 * 86_400,
  deleteAfterSeconds: 3600,
}
