import { type Kysely, sql } from 'kysely'

/** Nurture campaigns and those enrolled in them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS: string[] = []
