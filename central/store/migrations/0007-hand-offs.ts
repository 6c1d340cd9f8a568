import { type Kysely, sql } from 'kysely'

/** The life of a hand-off at its channel. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS: string[] = []
