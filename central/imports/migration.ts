import { type Kysely, sql } from 'kysely'

/** Adds the tables of imports. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  `create table imports (
     id text primary key,
     actor text not null,
     progress json not null,
     cancelled boolean not null default false,
     saved_at timestamptz not null
   )`,
  `create table import_problems (
     import_id text not null references imports on delete cascade,
     seq bigint generated always as identity,
     problem json not null,
     primary key (import_id, seq)
   )`,
] as const
