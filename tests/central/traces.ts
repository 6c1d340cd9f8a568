import { sql } from 'kysely'
import type { Db } from '../../central/store/database/schema.ts'

/** Names of all tables, those of the job queue with their schema. */
export async function tablesOf(db: Db): Promise<{ schema: string; name: string }[]> {
  const found = await sql<{ schema: string; name: string }>`
    select table_schema as schema, table_name as name from information_schema.tables
    where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'
    order by 1, 2`.execute(db)
  return found.rows
}

/** The tables with a row in which one of these words stands, in whatever column. */
export async function tracesOf(db: Db, words: readonly string[]): Promise<string[]> {
  const traces: string[] = []
  for (const { schema, name } of await tablesOf(db)) {
    const found = await sql<{ n: number }>`
      select count(*)::int as n from ${sql.table(`${schema}.${name}`)} as t, unnest(${[...words]}::text[]) as w
      where position(lower(w) in lower(t::text)) > 0`.execute(db)
    if ((found.rows[0]?.n ?? 0) > 0) traces.push(name)
  }
  return traces
}
