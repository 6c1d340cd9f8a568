import { sql } from 'kysely'
import type { ImportProgress } from '../../shared/api/api.ts'
import { Fail } from '../fail.ts'
import { inTransaction } from '../store/database/retry.ts'
import type { Tx } from '../store/database/schema.ts'
import type { IngestDeps } from '../store/leads/ingest-types.ts'
import { asItIs } from './abandoned.ts'
import { undoRows } from './undo-rows.ts'

export const UNDO_IMPORT_QUEUE = 'undo-import'
export interface UndoImportJob {
  id: string
}

/** What an import is taken back by, as it is kept. Progress is counted in its rows. */
export interface Undo {
  state: 'running' | 'done'
  by: string
  at: string
  reason: string
}

/** For so long after its end an import can be taken back: then too much stands on what it said. */
export const UNDO_DAYS = 30
const DAY_MS = 86_400_000
/** A job is another process's when it takes longer than the queue allows: the rest is a job of its own. */
const LONGEST_MS = 10_000
/** Who asks waits for so many batches: most imports are taken back when the answer comes. */
const AT_ONCE = 2

type UndoDeps = IngestDeps & { now(): number }

/**
 * Takes an import back: the first rows at once, all others in the background. Asked again it goes on, or says nothing new. Throws a
 * conflict for one that is running, is too old, or wrote nothing that can be told apart.
 */
export async function beginUndo(deps: UndoDeps, id: string, by: string, reason: string): Promise<void> {
  const now = deps.now()
  const begun = await inTransaction(deps.db, async (tx) => {
    const row = await tx
      .selectFrom('imports')
      .select(['progress', 'saved_at', 'undo'])
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst()
    if (!row) throw new Fail('notFound', 'There is no such import')
    if (!(await someWaiting(tx, id))) {
      if (row.undo) return false
      throw new Fail('conflict', 'This import wrote nothing that can be taken back')
    }
    if ((row.undo as Undo | null)?.state === 'running') return false
    if (asItIs(row.progress as ImportProgress, row.saved_at, now).state === 'running')
      throw new Fail('conflict', 'The import is still running: cancel it first')
    if (now > Date.parse(row.saved_at) + UNDO_DAYS * DAY_MS)
      throw new Fail('conflict', `An import can be taken back for ${UNDO_DAYS} days`)
    const undo: Undo = { state: 'running', by, at: new Date(now).toISOString(), reason }
    await tx
      .updateTable('imports')
      // Should a run that was taken for dead go on, it ends here.
      .set({ undo: JSON.stringify(undo) as unknown as object, cancelled: true })
      .where('id', '=', id)
      .execute()
    await deps.jobs.send(tx, UNDO_IMPORT_QUEUE, [{ data: { id } satisfies UndoImportJob }])
    return true
  })
  if (!begun) return
  let batches = 0
  await undoBatches(deps, id, () => ++batches > AT_ONCE)
}

export async function undoImport(deps: UndoDeps, { id }: UndoImportJob, stopped: AbortSignal): Promise<void> {
  const began = performance.now()
  const done = await undoBatches(deps, id, () => stopped.aborted || performance.now() - began > LONGEST_MS)
  if (done) return
  await inTransaction(deps.db, (tx) =>
    deps.jobs.send(tx, UNDO_IMPORT_QUEUE, [{ data: { id } satisfies UndoImportJob }]),
  )
}

/** True when nothing is left to do. */
async function undoBatches(deps: UndoDeps, id: string, enough: () => boolean): Promise<boolean> {
  while (!enough()) {
    const done = await inTransaction(deps.db, async (tx) => {
      const row = await tx
        .selectFrom('imports')
        .select(['progress', 'undo'])
        .where('id', '=', id)
        .executeTakeFirst()
      const undo = row?.undo as Undo | null | undefined
      if (!row || undo?.state !== 'running') return true
      const { campaign } = row.progress as { campaign: string }
      if (await undoRows(tx, deps, { id, campaign, ...undo }, deps.now())) return false
      await tx
        .updateTable('imports')
        .set({ undo: JSON.stringify({ ...undo, state: 'done' }) as unknown as object })
        .where('id', '=', id)
        .execute()
      return true
    })
    if (done) return true
  }
  return false
}

async function someWaiting(tx: Tx, id: string): Promise<boolean> {
  const { rows } = await sql<{ some: boolean }>`
    select exists (select from import_rows where import_id = ${id} and outcome is null) as some`.execute(tx)
  return rows[0]?.some === true
}
