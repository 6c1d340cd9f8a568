import { type Kysely, sql } from 'kysely'

/** Clocks of time limits, and escalations. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS: string[] = []
