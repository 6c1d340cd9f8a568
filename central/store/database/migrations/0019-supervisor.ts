import { type Kysely, sql } from 'kysely'

/** Reassignments of many leads at once, and more of what devices say of themselves. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  `create table reassignments (
    id uuid primary key,
    "by" text not null,
    at timestamptz not null,
    reason text not null,
    asked json not null,
    undoes uuid unique references reassignments
  )`,
  `create index reassignments_by on reassignments ("by", at)`,
  `create index reassignments_at on reassignments (at)`,
  // "version": at which the lead was seen; a move makes it one more.
  `create table reassigned_leads (
    reassignment uuid not null references reassignments,
    lead uuid not null,
    "from" text,
    "to" text,
    version integer not null,
    state text not null check (state in ('planned', 'moved', 'kept')),
    why text,
    primary key (reassignment, lead)
  )`,
  `create index reassigned_leads_planned on reassigned_leads (reassignment) where state = 'planned'`,
  `create index reassigned_leads_lead on reassigned_leads (lead)`,
  `alter table devices add column state_since timestamptz, add column parked integer not null default 0`,
]
