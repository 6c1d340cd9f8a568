import { type Kysely, sql } from 'kysely'

/** Revoked devices, what they handed in, and erased leads. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS: string[] = []
