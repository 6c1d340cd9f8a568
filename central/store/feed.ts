import { sql } from 'kysely'
import type { Db, Tx } from './schema.ts'

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
export type Poke = { owners: string[] | 'all'; teams?: string[]; watch: string[] | 'all' }

export const POKE_CHANNEL = 'leadwright_poke'
/** A notification carries at most 8,000 bytes. */
const MANY = 50

/** Told to every central process when the transaction commits. @param owners null: the pool, which any team may see */
export async function notify(tx: Tx, owners: ReadonlySet<string | null> | 'all'): Promise<void> {
  if (owners === 'all' || owners.size > MANY) return send(tx, { owners: 'all', watch: 'all' })
  const people = [...owners].filter((o) => o !== null)
  if (owners.has(null)) return send(tx, { owners: people, watch: 'all' })
  await sendOf(tx, people, people)
}

/** Tells those who look after a person that what they see of them changed. */
export const notifyWatchers = (db: Db, person: string): Promise<void> => sendOf(db, [], [person])

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
  await send(tx, { ...poke, watch: 'all' })
}

async function send(tx: Tx, poke: Poke): Promise<void> {
  await sql`select pg_notify(${POKE_CHANNEL}, ${JSON.stringify(poke)})`.execute(tx)
}

/** To the owners, and to who looks after the teams of these people. */
async function sendOf(db: Db | Tx, owners: string[], people: string[]): Promise<void> {
  await sql`
    select pg_notify(${POKE_CHANNEL}, json_build_object('owners', ${JSON.stringify(owners)}::json, 'watch', coalesce(
      (select json_agg(distinct team) from people where id = any(${people}::text[]) and team is not null), '[]'))::text)`.execute(
    db,
  )
}
