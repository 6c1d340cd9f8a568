import { type RawBuilder, sql } from 'kysely'
import type { Db, Tx } from './database/schema.ts'

/**
 * Change numbers follow the order of commits: the feed's one row stays locked from the allotment to the commit. So allot last, and
 * keep what follows short. A reader that saw number n has seen every number below it.
 */
export async function allot(tx: Tx, count: number): Promise<{ first: number; last: number }> {
  const row = await tx
    .updateTable('feed')
    .set({ change: sql`change + ${count}` })
    .returning('change')
    .executeTakeFirstOrThrow()
  return { first: row.change - count + 1, last: row.change }
}

export async function lastChange(db: Db | Tx): Promise<number> {
  return (await db.selectFrom('feed').select('change').executeTakeFirstOrThrow()).change
}

/**
 * Whose view changed: 'all', or the owners of the leads (before and after), and the receivers of teams that a hand-off is with. `watch`: the
 * teams whose supervisors see something else; who sees everything is always told.
 */
export type Poke = {
  owners: string[] | 'all'
  teams?: string[]
  watch: string[] | 'all'
  by?: readonly Origin[]
  /** Leads were erased: no process keeps anything of them in memory. */
  erased?: true
}
/** A device whose round it was: it has the changes in its answer. */
export type Origin = { person: string; device: string }

export const POKE_CHANNEL = 'leadwright_poke'
/** A notification carries at most 8,000 bytes. */
const MANY = 50

/** Told to every central process when the transaction commits. @param owners null: the pool, which any team may see */
export async function notify(tx: Tx, owners: ReadonlySet<string | null> | 'all'): Promise<void> {
  await sql`select ${telling(owners)}`.execute(tx)
}

/** Told to everybody, and to every central process. */
export async function notifyErased(tx: Tx): Promise<void> {
  await sql`select ${poking({ owners: 'all', watch: 'all', erased: true })}`.execute(tx)
}

/** The same as an expression of another statement. @param by who is not told */
export function telling(
  owners: ReadonlySet<string | null> | 'all',
  by: readonly Origin[] = [],
): RawBuilder<unknown> {
  if (owners === 'all' || owners.size > MANY) return poking({ owners: 'all', watch: 'all', by })
  const people = [...owners].filter((o) => o !== null)
  return owners.has(null) ? poking({ owners: people, watch: 'all', by }) : pokingOf(people, people, by)
}

/** Tells those who look after people that what they see of them changed. */
export async function notifyWatchers(db: Db, people: readonly string[]): Promise<void> {
  if (people.length > 0) await sql`select ${pokingOf([], people)}`.execute(db)
}

/** Tells the receivers of hand-offs that were made, changed or given on: all of the team, for it has one list. */
export async function notifyReceivers(
  tx: Tx,
  handOffs: readonly { owner: string | null; team: string | null }[],
): Promise<void> {
  if (handOffs.length === 0) return
  const distinct = (ids: (string | null)[]) => [...new Set(ids.filter((id) => id !== null))]
  const owners = distinct(handOffs.map((h) => h.owner))
  const teams = distinct(handOffs.map((h) => h.team))
  const poke = owners.length + teams.length > 2 * MANY ? { owners: 'all' as const } : { owners, teams }
  await sql`select ${poking({ ...poke, watch: 'all' })}`.execute(tx)
}

const poking = (poke: Poke) => sql`pg_notify(${POKE_CHANNEL}, ${JSON.stringify(poke)})`

/** To the owners, and to who looks after the teams of these people. */
const pokingOf = (owners: string[], people: readonly string[], by: readonly Origin[] = []) => sql`
  pg_notify(${POKE_CHANNEL}, json_build_object('owners', ${JSON.stringify(owners)}::json, 'by', ${JSON.stringify(by)}::json, 'watch', coalesce(
    (select json_agg(distinct team) from people where id = any(${people}::text[]) and team is not null), '[]'))::text)`
