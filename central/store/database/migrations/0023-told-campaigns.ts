import { type Kysely, sql } from 'kysely'

/** What a capture may name that waited on a device while its person's campaigns became others. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const table of ['devices', 'quarantine'])
    await sql`alter table ${sql.table(table)} add column campaigns jsonb`.execute(db)
}
