import { type RawBuilder, sql } from 'kysely'
import type { Person, SyncResponse } from '../../shared/sync/protocol.ts'
import { isOfTeam, seesAll } from '../auth/may-see.ts'
import { viewEpoch } from '../auth/view.ts'
import { erasedBetween } from '../devices/erased.ts'
import { CAMPAIGN, campaignOf } from './campaigns.ts'
import type { Cursor } from './cursor.ts'
import { lastChange } from './feed.ts'
import { looksAfter, PERSON, shownTo } from './people.ts'
import type { Db, Tx } from './schema.ts'
import { SNAPSHOT, type SnapshotRow, snapshotText } from './snapshots.ts'
import { suppressionChanges } from './suppressions.ts'
import { NOTHING_WRITTEN, type Written } from './write-leads.ts'

export const PAGE = 1000
export const NO_CHANGES: Changes = {
  leads: [],
  removed: [],
  policies: [],
  people: [],
  teams: [],
  campaigns: [],
  suppressionLists: [],
  suppressions: [],
}

/** `leads`: the JSON of each, as it goes over the wire: states are passed on as they are stored, and never read. */
type Changes = Omit<SyncResponse['changes'], 'leads'> & { leads: string[] }
export type Page = Pick<SyncResponse, 'more' | 'epoch'> & {
  changes: Changes
  cursor: number
  began?: number | undefined
}
/** A changed lead, and whether it is in the view now: else it left it. `state` null: it is not needed, or known. */
type SeenRow = Omit<SnapshotRow, 'state'> & { state: string | null; mine: boolean }

/** Where a device stands. */
export interface Standing {
  epoch: string | null
  /** A change number of the view that `epoch` names; null: at none. */
  since: number | null
  /** As a `Cursor` has it. */
  began?: number | undefined
  /** Central's own epoch. */
  central: string
  /** What the device's round itself has written: it is not read again. */
  written?: Written
  /** What the round has read already: the person's view, and after it the feed's last change number. */
  read?: { view: string; last: number }
}

/**
 * What changed in a person's view after a change number; all of it when there is none, or when it is another view by now.
 */
export async function changesSince(db: Db, person: Person, standing: Standing, page = PAGE): Promise<Page> {
  const { epoch, since, central, written = NOTHING_WRITTEN } = standing
  // The view first: one that changes has a change number, too.
  const view = standing.read?.view ?? (await viewEpoch(db, person, central))
  if (epoch === view && since !== null) {
    if (written.states.length === 0 && since === (standing.read?.last ?? (await lastChange(db))))
      return { changes: NO_CHANGES, cursor: since, more: false, epoch: view }
    const found =
      person.role === 'inbox'
        ? null
        : await leadsSince(db, person, { since, began: standing.began, written }, page)
    if (found && view === (await viewEpoch(db, person, central))) return { ...found, epoch: view }
  }
  return pageSince(db, person, standing, page)
}

type Last = { last: number }

/** Changed leads, in one statement, which is one snapshot. Null where more than leads changed. */
async function leadsSince(
  db: Db,
  person: Person,
  { since, began, written }: Cursor & { written: Written },
  page: number,
): Promise<Omit<Page, 'epoch'> | null> {
  const found = await sql<Last & News & (SeenRow | { id: null })>`
    select feed.change as last, ${newsAfter(since)}, r.*
    from feed left join (${pageOf(person, { since, began }, page + 1, written)}) as r on true order by r.change`.execute(
    db,
  )
  const { last, policies, people, teams, campaigns, suppressions, erased } = found.rows[0]!
  const isMore = policies || people || teams || campaigns || suppressions || erased
  // A cursor from the future is of another incarnation.
  if (isMore || since > last) return null
  const rows = found.rows.flatMap((r) => (r.id === null ? [] : r))
  const cursor = endOf(rows, page, last)
  const more = cursor < last
  return {
    changes: { ...NO_CHANGES, ...shown(rows.slice(0, page), written) },
    cursor,
    more,
    began: more ? began : undefined,
  }
}

/** Up to which change number a page of rows, of which one more than it holds was read, tells everything. */
const endOf = (rows: readonly SeenRow[], page: number, last: number): number =>
  rows.length > page ? rows[page - 1]!.change : last

const shown = (rows: readonly SeenRow[], { first, states }: Written) => ({
  leads: rows
    .filter((r) => r.mine)
    .map((r) => snapshotText({ ...r, state: r.state ?? states[r.change - first]! })),
  removed: rows.filter((r) => !r.mine).map((r) => ({ id: r.id, to: r.owner, stage: r.stage })),
})

/**
 * What changed in a person's view after a change number. One snapshot of the database: with numbers in the order of commits nothing below
 * the cursor can appear later.
 */
