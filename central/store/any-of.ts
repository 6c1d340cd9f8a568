import { sql } from 'kysely'

/** For `id = any(…)`: one parameter whatever their number, so that the statement can be a prepared one. */
export const anyOf = (ids: Iterable<string>) => sql<string>`any(${[...new Set(ids)]}::uuid[])`
