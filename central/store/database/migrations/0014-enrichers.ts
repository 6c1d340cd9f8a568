import { type Kysely, sql } from 'kysely'

/** Enrichers, and what each was last asked about a lead. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

/** `asked`: a hash of the address, so that the same is not asked twice. */
const STATEMENTS = [
  `create table enrichers (id text primary key, settings json not null)`,
  `create table enrichments (
    lead uuid not null,
    enricher text not null references enrichers on delete cascade,
    asked text not null,
    state text not null check (state in ('told', 'unknown', 'failed')),
    error text,
    at timestamptz not null,
    primary key (lead, enricher)
  )`,
]
