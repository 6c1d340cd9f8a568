import { type Kysely, sql } from 'kysely'

/** Teams, API keys, invitations, answers kept for Idempotency-Keys. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

/** An invitation names its person without a foreign key: it is written before the person's own row, which waits for the change number. */
const STATEMENTS = [
  `create table teams (
    id text primary key,
    name text not null,
    kind text not null check (kind in ('agents', 'sales', 'partner')),
    campaigns text[],
    active boolean not null default true,
    change bigint not null,
    view bigint not null
  )`,
  `create unique index teams_name on teams (lower(name)) where active`,
  `alter table people drop constraint people_role_check`,
  `alter table people add constraint people_role_check
    check (role in ('agent', 'inbox', 'supervisor', 'administrator', 'service'))`,
  `alter table people add column team text references teams`,
  `create index people_team on people (team)`,
  `create table api_keys (
    id uuid primary key,
    name text not null,
    hash bytea not null unique,
    scopes text[] not null,
    team text references teams,
    created_by text not null,
    created_at timestamptz not null,
    expires_at timestamptz,
    last_used_at timestamptz,
    revoked_at timestamptz
  )`,
  `create table kept_answers (
    id bytea primary key,
    request bytea not null,
    at timestamptz not null,
    lease timestamptz not null,
    status integer,
    type text,
    body bytea
  )`,
  `create index kept_answers_at on kept_answers (at)`,
  `create table invitations (person text primary key, id uuid not null, expires_at timestamptz not null)`,
]
