import { type Kysely, sql } from 'kysely'

/** Suppression lists, likely duplicates, calls that the rules forbade. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

/** Entries that left a list stay as `removed`: desks that have them must hear of it. Pairs of leads stand in the order of their ids. */
const STATEMENTS = [
  `create table suppression_lists (
    id text primary key,
    name text not null,
    source text not null,
    imported_at timestamptz not null,
    deleted boolean not null default false,
    change bigint not null
  )`,
  `create table suppression_keys (
    list text not null references suppression_lists,
    key bigint not null,
    removed boolean not null default false,
    at timestamptz not null,
    change bigint not null,
    primary key (list, key)
  )`,
  `create index suppression_keys_change on suppression_keys (change)`,
  `create index suppression_keys_key on suppression_keys (key) where not removed`,
  `create table do_not_call_numbers (
    lead uuid not null,
    key bigint not null,
    primary key (lead, key)
  )`,
  `create index do_not_call_numbers_key on do_not_call_numbers (key)`,
  `with next as (update feed set change = change + 1 returning change)
  insert into suppression_lists (id, name, source, imported_at, change)
    select 'internal', 'Do not call', 'What people asked of us', now(), change from next`,
  `create table likeness_subjects (lead uuid primary key, subject json not null)`,
  `create table likeness_keys (key bigint not null, lead uuid not null, primary key (key, lead))`,
  `create table likely_duplicates (
    a uuid not null,
    b uuid not null,
    score double precision not null,
    reasons json not null,
    by_response boolean not null default false,
    at timestamptz not null,
    primary key (a, b),
    check (a < b)
  )`,
  `create index likely_duplicates_b on likely_duplicates (b)`,
  `create table kept_apart (a uuid not null, b uuid not null, primary key (a, b), check (a < b))`,
  `create index kept_apart_b on kept_apart (b)`,
  `create table contact_breaches (
    call uuid primary key,
    lead uuid not null,
    actor text not null,
    number text not null,
    at timestamptz not null,
    reasons json not null
  )`,
  `create index contact_breaches_at on contact_breaches (at, call)`,
]
