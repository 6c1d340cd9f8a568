import { sql } from 'kysely'
import type { DeviceState } from '../../shared/sync/protocol.ts'
import type { Db, ToldCampaigns } from './database/schema.ts'
import { MOST_TOLD } from './device-summary.ts'
import { notifyWatchers } from './feed.ts'

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

/** Statements that write several devices lock them in one order, so that no two wait for each other. */
const IN_ORDER = sql`order by person, id`

/** What central knew of a device before its round. */
export interface NotedRound {
  /** The change number it stood at the round before: an event made while an answer was under way was made on what the device knew then. */
  asOf: number | null
  /** So it is with the campaigns. */
  campaigns: ToldCampaigns
  isRevoked: boolean
  /** The feed's last change number, read on the way. */
  last: number
}

interface Row {
  person: string
  id: string
  cursor_before: number | null
  campaigns: ToldCampaigns | null
  is_revoked: boolean
  is_other: boolean
  last: number
}

/**
 * Notes rounds of different devices, and tells of those in another state than before. Nobody waits for the disk: what a crash of the
 * database forgets, the next round says again, and until then the device is taken to have known what it knew a round earlier. A batch that
 * follows is flushed with all that was noted before it.
 */
export async function noteRounds(db: Db, rounds: readonly DeviceRound[]): Promise<NotedRound[]> {
  const rows = rounds.map(({ now, ...r }) => ({
    ...r,
    seen_at: new Date(now).toISOString(),
    waiting: Math.min(r.waiting, MOST_TOLD),
    parked: Math.min(r.parked, MOST_TOLD),
  }))
  const noted = await sql<Row>`
    insert into devices as d (person, id, name, state, state_since, waiting, parked, seen_at, cursor, cursor_before, campaigns)
    select person, id, '', state, seen_at, waiting, parked, seen_at, cursor, cursor,
      jsonb_build_array(coalesce((select to_jsonb(t.campaigns) from teams t where t.id = r.team), 'true'::jsonb))
    from json_to_recordset(${JSON.stringify(rows)}::json) as r(person text, id text, team text, state text,
      waiting integer, parked integer, seen_at timestamptz, cursor bigint)
    ${IN_ORDER}
    on conflict (person, id) do update set
      state = excluded.state,
      state_since = case when d.state = excluded.state then coalesce(d.state_since, excluded.seen_at) else excluded.seen_at end,
      waiting = excluded.waiting, parked = excluded.parked, seen_at = excluded.seen_at,
      cursor_before = coalesce(d.cursor, excluded.cursor),
      cursor = coalesce(excluded.cursor, d.cursor),
      campaigns = excluded.campaigns || jsonb_build_array(d.campaigns->0, d.campaigns->1)
    returning person, id, cursor_before, campaigns, revoked_at is not null as is_revoked, state_since = seen_at as is_other,
      (select change from feed) as last, set_config('synchronous_commit', 'off', true)`.execute(db)
  await notifyWatchers(
    db,
    noted.rows.flatMap((r) => (r.is_other ? r.person : [])),
  )
  const rowOf = new Map(noted.rows.map((r) => [keyOf(r), r]))
  return rounds.map((round) => {
    const { cursor_before: asOf, campaigns, is_revoked: isRevoked, last } = rowOf.get(keyOf(round))!
    return { asOf, campaigns: campaigns ?? [], isRevoked, last }
  })
}

/** A device is one person's: of another one the same id is another device. */
export const keyOf = ({ person, id }: Pick<DeviceRound, 'person' | 'id'>): string => `${person} ${id}`

/**
 * Says that these devices' poke lines are open until then; an instant in the past: that they are closed. A device may open its line
 * before its first round.
 */
export async function notePokeLines(
  db: Db,
  lines: readonly { person: string; device: string }[],
  now: number,
  until: number,
): Promise<void> {
  if (lines.length === 0) return
  const [seen, at] = [now, until].map((t) => new Date(t).toISOString())
  await sql`
    insert into devices (person, id, name, state, waiting, seen_at, poke_until)
    select distinct person, id, '', 'ready', 0, ${seen}::timestamptz, ${at}::timestamptz
    from json_to_recordset(${JSON.stringify(lines.map((l) => ({ person: l.person, id: l.device })))}::json) as r(person text, id text)
    ${IN_ORDER}
    on conflict (person, id) do update set poke_until = excluded.poke_until`.execute(db)
}
