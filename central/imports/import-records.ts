import { sql } from 'kysely'
import type { ImportProgress } from '../../shared/api/api.ts'
import type { ImportRecord, ImportUndo, UndoBecause } from '../../shared/api/imports.ts'
import { mayReadImport, seenAmong, type Viewer } from '../auth/may-see.ts'
import type { Db } from '../store/database/schema.ts'
import { asItIs } from './abandoned.ts'
import { UNDO_DAYS, type Undo } from './undo.ts'

const SHOWN = 100
const STAYS_SHOWN = 200
const DAY_MS = 86_400_000

interface Row {
  actor: string
  progress: ImportProgress
  at: string
  undo: Undo | null
  rows: number
  waiting: number
}

/** The imports that the viewer sees, the latest first. */
export const listImports = (db: Db, viewer: Viewer, now: number): Promise<ImportRecord[]> =>
  recordsOf(db, viewer, now, sql`true`)

/** One import; null: there is none of that id for the viewer. */
export async function importRecordOf(
  db: Db,
  viewer: Viewer,
  id: string,
  now: number,
): Promise<ImportRecord | null> {
  return (await recordsOf(db, viewer, now, sql`i.id = ${id}`))[0] ?? null
}

async function recordsOf(
  db: Db,
  viewer: Viewer,
  now: number,
  which: ReturnType<typeof sql>,
): Promise<ImportRecord[]> {
  const { rows } = await sql<Row>`
    select i.actor, i.progress, i.saved_at as at, i.undo, r.rows::int as rows, r.waiting::int as waiting
    from (select * from imports i where ${which} and ${mayReadImport(viewer, 'i')} order by i.saved_at desc, i.id limit ${SHOWN}) i, lateral (
      select count(*) as rows, count(*) filter (where outcome is null) as waiting
      from import_rows where import_id = i.id
    ) r
    order by i.saved_at desc, i.id`.execute(db)
  return Promise.all(
    rows.map(async ({ actor, progress: saved, at, undo, rows: all, waiting }) => {
      const { problems: _, ...progress } = asItIs(saved, at, now)
      const until = new Date(Date.parse(at) + UNDO_DAYS * DAY_MS).toISOString()
      return {
        ...progress,
        by: actor,
        at,
        undoableUntil: waiting === 0 || progress.state === 'running' ? null : until,
        undo: undo && (await undoOf(db, viewer, progress.id, undo, all, waiting)),
      }
    }),
  )
}

async function undoOf(
  db: Db,
  viewer: Viewer,
  id: string,
  undo: Undo,
  rows: number,
  waiting: number,
): Promise<ImportUndo> {
  const counted = await sql<{
    outcome: 'left' | 'restored' | 'kept'
    because: UndoBecause | null
    leads: number
  }>`
    select outcome, because, count(distinct lead)::int as leads from import_rows
    where import_id = ${id} and outcome is not null group by outcome, because`.execute(db)
  const stays = await sql<ImportUndo['stays'][number]>`
    select distinct lead, because from import_rows
    where import_id = ${id} and because is not null order by lead limit ${STAYS_SHOWN}`.execute(db)
  const seen = await seenAmong(
    db,
    viewer,
    stays.rows.map((s) => s.lead),
  )
  const sum = (is: (r: (typeof counted.rows)[number]) => boolean) =>
    counted.rows.filter(is).reduce((n, r) => n + r.leads, 0)
  const why = [...new Set(counted.rows.flatMap((r) => r.because ?? []))]
  return {
    ...undo,
    rows,
    done: rows - waiting,
    left: sum((r) => r.outcome === 'left'),
    restored: sum((r) => r.outcome === 'restored'),
    kept: sum((r) => r.outcome === 'kept'),
    because: Object.fromEntries(why.map((b) => [b, sum((r) => r.because === b)])),
    stays: stays.rows.filter((s) => seen.has(s.lead)),
  }
}
