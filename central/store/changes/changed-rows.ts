import { type RawBuilder, sql } from 'kysely'
import type { Person } from '../../../shared/sync/protocol.ts'
import { isOfTeam, seesAll } from '../../auth/may-see.ts'
import type { Cursor } from '../database/cursor.ts'
import { SNAPSHOT, type SnapshotRow, snapshotText } from '../leads/snapshots.ts'
import type { Written } from '../leads/write-leads.ts'

/** A changed lead, and whether it is in the view now: else it left it. `state` null: it is not needed, or known. */
export type SeenRow = Omit<SnapshotRow, 'state'> & { state: string | null; mine: boolean }

/** Up to which change number a page of rows, of which one more than it holds was read, tells everything. */
export const endOf = (rows: readonly SeenRow[], page: number, last: number): number =>
  rows.length > page ? rows[page - 1]!.change : last

export const shown = (rows: readonly SeenRow[], { first, states }: Written) => ({
  leads: rows
    .filter((r) => r.mine)
    .map((r) => snapshotText({ ...r, state: r.state ?? states[r.change - first]! })),
  removed: rows.filter((r) => !r.mine).map((r) => ({ id: r.id, to: r.owner, stage: r.stage })),
})

/** From which number on a lead that left is told of: one that left before was never there. */
export const leftSince = ({ since, began = 0 }: Cursor): number => Math.max(since, began)

/** @param state as `SeenRow` has it */
const columnsOf = (change: RawBuilder<unknown>, state: RawBuilder<unknown>) =>
  sql.join(
    SNAPSHOT.map((c) =>
      c === 'change'
        ? sql`${change} as change`
        : c === 'state'
          ? sql`${state} as state`
          : sql.ref(`leads.${c}`),
    ),
  )
/** Without the states that were written with change numbers from `first` to before `end`: they are known. */
export const columns = (first: RawBuilder<unknown>, end: RawBuilder<unknown>) =>
  columnsOf(
    sql.ref('leads.change'),
    sql`case when leads.change >= ${first} and leads.change < ${end} then null else leads.state::text end`,
  )
export const endOfWritten = ({ first, states }: Written): number => first + states.length
/** Of a lead that left: it is told at the number at which it did. By a later change it could stand behind a page, after which it left before all that is asked. */
const AS_IT_LEFT = columnsOf(sql.ref('gone.change'), sql`null`)

export const pageOf = (person: Person, from: Cursor, limit: number, written: Written) =>
  sql<SeenRow>`${rowsOf(person, from, limit, columns(sql`${written.first}`, sql`${endOfWritten(written)}`))} order by change limit ${limit}`

function rowsOf(person: Person, from: Cursor, limit: number, shownAs: RawBuilder<unknown>) {
  if (seesAll(person)) return sql`select ${shownAs}, true as mine from leads where change > ${from.since}`
  if (person.role !== 'agent') return teamRows(person, from, limit, shownAs)
  const [id, since, left] = [person.id, from.since, leftSince(from)].map((value) => sql`${value}`)
  return agentRows({ person: id!, since: since!, left: left! }, shownAs)
}

/** A device of an agent: where it stands, and from where on it is told of what left (`leftSince`). */
interface AgentFrom {
  person: RawBuilder<unknown>
  since: RawBuilder<unknown>
  left: RawBuilder<unknown>
}

/** Changed leads that the agent holds, and changed ones the agent held when the device last asked. */
export const agentRows = ({ person, since, left }: AgentFrom, shownAs: RawBuilder<unknown>) => sql`
  select ${shownAs}, stage = 'open' as mine from leads
  where change > ${since} and owner = ${person} and (${since} > 0 or stage = 'open')
  union all
  select ${AS_IT_LEFT}, false as mine from leads
  join (select lead, max(to_change) as change from assignments
    where owner = ${person} and to_change > ${left} and ${since} > 0 group by lead) gone on gone.lead = leads.id
  where leads.owner is distinct from ${person}`

/**
 * Changed leads of the team, and changed ones that were the team's when the device last asked: its people and campaigns were the same
 * then, else it would be another view. Each half in the order of an index, as far as a page goes: in a first pull nearly all leads changed.
 */
const teamRows = (person: Person, from: Cursor, limit: number, shownAs: RawBuilder<unknown>) => sql`
  (select ${shownAs}, true as mine from leads where change > ${from.since} and ${isOfTeam(person, 'leads')}
    order by leads.change limit ${limit})
  union all
  (select ${AS_IT_LEFT}, false as mine
    from (select lead, owner, to_change as change from assignments
      where to_change > ${leftSince(from)} and ${from.since} > 0) gone
    join leads on leads.id = gone.lead
    where ${isOfTeam(person, 'leads', sql.ref('gone.owner'))} and ${isOfTeam(person, 'leads')} is not true and not exists (
      select from assignments a where a.lead = leads.id and a.to_change > gone.change and ${isOfTeam(person, 'leads', sql.ref('a.owner'))})
    order by gone.change limit ${limit})`
