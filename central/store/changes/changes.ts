import { sql } from 'kysely'
import type { Person } from '../../../shared/sync/protocol.ts'
import { viewEpoch } from '../../auth/view.ts'
import { erasedBetween } from '../../devices/erased.ts'
import { CAMPAIGN, campaignOf } from '../campaigns.ts'
import type { Cursor } from '../database/cursor.ts'
import { NO_CHANGES, PAGE, type Page } from '../database/page.ts'
import type { Db, Tx } from '../database/schema.ts'
import { lastChange } from '../feed.ts'
import { NOTHING_WRITTEN, type Written } from '../leads/write-leads.ts'
import { looksAfter, PERSON, shownTo } from '../people.ts'
import { suppressionChanges } from '../suppressions/suppressions.ts'
import { changedLeads } from './changed-leads.ts'
import { endOf, pageOf, type SeenRow, shown } from './changed-rows.ts'

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
 * Says what changed in a person's view after a change number; all of it when there is none, or when it is another view by now.
 */
export function changesFor(db: Db, page = PAGE): (person: Person, standing: Standing) => Promise<Page> {
  const leadsSince = changedLeads(db, page)
  return async (person, standing) => {
    const { epoch, since, central, began, written = NOTHING_WRITTEN } = standing
    // The view first: one that changes has a change number, too.
    const view = standing.read?.view ?? (await viewEpoch(db, person, central))
    if (epoch === view && since !== null) {
      if (written.states.length === 0 && since === (standing.read?.last ?? (await lastChange(db))))
        return { changes: NO_CHANGES, cursor: since, more: false, epoch: view }
      const found = person.role === 'inbox' ? null : await leadsSince({ person, since, began, written })
      if (found && view === (await viewEpoch(db, person, central))) return { ...found, epoch: view }
    }
    return pageSince(db, person, standing, page)
  }
}

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

async function rowsFor(tx: Tx, person: Person, from: Cursor, limit: number): Promise<SeenRow[]> {
  if (person.role === 'inbox') return []
  return (await pageOf(person, from, limit, NOTHING_WRITTEN).execute(tx)).rows
}

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
