import { sql } from 'kysely'
import type { DeviceState } from '../../shared/sync/protocol.ts'
import type { Db } from './schema.ts'

export interface DeviceRound {
  person: string
  id: string
  name: string
  state: DeviceState
  waiting: number
  /** The change number the device stands at; null: at none. */
  cursor: number | null
  now: number
}

/**
 * Notes a device's round and gives the change number it stood at the round before: an event made while an answer was under way
 * was made on what the device knew then.
 */
export async function noteRound(db: Db, round: DeviceRound): Promise<number | null> {
  const { person, id, name, state, waiting, cursor, now } = round
  const seen_at = new Date(now).toISOString()
  const row = await db
    .insertInto('devices')
    .values({ person, id, name, state, waiting, seen_at, cursor, cursor_before: cursor, poke_until: null })
    .onConflict((c) =>
      c.columns(['person', 'id']).doUpdateSet({
        state,
        waiting,
        seen_at,
        cursor_before: sql`coalesce(devices.cursor, excluded.cursor)`,
        cursor: sql`coalesce(excluded.cursor, devices.cursor)`,
      }),
    )
    .returning('cursor_before')
    .executeTakeFirstOrThrow()
  return row.cursor_before
}

/** Says that these devices' poke lines are open until then; an instant in the past: that they are closed. */
export async function notePokeLines(
  db: Db,
  lines: readonly { person: string; device: string }[],
  until: number,
): Promise<void> {
  if (lines.length === 0) return
  await sql`
    update devices d set poke_until = ${new Date(until).toISOString()}
    from json_to_recordset(${JSON.stringify(lines)}::json) as r(person text, device text)
    where d.person = r.person and d.id = r.device`.execute(db)
}
