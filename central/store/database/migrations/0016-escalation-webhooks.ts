import { type Kysely, sql } from 'kysely'

/** Deliveries that tell of an escalation. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  `alter table deliveries alter column hand_off drop not null`,
  `alter table deliveries add column escalation uuid`,
  `alter table deliveries add constraint deliveries_about check ((hand_off is null) <> (escalation is null))`,
]
