import { type Kysely, sql } from 'kysely'

/** The outbox of mails, and the key that signs links. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS: string[] = []
