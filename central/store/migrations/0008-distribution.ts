import { type Kysely, sql } from 'kysely'

/** Kinds of channels; who of a channel gets a lead. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS: string[] = []
