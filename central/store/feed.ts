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
 * Whose view changed: 'all', or the owners of the leads (before and after), and the receivers of teams that a hand-off is with.
 * Supervisors see every change.
 */
export type Poke = { owners: string[] | 'all'; teams?: string[] }

export const POKE_CHANNEL = 'leadwright_poke'

/** Told to every central process when the transaction commits. */
export async function notify(tx: Tx, owners: ReadonlySet<string> | 'all'): Promise<void> {
  // A notification carries at most 8,000 bytes.
  const poke: Poke = { owners: owners === 'all' || owners.size > 50 ? 'all' : [...owners] }
  await send(tx, poke)
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
  await send(tx, owners.length + teams.length > 100 ? { owners: 'all' } : { owners, teams })
}

const send = (tx: Tx, poke: Poke) =>
  sql`select pg_notify(${POKE_CHANNEL}, ${JSON.stringify(poke)})`.execute(tx)
