import { sql } from 'kysely'
import type { DeviceState } from '../../shared/sync/protocol.ts'
import { MOST_TOLD } from './device-summary.ts'
import { notifyWatchers } from './feed.ts'
import type { Db, ToldCampaigns } from './schema.ts'

export interface DeviceRound {
  person: string
  /** The person's; null: no team bounds them. */
  team: string | null
  id: string
  state: DeviceState
  waiting: number
  parked: number
  /** The change number the device stands at; null: at none. */
  cursor: number | null
  now: number
}

/**
 * Nobody waits for the disk: what a crash of the database forgets, the next round says again, and until then the device is taken to have
 * known what it knew a round earlier. A batch that follows is flushed with all that was noted before it.
 */
const UNFLUSHED = sql`set_config('synchronous_commit', 'off', true)`.as('unflushed')

/**
 * Notes a device's round, tells of another state than before, and gives the change number it stood at the round before (`asOf`): an event
 * made while an answer was under way was made on what the device knew then. So it is with the campaigns. `last`: the feed's last change
 * number, read on the way.
 */
export async function noteRound(
  db: Db,
  round: DeviceRound,
): Promise<{ asOf: number | null; campaigns: ToldCampaigns; isRevoked: boolean; last: number }> {
  const { person, team, id, state, cursor, now } = round
  const [waiting, parked] = [round.waiting, round.parked].map((n) => Math.min(n, MOST_TOLD)) as [
    number,
    number,
  ]
  const seen_at = new Date(now).toISOString()
  const usable = sql`coalesce((select to_jsonb(t.campaigns) from teams t where t.id = ${team}), 'true'::jsonb)`
  const row = await db
    .insertInto('devices')
    .values({
      person,
      id,
      name: '',
      state,
      state_since: seen_at,
      waiting,
      parked,
      seen_at,
      cursor,
      cursor_before: cursor,
      poke_until: null,
      campaigns: sql<ToldCampaigns>`jsonb_build_array(${usable})`,
    })
    .onConflict((c) =>
      c.columns(['person', 'id']).doUpdateSet({
        state,
        state_since: sql`case when devices.state = excluded.state
          then coalesce(devices.state_since, excluded.seen_at) else excluded.seen_at end`,
        waiting,
        parked,
        seen_at,
        cursor_before: sql`coalesce(devices.cursor, excluded.cursor)`,
        cursor: sql`coalesce(excluded.cursor, devices.cursor)`,
        campaigns: sql`excluded.campaigns || jsonb_build_array(devices.campaigns->0, devices.campaigns->1)`,
      }),
    )
    .returning([
      'cursor_before',
      'campaigns',
      'revoked_at',
      sql<boolean>`state_since = seen_at`.as('changed'),
      sql<number>`(select change from feed)`.as('last'),
      UNFLUSHED,
    ])
    .executeTakeFirstOrThrow()
  if (row.changed) await notifyWatchers(db, person)
  const { cursor_before: asOf, last } = row
  return { asOf, campaigns: row.campaigns ?? [], isRevoked: row.revoked_at !== null, last }
}

/**
 * Says that these devices' poke lines are open until then; an instant in the past: that they are closed. A device may open its line
 * before its first round.
 */
export async function notePokeLines(
  db: Db,
  lines: readonly { person: string; device: string }[],
  until: number,
): Promise<void> {
  if (lines.length === 0) return
  const at = new Date(until).toISOString()
  await sql`
    insert into devices (person, id, name, state, waiting, seen_at, poke_until)
    select r.person, r.device, '', 'ready', 0, now(), ${at}
    from json_to_recordset(${JSON.stringify(lines)}::json) as r(person text, device text)
    on conflict (person, id) do update set poke_until = excluded.poke_until`.execute(db)
}
