import { type Kysely, sql } from 'kysely'

/** Teams, API keys, invitations, answers kept for Idempotency-Keys. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS: string[] = []
