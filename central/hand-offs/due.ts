import { sql } from 'kysely'
import type { HandOff } from '../../shared/api/hand-offs.ts'
import type { Db, Tx } from '../store/database/schema.ts'

/** What is to be done next about hand-offs, and until when; those that nothing has a limit for are left out. By hand-off id. */
export async function dueOf(
  db: Db | Tx,
  handOffs: readonly string[],
): Promise<Map<string, NonNullable<HandOff['due']>>> {
  if (handOffs.length === 0) return new Map()
  const { rows } = await sql<{ id: string; step: 'accept' | 'act' | 'outcome'; at: string }>`
    select distinct on (subject) subject as id, step, due_at as at from clocks
    where subject = any(${[...handOffs]}::uuid[]) and stopped_at is null order by subject, due_at`.execute(db)
  return new Map(rows.map(({ id, step, at }) => [id, { step, at }]))
}
