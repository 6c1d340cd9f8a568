import { sql } from 'kysely'

/** For `id = any(…)`: one parameter whatever their number, so that the statement can be a prepared one. */
export const anyOf = (ids: Iterable<string>) => sql<string>`any(${[...new Set(ids)]}::uuid[])`

/**
 * The same for `lead in (…)`, of a table that a plan made without statistics would read whole, comparing each row with every id: each is
 * looked up in the index.
 */
export const amongst = (ids: Iterable<string>) => sql<string>`(select unnest(${[...new Set(ids)]}::uuid[]))`
