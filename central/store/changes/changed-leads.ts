import { sql } from 'kysely'
import type { Person } from '../../../shared/sync/protocol.ts'
import { together } from '../../together.ts'
import type { Cursor } from '../database/cursor.ts'
import { NO_CHANGES, type Page } from '../database/page.ts'
import type { Db } from '../database/schema.ts'
import type { Written } from '../leads/write-leads.ts'
import {
  agentRows,
  columns,
  endOf,
  endOfWritten,
  leftSince,
  pageOf,
  type SeenRow,
  shown,
} from './changed-rows.ts'

interface Asked extends Cursor {
  person: Person
  /** What the device's round itself has written: it is not read again. */
  written: Written
}

/** Null: more than leads changed. */
type ChangedLeads = Omit<Page, 'epoch'> | null

/** Statements that read agents' changes, and how many agents' one of them reads: each may have a page. */
const AT_ONCE = 4
const MOST_ASKED = 8

/** Reads changed leads, in one statement, which is one snapshot; agents who wait for one another have theirs by one together. */
export function changedLeads(db: Db, page: number): (asked: Asked) => Promise<ChangedLeads> {
  const ofAgents = together({
    work: (asked: readonly Asked[]) => agentsLeads(db, asked, page),
    taking: fewEnough,
    atOnce: AT_ONCE,
  })
  return (asked) => (asked.person.role === 'agent' ? ofAgents(asked) : leadsOf(db, asked, page))
}

function fewEnough(): () => boolean {
  let taken = 0
  return () => {
    taken += 1
    return taken <= MOST_ASKED
  }
}

/** `last`: the feed's change number. `news`: that of what changed last beside leads; null: nothing ever did. */
type Row = { last: number; news: number | null } & (SeenRow | { id: null })

async function leadsOf(db: Db, asked: Asked, page: number): Promise<ChangedLeads> {
  const { person, written } = asked
  const { rows } = await sql<Row>`
    select feed.change as last, ${LAST_NEWS} as news, r.*
    from feed left join (${pageOf(person, asked, page + 1, written)}) as r on true order by r.change`.execute(
    db,
  )
  return changedAmong(rows, asked, page)
}

/** Each one's in the order in which they ask. */
async function agentsLeads(db: Db, asked: readonly Asked[], page: number): Promise<ChangedLeads[]> {
  const rows = asked.map(({ person, since, began, written }, n) => ({
    ...{ n, person: person.id, since, left: leftSince({ since, began }) },
    ...{ first: written.first, end: endOfWritten(written) },
  }))
  // How many there are at most is for the plan, which takes JSON for a hundred.
  const found = await sql<Row & { n: number }>`
    select a.n, feed.change as last, ${LAST_NEWS} as news, r.*
    from feed cross join (
      select * from json_to_recordset(${JSON.stringify(rows)}::json)
        as j(n integer, person text, since bigint, "left" bigint, first bigint, "end" bigint) limit ${sql.lit(MOST_ASKED)}
    ) as a
    left join lateral (${OF_AGENT} order by change limit ${page + 1}) as r on true
    order by a.n, r.change`.execute(db)
  return asked.map((one, n) =>
    changedAmong(
      found.rows.filter((r) => r.n === n),
      one,
      page,
    ),
  )
}

const OF_AGENT = agentRows(
  { person: sql.ref('a.person'), since: sql.ref('a.since'), left: sql.ref('a.left') },
  columns(sql.ref('a.first'), sql.ref('a.end')),
)

const NEWS = [
  'policies',
  'people',
  'teams',
  'campaigns',
  'erased_leads',
  'suppression_lists',
  'suppression_keys',
]
/** Looked up once, however many ask. */
const LAST_NEWS = sql`greatest(${sql.join(NEWS.map((table) => sql`(select max(change) from ${sql.table(table)})`))})`

function changedAmong(found: readonly Row[], { since, began, written }: Asked, page: number): ChangedLeads {
  const { last, news } = found[0]!
  // A cursor from the future is of another incarnation.
  if ((news ?? 0) > since || since > last) return null
  const rows = found.flatMap((r) => (r.id === null ? [] : r))
  const cursor = endOf(rows, page, last)
  const more = cursor < last
  return {
    changes: { ...NO_CHANGES, ...shown(rows.slice(0, page), written) },
    cursor,
    more,
    began: more ? began : undefined,
  }
}
