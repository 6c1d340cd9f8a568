import { sql } from 'kysely'
import { type Person, type SyncResponse, supervises } from '../../shared/sync/protocol.ts'
import { lastChange } from './feed.ts'
import type { Db, Tx } from './schema.ts'
import { SNAPSHOT, type SnapshotRow, snapshotOf } from './snapshots.ts'
import { suppressionChanges } from './suppressions.ts'

export const PAGE = 1000

type Page = Pick<SyncResponse, 'changes' | 'more'> & { cursor: number }

/**
 * What changed in a person's view after a change number; null: all of it. One snapshot of the database: with numbers in the order of
 * commits nothing below the cursor can appear later.
 */
export function changesSince(db: Db, person: Person, since: number | null, page = PAGE): Promise<Page> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (tx) => {
      const last = await lastChange(tx)
      // A cursor from the future is of another incarnation.
      const from = since === null || since > last ? 0 : since
      const isAgent = !supervises(person.role)
      const rows = await rowsFor(tx, person, from, page + 1)
      const end = rows.length > page ? rows[page - 1]!.change : last
      const { upTo, lists, entries } = await suppressionChanges(tx, from, end, page)
      const shown = rows.slice(0, page).filter((r) => r.change <= upTo)
      const mine = (r: SnapshotRow) => !isAgent || (r.owner === person.id && r.stage === 'open')
      return {
        changes: {
          leads: shown.filter(mine).map(snapshotOf),
          removed: shown.filter((r) => !mine(r)).map((r) => ({ id: r.id, to: r.owner, stage: r.stage })),
          ...(await registers(tx, person, from)),
          suppressionLists: lists,
          suppressions: entries,
        },
        cursor: upTo,
        more: upTo < last,
      }
    })
}

function rowsFor(tx: Tx, person: Person, from: number, limit: number): Promise<SnapshotRow[]> {
  if (supervises(person.role)) return allRows(tx, from, limit)
  return person.role === 'agent' ? agentRows(tx, person.id, from, limit) : Promise.resolve([])
}

function allRows(tx: Tx, from: number, limit: number): Promise<SnapshotRow[]> {
  return tx
    .selectFrom('leads')
    .select(SNAPSHOT)
    .where('change', '>', from)
    .orderBy('change')
    .limit(limit)
    .execute()
}

/** Changed leads that the agent holds, and changed ones the agent held when the device last asked. */
async function agentRows(tx: Tx, person: string, from: number, limit: number): Promise<SnapshotRow[]> {
  const found = await sql<SnapshotRow>`
    select ${sql.join(SNAPSHOT.map((c) => sql.ref(c)))} from leads
    where change > ${from} and owner = ${person} and (${from} > 0 or stage = 'open')
    union all
    select ${sql.join(SNAPSHOT.map((c) => sql.ref(c)))} from leads
    where change > ${from} and owner is distinct from ${person} and ${from} > 0
      and id in (select lead from assignments where owner = ${person} and to_change > ${from})
    order by change limit ${limit}`.execute(tx)
  return found.rows
}

async function registers(tx: Tx, person: Person, from: number) {
  const policies = await tx.selectFrom('policies').select('body').where('change', '>', from).execute()
  const people = await tx.selectFrom('people').selectAll().where('change', '>', from).execute()
  const teams = await tx
    .selectFrom('teams')
    .select(['id', 'name', 'kind', 'active'])
    .where('change', '>', from)
    .execute()
  const campaigns = await tx
    .selectFrom('campaigns')
    .select(['id', 'name', 'policy_version as policyVersion'])
    .where('change', '>', from)
    .execute()
  return {
    policies: policies.map((p) => p.body),
    people: people
      .filter((p) => p.role !== 'service')
      .map(({ id, name, email, role, active, team }) => ({
        id,
        name,
        // Agents learn who has a lead now, and no more of their colleagues.
        email: !supervises(person.role) && id !== person.id ? '' : email,
        role,
        active,
        team,
      })),
    teams,
    campaigns,
  }
}
