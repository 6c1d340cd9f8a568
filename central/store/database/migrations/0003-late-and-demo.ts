import { type Kysely, sql } from 'kysely'

/** `late_from`: from when a lead's work is past due (null: never). `demo`: how far loading the demo campaign has come. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  `alter table leads add column late_from timestamptz`,
  `update leads set late_from = due where work = 'callback' or (work = 'call' and not_before is null)`,
  `create table demo (
    one boolean primary key default true check (one),
    as_of timestamptz not null,
    loaded boolean not null default false
  )`,
]
