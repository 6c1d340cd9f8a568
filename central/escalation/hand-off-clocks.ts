import { sql } from 'kysely'
import type { SlaStep } from '../../shared/policy/sla.ts'
import type { Tx } from '../store/database/schema.ts'
import type { Wanted } from './keep-clocks.ts'

interface Row {
  id: string
  lead: string
  campaign: string
  route: Wanted['route']
  channel: string
  state: string
  team: string | null
  owner: string | null
  at: string
  accepted_at: string | null
  first_action_at: string | null
  /** The running clock's, for an owner that stays. */
  held_by: string | null
  held_since: string | null
}

/** The clocks that are to run for hand-offs, and what stopped the others. */
export async function handOffClocks(
  tx: Tx,
  ids: readonly string[],
  now: number,
): Promise<{ wanted: Wanted[]; because(subject: string, step: SlaStep): string }> {
  const { rows } = await sql<Row>`
    select h.id, h.lead, h.campaign, h.route, h.channel, h.state, h.team, h.owner, h.at, h.accepted_at, h.first_action_at,
      c.owner as held_by, c.held_since
    from hand_offs h
    left join lateral (select owner, held_since from clocks where subject = h.id and stopped_at is null limit 1) c on true
    where h.id = any(${[...ids]}::uuid[])`.execute(tx)
  const states = new Map(rows.map((r) => [r.id, r.state]))
  const at = new Date(now).toISOString()
  return {
    wanted: rows.flatMap((row) => wantedOf(row, at)),
    because: (subject) => SETTLED[states.get(subject) ?? ''] ?? 'Something was done about it',
  }
}

const SETTLED: Record<string, string> = {
  accepted: 'It was acted on',
  returned: 'It was sent back',
  won: 'It was won',
  lost: 'It was lost',
  withdrawn: 'The lead went elsewhere',
}

/** Only Sales and partners have somebody who accepts and acts. */
function wantedOf(row: Row, now: string): Wanted[] {
  const { id, lead, campaign, route, channel, state, team, owner, at, accepted_at, first_action_at } = row
  if (channel !== 'sales' && channel !== 'partner') return []
  const held_since = row.held_since && row.held_by === owner ? row.held_since : now
  const clock = (step: SlaStep, started_at: string): Wanted => ({
    subject: id,
    lead,
    hand_off: id,
    step,
    campaign,
    route,
    team,
    owner,
    held_since,
    started_at,
  })
  if (state === 'waiting' || state === 'delivered') return [clock('accept', at)]
  if (state !== 'accepted' || accepted_at === null) return []
  const act = first_action_at === null ? [clock('act', accepted_at)] : []
  return [...act, clock('outcome', accepted_at)]
}
