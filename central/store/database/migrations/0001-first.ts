import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

/**
 * `state` and `payload` are json, not jsonb: a folded lead is the same byte for byte on every replica, and jsonb reorders keys.
 * What belongs to a lead names it without a foreign key: it is written before the lead's own row, which waits for the change number.
 */
const STATEMENTS = [
  `create table incarnation (
    one boolean primary key default true check (one),
    epoch uuid not null,
    since timestamptz not null default now()
  )`,
  `create table feed (one boolean primary key default true check (one), change bigint not null)`,
  `insert into feed (change) values (0)`,
  `create table people (
    id text primary key,
    name text not null,
    email text not null check (email = lower(email)),
    role text not null check (role in ('agent', 'supervisor', 'administrator', 'service')),
    active boolean not null default true,
    password text,
    change bigint not null
  )`,
  `create unique index people_email on people (email)`,
  `create table sign_in_failures (
    email text primary key,
    failures integer not null,
    locked_until timestamptz,
    at timestamptz not null
  )`,
  `create table sessions (
    token bytea primary key,
    person text not null references people on delete cascade,
    device text not null,
    device_name text not null,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null
  )`,
  `create index sessions_person on sessions (person)`,
  `create table devices (
    person text not null references people on delete cascade,
    id text not null,
    name text not null,
    state text not null,
    waiting integer not null,
    seen_at timestamptz,
    cursor_before bigint,
    cursor bigint,
    poke_until timestamptz,
    primary key (person, id)
  )`,
  `create table policies (version integer primary key, body json not null, change bigint not null)`,
  `create table campaigns (
    id text primary key,
    name text not null,
    policy_version integer not null references policies,
    change bigint not null
  )`,
  `create table leads (
    id uuid primary key,
    campaign text not null references campaigns,
    owner text references people,
    stage text not null check (stage in ('open', 'handedOff', 'closed')),
    version integer not null,
    assigned_at timestamptz not null,
    change bigint not null,
    state json not null,
    route text not null,
    decision text not null,
    low integer not null,
    high integer not null,
    expected double precision not null,
    work text not null,
    due timestamptz,
    not_before timestamptz,
    policy_version integer not null,
    as_of date not null
  )`,
  `create unique index leads_change on leads (change)`,
  `create index leads_owner on leads (owner, change)`,
  `create index leads_pool on leads (due) where owner is null and stage = 'open'`,
  `create table lead_keys (key text not null, lead uuid not null, primary key (key, lead))`,
  `create index lead_keys_lead on lead_keys (lead)`,
  `create table events (
    id uuid primary key,
    lead uuid not null,
    stamp text not null,
    effective text,
    type text not null,
    actor text not null,
    device text not null,
    payload json not null,
    received_at timestamptz not null default now(),
    no bigint generated always as identity
  )`,
  `create index events_lead on events (lead, no)`,
  `create table assignments (
    lead uuid not null,
    owner text references people,
    from_change bigint not null,
    to_change bigint,
    at timestamptz not null default now(),
    actor text not null,
    reason text not null,
    primary key (lead, from_change)
  )`,
  `create index assignments_owner on assignments (owner, to_change)`,
  `create table hand_offs (
    id uuid primary key,
    lead uuid not null,
    route text not null,
    channel text not null,
    policy_version integer not null,
    low integer not null,
    high integer not null,
    expected double precision not null,
    as_of date not null,
    at timestamptz not null
  )`,
  `create index hand_offs_lead on hand_offs (lead, at)`,
  `create index hand_offs_at on hand_offs (at)`,
]