function pageSince(db: Db, person: Person, standing: Standing, page: number): Promise<Page> {
  const { epoch, since, central } = standing
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (tx) => {
      const last = await lastChange(tx)
      const view = await viewEpoch(tx, person, central)
      // A cursor from the future is of another incarnation.
      const from = epoch !== view || since === null || since > last ? 0 : since
      const began = from === 0 ? last : standing.began
      const news = await newsSince(tx, from)
      const rows = await rowsFor(tx, person, { since: from, began }, page + 1)
      const end = endOf(rows, page, last)
      // Receivers call nobody by these: who asked us for no call is none of a partner's business.
      const { upTo, lists, entries } =
        person.role === 'inbox' || !news.suppressions
          ? { upTo: end, lists: [], entries: [] }
          : await suppressionChanges(tx, from, end, page)
      const { leads, removed } = shown(
        rows.slice(0, page).filter((r) => r.change <= upTo),
        NOTHING_WRITTEN,
      )
      return {
        changes: {
          leads,
          removed: [...removed, ...(news.erased ? await erasedBetween(tx, from, upTo) : [])],
          ...(await registers(tx, person, from, news)),
          suppressionLists: lists,
          suppressions: entries,
        },
        cursor: upTo,
        more: upTo < last,
        began: upTo < last ? began : undefined,
        epoch: view,
      }
    })
}

/** From which number on a lead that left is told of: one that left before was never there. */
const leftSince = ({ since, began = 0 }: Cursor): number => Math.max(since, began)

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
const columns = ({ first, states }: Written) =>
  columnsOf(
    sql.ref('leads.change'),
    sql`case when leads.change >= ${first} and leads.change < ${first + states.length} then null else leads.state::text end`,
  )
/** Of a lead that left: it is told at the number at which it did. By a later change it could stand behind a page, after which it left before all that is asked. */
const AS_IT_LEFT = columnsOf(sql.ref('gone.change'), sql`null`)

async function rowsFor(tx: Tx, person: Person, from: Cursor, limit: number): Promise<SeenRow[]> {
  if (person.role === 'inbox') return []
  return (await pageOf(person, from, limit, NOTHING_WRITTEN).execute(tx)).rows
}

const pageOf = (person: Person, from: Cursor, limit: number, written: Written) =>
  sql<SeenRow>`${rowsOf(person, from, limit, columns(written))} order by change limit ${limit}`

function rowsOf(person: Person, from: Cursor, limit: number, shownAs: RawBuilder<unknown>) {
  if (seesAll(person)) return sql`select ${shownAs}, true as mine from leads where change > ${from.since}`
  return person.role === 'agent'
    ? agentRows(person.id, from, shownAs)
    : teamRows(person, from, limit, shownAs)
}

/** Changed leads that the agent holds, and changed ones the agent held when the device last asked. */
const agentRows = (person: string, from: Cursor, shownAs: RawBuilder<unknown>) => sql`
  select ${shownAs}, stage = 'open' as mine from leads
  where change > ${from.since} and owner = ${person} and (${from.since} > 0 or stage = 'open')
  union all
  select ${AS_IT_LEFT}, false as mine from leads
  join (select lead, max(to_change) as change from assignments
    where owner = ${person} and to_change > ${leftSince(from)} and ${from.since} > 0 group by lead) gone on gone.lead = leads.id
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

type News = Record<'policies' | 'people' | 'teams' | 'campaigns' | 'suppressions' | 'erased', boolean>

/** Which of these changed: most rounds bring nothing of them. */
async function newsSince(tx: Tx, from: number): Promise<News> {
  return (await sql<News>`select ${newsAfter(from)}`.execute(tx)).rows[0]!
}

function newsAfter(from: number) {
  const after = (table: string) => sql`exists (select from ${sql.table(table)} where change > ${from})`
  return sql`${after('policies')} as policies, ${after('people')} as people, ${after('teams')} as teams,
    ${after('campaigns')} as campaigns, ${after('erased_leads')} as erased,
    ${after('suppression_lists')} or ${after('suppression_keys')} as suppressions`
}

async function registers(tx: Tx, person: Person, from: number, news: News) {
  const policies = news.policies || news.campaigns ? await policiesSince(tx, from) : []
  const people = news.people ? await peopleSince(tx, from) : []
  const teams = news.teams
    ? await tx
        .selectFrom('teams')
        .select(['id', 'name', 'kind', 'active'])
        .where('change', '>', from)
        .execute()
    : []
  const campaigns = news.campaigns
    ? await tx.selectFrom('campaigns').select(CAMPAIGN).where('change', '>', from).execute()
    : []
  return {
    policies: policies.map((p) => p.body),
    people: people
      .filter((p) => p.role !== 'service')
      .map(({ calendar, ...p }) => ({
        ...shownTo(person, p),
        ...(looksAfter(person, p) ? { calendar } : {}),
      })),
    teams,
    campaigns: campaigns.map(campaignOf),
  }
}

/** Those that a campaign is under, where one of the two is new: a campaign may come under a policy that was published long before. */
const policiesSince = (tx: Tx, from: number) =>
  tx
    .selectFrom('policies')
    .select('body')
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('campaigns')
          .select('campaigns.id')
          .whereRef('campaigns.policy_version', '=', 'policies.version')
          .where((or) => or.or([or('campaigns.change', '>', from), or('policies.change', '>', from)])),
      ),
    )
    .orderBy('version')
    .execute()

const peopleSince = (tx: Tx, from: number) =>
  tx
    .selectFrom('people')
    .leftJoin('receivers', 'receivers.person', 'people.id')
    .select(PERSON)
    .select('receivers.calendar')
    .where('change', '>', from)
    .execute()
