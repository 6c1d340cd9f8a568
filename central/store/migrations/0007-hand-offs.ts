import { type Kysely, sql } from 'kysely'

/** The life of a hand-off at its channel. States get what folding knows since, and every lead a new change number. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS: string[] = [
  // A state is json and keeps its bytes: what is new comes last in it.
  `update leads set state = (left(state::text, -1) || ',"returns":[],"outcomes":[]}')::json`,
  `update leads set change = change + (select change from feed)`,
  `update feed set change = change * 2`,
]
