import { type Kysely, sql } from 'kysely'

/** Campaigns that are put aside; what each import wrote, so that it can be taken back. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

/** `import_rows`: the captures that an import wrote, and, once it is taken back, what became of each. `taken_back`: by which event. */
const STATEMENTS = [
  `alter table campaigns add column archived_at timestamptz`,
  `alter table imports add column undo json`,
  `create index imports_latest on imports (saved_at desc)`,
  `create table import_rows (
     import_id text not null references imports on delete cascade,
     capture uuid not null,
     lead uuid not null,
     created boolean not null,
     outcome text,
     because text,
     primary key (import_id, capture)
   )`,
  `create index import_rows_waiting on import_rows (import_id, lead) where outcome is null`,
  `create index import_rows_lead on import_rows (lead)`,
  `create table taken_back (
     response uuid primary key,
     lead uuid not null,
     event uuid not null
   )`,
  `create index taken_back_lead on taken_back (lead)`,
]
