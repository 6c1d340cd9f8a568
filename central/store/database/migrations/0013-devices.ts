import { type Kysely, sql } from 'kysely'

/** Revoked devices, what they handed in, and erased leads. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  `alter table devices add column revoked_at timestamptz, add column revoked_by text, add column revoked_because text,
    add column wiped_at timestamptz`,
  `create table quarantine (
    id uuid primary key,
    person text not null references people,
    device text not null,
    lead uuid,
    type text not null,
    event json,
    received_at timestamptz not null,
    as_of bigint,
    state text not null check (state in ('waiting', 'released', 'discarded')),
    decided_at timestamptz,
    decided_by text
  )`,
  `create index quarantine_state on quarantine (state, id)`,
  `create index quarantine_lead on quarantine (lead)`,
  `create index quarantine_emptied on quarantine (decided_at) where state = 'discarded' and event is not null`,
  `create table erasures (
    id uuid primary key,
    lead uuid not null,
    at timestamptz not null,
    actor text not null,
    reason text not null,
    suppressed boolean not null
  )`,
  `create table erased_leads (lead uuid primary key, erasure uuid not null references erasures, change bigint not null)`,
  `create index erased_leads_change on erased_leads (change)`,
  `create table erased_captures (event uuid primary key)`,
  // A problem of a row whose lead is known goes with the lead.
  `alter table import_problems add column lead uuid`,
  `create index import_problems_lead on import_problems (lead)`,
  `create index deliveries_lead on deliveries (lead)`,
  `create index contact_breaches_lead on contact_breaches (lead)`,
  `with next as (update feed set change = change + 1 returning change)
  insert into suppression_lists (id, name, source, imported_at, change)
    select 'erased', 'Erased on request', 'Who asked for erasure and wants no contact', now(), change from next`,
]
