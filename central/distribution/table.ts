import { sql } from 'kysely'
import type { Team } from '../../shared/api/accounts.ts'
import type { DealRule } from '../../shared/api/distribution.ts'
import type { WorkingCalendar } from '../../shared/calendar/calendar.ts'
import { nextWorking } from '../../shared/calendar/working-time.ts'
import type { HandOffChannel } from '../../shared/lead/route.ts'
import type { Person } from '../../shared/sync/protocol.ts'
import type { Tx } from '../store/database/schema.ts'
import { mayTake } from './may-take.ts'
import type { Candidate } from './pick.ts'

/** Who sits at the table of a channel while its dealings go on, with what each has. */
export interface Table {
  candidates(distribution: string, rule: DealRule): Candidate[]
  teamOf(person: string): string | null
  /** The person has one more, and had their turn. */
  give(distribution: string, rule: DealRule, person: string): void
  keepTurns(): Promise<void>
}

interface Seat {
  id: string
  role: Person['role']
  team: string | null
  /** Of the team. */
  kind: Team['kind'] | null
  capacity: number | null
  load: number
  calendar: WorkingCalendar | null
}

interface Turn {
  distribution: string
  rule: string
  person: string
  turn: number
}

const turnKey = (distribution: string, rule: string, person: string) =>
  JSON.stringify([distribution, rule, person])

/** Reads the table; the channel's dealings are locked. */
export async function tableOf(
  tx: Tx,
  channel: HandOffChannel,
  rules: readonly { distribution: string; rule: DealRule }[],
  now: number,
): Promise<Table> {
  const seats = new Map((await seatsOf(tx, channel, rules)).map((seat) => [seat.id, seat]))
  const turns = await turnsOf(tx, rules)
  const taken = new Map<string, Turn>()
  const at = new Date(now).toISOString()
  const worksFrom = new Map([...seats.values()].map((s) => [s.id, nextWorking(s.calendar, at)]))
  let last = Math.max(0, ...turns.values())
  return {
    candidates: (distribution, { name, to }) =>
      [...seats.values()]
        .filter((s) =>
          'team' in to
            ? s.team === to.team && takes(channel, s.role)
            : to.people.includes(s.id) && mayTake(channel, s.role, s.kind),
        )
        .map(({ id, load, capacity }) => {
          const turn = turns.get(turnKey(distribution, name, id)) ?? 0
          return { id, load, capacity, turn, worksFrom: worksFrom.get(id)! }
        }),
    teamOf: (person) => seats.get(person)?.team ?? null,
    give(distribution, { name }, person) {
      last += 1
      const key = turnKey(distribution, name, person)
      turns.set(key, last)
      taken.set(key, { distribution, rule: name, person, turn: last })
      seats.get(person)!.load += 1
    },
    async keepTurns() {
      if (taken.size === 0) return
      await tx
        .insertInto('deal_turns')
        .values([...taken.values()])
        .onConflict((c) =>
          c
            .columns(['distribution', 'rule', 'person'])
            .doUpdateSet((eb) => ({ turn: eb.ref('excluded.turn') })),
        )
        .execute()
    },
  }
}

/** Of a team, those who do its work: its supervisors look after it. */
const takes = (channel: HandOffChannel, role: Person['role']): boolean =>
  role === (channel === 'callCenter' ? 'agent' : 'inbox')

const OPEN = sql`('waiting', 'delivered', 'accepted')`

/** The people whom the rules name or whose teams they name, switched on, with what they have open: leads, or hand-offs. */
async function seatsOf(
  tx: Tx,
  channel: HandOffChannel,
  rules: readonly { rule: DealRule }[],
): Promise<Seat[]> {
  const teams = rules.flatMap(({ rule }) => ('team' in rule.to ? [rule.to.team] : []))
  const people = rules.flatMap(({ rule }) => ('people' in rule.to ? rule.to.people : []))
  const load =
    channel === 'callCenter'
      ? sql`(select count(*) from leads l where l.owner = p.id and l.stage = 'open' and l.id = l.component)`
      : sql`(select count(*) from hand_offs h where h.owner = p.id and h.state in ${OPEN})`
  const found = await sql<Seat>`
    select p.id, p.role, p.team, t.kind, r.capacity, r.calendar, ${load} as load
    from people p left join teams t on t.id = p.team left join receivers r on r.person = p.id
    where p.active and p.role <> 'service' and (p.team = any(${teams}::text[]) or p.id = any(${people}::text[]))`.execute(
    tx,
  )
  return found.rows
}

async function turnsOf(tx: Tx, rules: readonly { distribution: string }[]): Promise<Map<string, number>> {
  const rows = await tx
    .selectFrom('deal_turns')
    .selectAll()
    .where('distribution', 'in', [...new Set(rules.map((r) => r.distribution))])
    .execute()
  return new Map(rows.map((r) => [turnKey(r.distribution, r.rule, r.person), r.turn]))
}
