import { type Kysely, sql } from 'kysely'

/** The outbox of mails, and the key that signs links. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  `create table link_key (one boolean primary key default true check (one), key bytea not null)`,
  `create table mails (
    id uuid primary key,
    kind text not null,
    state text not null default 'waiting' check (state in
      ('waiting', 'sent', 'refused', 'bounced', 'complained', 'cancelled', 'failed')),
    to_name text not null,
    to_address text not null,
    from_name text,
    from_address text,
    subject text not null,
    body text not null,
    html text,
    lead uuid,
    unsubscribe text,
    at timestamptz not null,
    attempts integer not null default 0,
    next_at timestamptz,
    sent_at timestamptz,
    last_error text
  )`,
  `create index mails_state on mails (state, id)`,
  `create index mails_kind on mails (kind, id)`,
  `create index mails_lead on mails (lead, id)`,
  `create index mails_erased on mails (id) where to_address = ''`,
  `create table mail_addresses (
    key bigint primary key,
    sent integer not null default 0,
    refused integer not null default 0,
    soft_bounces integer not null default 0,
    bounced_at timestamptz,
    complained_at timestamptz,
    last_error text
  )`,
  `create table mails_in (id uuid primary key, kind text not null, mail uuid not null, at timestamptz not null)`,
  `create index mails_in_mail on mails_in (mail)`,
  `with next as (update feed set change = change + 1 returning change)
  insert into suppression_lists (id, name, source, imported_at, change)
    select 'bounced', 'Mail does not arrive', 'Mails of ours that came back', now(), change from next`,
]
