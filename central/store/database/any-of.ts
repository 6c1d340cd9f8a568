import { type RawBuilder, sql } from 'kysely'

/**
 * Ids as a parameter that plans do not look into: a plan made for these few would be taken for cheaper than the one for any, and the
 * statement planned at every run, which costs more than running it.
 */
const unseen = <Id extends string | Buffer>(ids: Iterable<Id>, type: RawBuilder<unknown>) =>
  sql<Id>`array(select unnest(${[...new Set(ids)]}::${type}[]))`
const UUID = sql.raw('uuid')

/** For `id = any(…)`: one parameter whatever their number, so that the statement can be a prepared one. */
export const anyOf = (ids: Iterable<string>) => sql<string>`any(${unseen(ids, UUID)})`

/** The same of ids that are texts. */
export const anyOfTexts = (ids: Iterable<string>) => sql<string>`any(${unseen(ids, sql.raw('text'))})`

/** The same of bytes. */
export const anyOfBytes = (ids: Iterable<Buffer>) => sql<Buffer>`any(${unseen(ids, sql.raw('bytea'))})`

/**
 * The same for `lead in (…)`, of a table that a plan made without statistics would read whole, comparing each row with every id: each is
 * looked up in the index.
 */
export const amongst = (ids: Iterable<string>) => sql<string>`(select unnest(${unseen(ids, UUID)}))`
