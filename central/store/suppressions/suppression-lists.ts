import { sql } from 'kysely'
import type { SuppressionList } from '../../../shared/sync/protocol.ts'
import { ERASED_LIST } from '../../devices/erased.ts'
import { Fail } from '../../fail.ts'
import { BOUNCED_LIST } from '../../mail/bounced-list.ts'
import { inTransaction } from '../database/retry.ts'
import type { Db, Tx } from '../database/schema.ts'
import { allot, notify } from '../feed.ts'
import { INTERNAL_LIST } from './internal-list.ts'

/** Entries that share a change number: desks get them whole. */
export const BATCH = 5000
const PAGE = 50_000

export interface ListInput {
  id: string
  /** Left out: as it was, or the id of a new list. */
  name?: string | undefined
  source?: string | undefined
}

/** Every list with the number of its entries. */
export async function listSuppressions(db: Db): Promise<(SuppressionList & { entries: number })[]> {
  return db
    .selectFrom('suppression_lists as l')
    .select(['id', 'name', 'source', 'imported_at as importedAt'])
    .select((eb) =>
      eb
        .selectFrom('suppression_keys as k')
        .select((count) => count.fn.countAll<number>().as('n'))
        .whereRef('k.list', '=', 'l.id')
        .where('k.removed', '=', false)
        .$asScalar()
        .as('entries'),
    )
    .where('deleted', '=', false)
    .orderBy('id')
    .$castTo<SuppressionList & { entries: number }>()
    .execute()
}

/**
 * Makes these keys all of a list's entries. Written in batches, what is new first: broken off, it bars too many rather than too few, and
 * the same list again completes it.
 * @param keys ascending, each once
 */
export function replaceList(
  db: Db,
  input: ListInput,
  keys: Float64Array,
  now: number,
): Promise<{ list: SuppressionList; added: number; removed: number }> {
  return alone(db, input.id, async () => {
    const list = await nameList(db, input, now)
    const { added, removed } = await difference(db, input.id, keys)
    await write(db, list.id, added, false, now)
    await write(db, list.id, removed, true, now)
    return { list, added: added.length, removed: removed.length }
  })
}

/** Takes a list away, with all its entries. Throws when there is none. */
export function deleteList(db: Db, id: string, now: number): Promise<void> {
  return alone(db, id, async () => {
    const there = await db
      .selectFrom('suppression_lists')
      .select('id')
      .where('id', '=', id)
      .where('deleted', '=', false)
      .executeTakeFirst()
    if (!there) throw new Fail('notFound', 'There is no such list')
    const { removed } = await difference(db, id, new Float64Array())
    await write(db, id, removed, true, now)
    await inTransaction(db, async (tx) => {
      const { last } = await allot(tx, 1)
      await tx
        .updateTable('suppression_lists')
        .set({ deleted: true, change: last })
        .where('id', '=', id)
        .execute()
    })
  })
}

/** One writer of a list at a time, in whatever process; the internal list is central's own. */
async function alone<T>(db: Db, id: string, work: () => Promise<T>): Promise<T> {
  if (id === BOUNCED_LIST) throw new Fail('notYours', 'This list follows which mails came back')
  if (id === INTERNAL_LIST || id === ERASED_LIST)
    throw new Fail('notYours', 'This list follows what people asked of us')
  return db.connection().execute(async (connection) => {
    const key = sql`hashtextextended(${`suppression list ${id}`}, 0)`
    const got = await sql<{ got: boolean }>`select pg_try_advisory_lock(${key}) as got`.execute(connection)
    if (!got.rows[0]?.got) throw new Fail('conflict', 'This list is being written already')
    try {
      return await work()
    } finally {
      await sql`select pg_advisory_unlock(${key})`.execute(connection)
    }
  })
}

function nameList(db: Db, { id, name, source }: ListInput, now: number): Promise<SuppressionList> {
  return inTransaction(db, async (tx) => {
    const { last } = await allot(tx, 1)
    const imported_at = new Date(now).toISOString()
    const given = { ...(name ? { name } : {}), ...(source ? { source } : {}) }
    return tx
      .insertInto('suppression_lists')
      .values({ id, name: name ?? id, source: source ?? '', imported_at, change: last })
      .onConflict((c) => c.column('id').doUpdateSet({ ...given, imported_at, deleted: false, change: last }))
      .returning(['id', 'name', 'source', 'imported_at as importedAt'])
      .executeTakeFirstOrThrow()
  })
}

/** What a list lacks of these keys, and what it has beyond them. */
async function difference(db: Db, list: string, keys: Float64Array) {
  const added: number[] = []
  const removed: number[] = []
  let at = 0
  for (let last = -1; ; ) {
    const page = await db
      .selectFrom('suppression_keys')
      .select('key')
      .where('list', '=', list)
      .where('removed', '=', false)
      .where('key', '>', last)
      .orderBy('key')
      .limit(PAGE)
      .execute()
    for (const { key } of page) {
      while (at < keys.length && keys[at]! < key) added.push(keys[at++]!)
      if (keys[at] === key) at += 1
      else removed.push(key)
    }
    if (page.length < PAGE) break
    last = page.at(-1)!.key
  }
  while (at < keys.length) added.push(keys[at++]!)
  return { added, removed }
}

async function write(db: Db, list: string, keys: number[], removed: boolean, now: number): Promise<void> {
  for (let at = 0; at < keys.length; at += BATCH) {
    await inTransaction(db, async (tx) => {
      await writeBatch(tx, list, keys.slice(at, at + BATCH), removed, now)
      if (at + BATCH >= keys.length) await notify(tx, 'all')
    })
  }
}

async function writeBatch(
  tx: Tx,
  list: string,
  keys: number[],
  removed: boolean,
  now: number,
): Promise<void> {
  const { last } = await allot(tx, 1)
  await sql`
    insert into suppression_keys (list, key, removed, at, change)
    select ${list}, key::bigint, ${removed}, ${new Date(now).toISOString()}::timestamptz, ${last}::bigint
    from json_array_elements_text(${JSON.stringify(keys)}::json) as r(key)
    on conflict (list, key) do update set removed = excluded.removed, at = excluded.at, change = excluded.change`.execute(
    tx,
  )
}
